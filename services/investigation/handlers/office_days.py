"""Terms counted anew when the working days of a year are announced (domain §5)."""

from datetime import date, timedelta

from sqlalchemy import or_, select

from services.investigation.cabinet import folder_of
from services.investigation.domain.clocks import RUNNING
from services.investigation.domain.limits import last_day, limits
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.following import put_in_place
from services.investigation.handlers.steps import note, say
from services.investigation.handlers.term import granted_days, granted_pauses, settle
from services.investigation.models import Case
from shared import office_days
from shared.clock import china_day
from shared.contracts.events import CaseTermMoved, WorkdaysAnnounced
from shared.work import Work
from shared.workdays import Workdays

REACH = timedelta(days=31)
"""A term that ends so long after the year may have been pushed out of it."""


def on_workdays_announced(work: Work, event: WorkdaysAnnounced) -> None:
    """Every term that was counted by the old calendar is counted by the new one, in one transaction."""
    before = office_days.of(work.session)
    if not office_days.keep(work.session, event.year, event.version, event.days):
        return
    after = office_days.of(work.session)
    first, last = date(event.year, 1, 1), date(event.year, 12, 31) + REACH
    touched = or_(Case.investigate_by.between(first, last), Case.recheck_until.between(first, last))
    for case in work.session.scalars(select(Case).where(touched).order_by(Case.id).with_for_update()):
        if case.standing in RUNNING:
            _move_term(work, case, before, after)
        if case.recheck_until is not None and case.concluded_at is not None:
            _move_recheck(work, case, after)
    work.record("workdays.announced", f"workdays:{event.year}", {"version": event.version})


def _move_term(work: Work, case: Case, before: Workdays, after: Workdays) -> None:
    more, held = work.session.scalar(granted_days(case)), limits(case.limits)
    accepted, was = china_day(case.accepted_at), case.investigate_by
    term = case.term or was
    if term == last_day(held, accepted, more, before):
        term = last_day(held, accepted, more, after)
    case.investigate_by, case.term = term, term if case.term else None
    settle(case, work.session.scalars(granted_pauses(case)), more, after)
    moved = case.investigate_by
    if moved == was:
        return
    put_in_place(work, case)
    note(work, case, "term_moved", {"from": was.isoformat(), "to": moved.isoformat()})
    say(work, case, CaseTermMoved, body=case.body, investigate_by=moved)


def _move_recheck(work: Work, case: Case, after: Workdays) -> None:
    """The complainant was told a day, and is told the other one; it may only become later."""
    if case.recheck_until is None or (moved := after.next_workday(case.recheck_until)) == case.recheck_until:
        return
    detail = {"from": case.recheck_until.isoformat(), "to": moved.isoformat()}
    case.recheck_until = moved
    note(work, case, "recheck_moved", detail)
    say_concluded(work, folder_of(work.session, case))
