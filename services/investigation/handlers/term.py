"""The last day of an investigation with what was granted and what does not count, kept with the case."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from services.investigation.domain import pauses
from services.investigation.domain.clocks import RUNNING, current_due
from services.investigation.domain.limits import last_day, limits
from services.investigation.folder import Folder
from services.investigation.models import Case, Extension, Pause
from services.investigation.same_term import same_term
from shared import office_days
from shared.clock import china_day
from shared.work import Work
from shared.workdays import Workdays


def settle(case: Case, held: Iterable[Pause], extended_by: int | None, calendar: Workdays) -> None:
    """Count the last day from the one without pauses; also until when the clock stands still."""
    granted = [each for each in held if each.granted]
    if case.term is None:
        if not granted:
            return
        case.term = case.investigate_by
    case.investigate_by = pauses.with_pauses(
        case.term,
        limits(case.limits),
        china_day(case.accepted_at),
        extended_by,
        pauses.not_counted(each.span for each in granted),
        calendar,
    )
    mine = (each for each in granted if each.case_id == case.id)
    case.paused_until = next((each.until for each in mine if each.runs), None)


def settle_folder(folder: Folder) -> None:
    settle(folder.case, folder.all_pauses, folder.extended_by, office_days.calendar())


def end_with_the_decision(work: Work, folder: Folder) -> None:
    """A case that was decided or went up has no clock that could stand still."""
    running = folder.pause_running
    if running is None or folder.case.standing in RUNNING:
        return
    running.resumed_on, running.ended_at = min(work.today, running.until), work.now
    settle_folder(folder)


def end_elsewhere(work: Work, case: Case, at: datetime) -> None:
    """The same of one that another body took over, for who has no folder in hand: what did not count until
    then does not count there either."""
    running = select(Pause).where(Pause.case_id == case.id, Pause.granted.is_(True))
    for row in work.session.scalars(running.where(Pause.resumed_on.is_(None))):
        row.resumed_on, row.ended_at = min(china_day(at), row.until), at
    case.paused_until = None


def recount(work: Work, case: Case, calendar: Workdays) -> None:
    """Triage decided anew and its day was taken over: what was granted and stood still holds on, also at a
    body that goes on with the term of another one."""
    session = work.session
    more = session.scalar(granted_days(case))
    held = list(session.scalars(granted_pauses(case)))
    if more is None and not held:
        return
    if more is not None:
        accepted, of_rule = china_day(case.accepted_at), limits(case.limits)
        counted = case.investigate_by == last_day(of_rule, accepted, None, calendar)
        case.investigate_by = (
            last_day(of_rule, accepted, more, calendar)
            if counted
            else calendar.add_days(case.investigate_by, more)
        )
    case.term = None
    settle(case, held, more, calendar)
    if case.standing in RUNNING:
        case.due = current_due(case.standing, case.investigate_by, None)


def granted_days(case: Case) -> Select[Any]:
    granted = select(Extension.days).where(Extension.granted.is_(True))
    return granted.where(Extension.case_id.in_(same_term(case))).order_by(Extension.at).limit(1)


def granted_pauses(case: Case) -> Select[Any]:
    granted = select(Pause).where(Pause.case_id.in_(same_term(case)), Pause.granted.is_(True))
    return granted.order_by(Pause.at)
