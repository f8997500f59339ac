"""Who hears and who is heard are two people: whoever saw or did something of the matter does not look into it
(petition art. 28(3))."""

import re
from collections.abc import Iterable, Mapping

from services.investigation.domain.case import Fault
from services.investigation.domain.places import plain
from services.investigation.domain.records import Spec

ARTICLE = "petition:28(3)"
BESIDE = (re.compile(r"[、，,；;。:：/|()（）【】\[\]]"), re.compile(r"[\s、，,；;。:：/|()（）【】\[\]]"))
"""By what a name stands apart from what is written beside it; some write a blank within a name."""


def faults(
    spec: Spec, contents: Mapping[str, str], hearers: Iterable[str], team: Iterable[str] = ()
) -> list[Fault]:
    """Nobody asks themselves, nor somebody who works on the case with them. A name counts where it stands
    apart from what is beside it: many a longer one has it within."""
    person = contents.get("person", "") if spec.supervisors else ""
    heard = {plain(each) for apart in BESIDE for each in apart.split(person)} | {plain(person)}
    named = (("hears_themselves", hearers), ("heard_works_on_it", team))
    return [
        Fault("/fields/person", code, ARTICLE, {"name": each})
        for code, people in named
        for each in people
        if plain(each) in heard - {""}
    ][:1]
