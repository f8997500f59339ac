"""Which matters an outcome answers, as the form of a case with many of them says it: by their numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.investigation.domain import numbers
from services.investigation.domain.case import Fault
from services.investigation.domain.outcomes import Outcome
from services.investigation.folder import Folder
from services.investigation.handlers.steps import Rejected


def outcomes(folder: Folder, sent: Sequence[Mapping[str, Any]], form: Mapping[str, str]) -> list[Outcome]:
    """The outcomes that were filled in. Raises Rejected."""
    refs = {each.position: each.ref for each in folder.allegations}
    found, wrong = [], []
    for index, each in enumerate(sent):
        said = form.get(f"{each['code']}-numbers", "")
        try:
            named = [refs[number] for number in numbers.read(said, len(refs))]
        except numbers.NotNumbers as error:
            detail = {"part": str(error), "most": len(refs)}
            wrong.append(Fault(f"/outcomes/{index}/numbers", "matter_numbers", None, detail))
            continue
        found.append(Outcome(each["code"], tuple(named or each["allegations"]), each["contents"]))
    if wrong:
        raise Rejected(wrong)
    return found
