"""Who hears and who is heard are two people: whoever saw or did something of the matter does not look into it
(petition art. 28(3))."""

import re
from collections.abc import Iterable, Mapping

from services.investigation.domain.case import Fault
from services.investigation.domain.places import plain
from services.investigation.domain.records import Spec

BESIDE = (re.compile(r"[、，,；;。:：/|()（）【】\[\]]"), re.compile(r"[\s、，,；;。:：/|()（）【】\[\]]"))
"""By what a name stands apart from what is written beside it; some write a blank within a name."""


def faults(spec: Spec, contents: Mapping[str, str], hearers: Iterable[str]) -> list[Fault]:
    """Nobody asks themselves. A name counts where it stands apart from what is beside it: many a longer one
    has it within."""
    person = contents.get("person", "") if spec.supervisors else ""
    heard = {plain(each) for apart in BESIDE for each in apart.split(person)} | {plain(person)}
    themselves = [each for each in hearers if plain(each) in heard - {""}]
    return [
        Fault("/fields/person", "hears_themselves", "petition:28(3)", {"name": each}) for each in themselves
    ][:1]
