"""The last day of an investigation with what was granted and what does not count, kept with the case."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from services.investigation.domain import pauses
from services.investigation.domain.clocks import RUNNING, current_due
from services.investigation.domain.limits import last_day, limits
from services.investigation.folder import Folder
from services.investigation.models import Case, Extension, Pause
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
    case.paused_until = next((each.until for each in granted if each.runs), None)


def settle_folder(folder: Folder) -> None:
    settle(folder.case, folder.pauses, folder.extended_by, office_days.calendar())


def end_with_the_decision(work: Work, folder: Folder) -> None:
    """A case that was decided or went up has no clock that could stand still."""
    running = folder.pause_running
    if running is None or folder.case.standing in RUNNING:
        return
    running.resumed_on, running.ended_at = min(work.today, running.until), work.now
    settle_folder(folder)


def recount(work: Work, case: Case, calendar: Workdays) -> None:
    """Triage decided anew and its day was taken over: what was granted and stood still holds on."""
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
    return select(Extension.days).where(Extension.case_id == case.id, Extension.granted.is_(True))


def granted_pauses(case: Case) -> Select[Any]:
    return select(Pause).where(Pause.case_id == case.id, Pause.granted.is_(True)).order_by(Pause.at)
