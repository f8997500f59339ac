"""The call back after the reply: set with the approval, kept once."""

from services.investigation.domain import calling
from services.investigation.domain.calling import Answer, Way
from services.investigation.domain.case import Action, Caller, State
from services.investigation.folder import Folder
from services.investigation.handlers.steps import require, take
from services.investigation.models import CallBack
from shared import office_days
from shared.work import Work


def set_day(work: Work, folder: Folder) -> None:
    """Whoever can be reached is asked, five working days after the reply; not of a case that ended early."""
    case = folder.case
    if not case.contactable or folder.call_back is not None or case.standing is State.TERMINATED:
        return
    day = calling.due(work.today, office_days.calendar().add_workdays)
    folder.call_back = CallBack(case_id=case.id, due=day)
    work.session.add(folder.call_back)


def keep(work: Work, folder: Folder, caller: Caller, way: Way, answer: Answer, text: str) -> None:
    """What the complainant said. Raises Rejected."""
    to = folder.case.standing
    take(work, folder, caller, Action.CALL_BACK, to=to, detail={"answer": answer}, text=text or None)
    require(calling.faults(answer, text))
    row = folder.call_back
    if row is not None:
        row.done_at, row.by_name = work.now, caller.name
        row.way, row.answer, row.text = way, answer, text
