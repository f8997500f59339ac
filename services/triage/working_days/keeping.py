"""Entering a year: what it changes, which open deadlines move, and the change itself, in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from services.triage import rules
from services.triage.dispatch import investigation_days
from services.triage.domain.arrangements import Arranged, Fault, differing, read, special
from services.triage.in_force import policy_of
from services.triage.models import Complaint, Happening
from services.triage.stages import ACCEPTED, OPEN_STATES
from services.triage.wording import doer
from services.triage.working_days.models import WorkdayEntry
from shared import office_days
from shared.clock import china_day
from shared.contracts.events import WorkdaysAnnounced
from shared.contracts.terms import Decision
from shared.work import Work
from shared.workdays import Workdays

REACH = timedelta(days=31)


@dataclass
class Faulty(Exception):
    """The arrangement cannot be taken; nothing was kept."""

    faults: list[Fault]


@dataclass(frozen=True)
class Effect:
    """What an arrangement changes. Deadlines are counted, never named: who enters years sees no cases."""

    off: list[date] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)
    acceptances: int = 0
    investigations: int = 0


def propose(session: Session, year: int, text: str) -> tuple[list[Arranged], Effect]:
    """What entering the year would change. Raises Faulty."""
    days, faults = read(year, text)
    if faults:
        raise Faulty(faults)
    before = office_days.of(session)
    after = office_days.with_years(office_days.latest(session) | {year: [one.as_json() for one in days]})
    off, worked = differing(year, before, after)
    acceptances = sum(1 for _ in _moving(session, year, before, after))
    return days, Effect(off, worked, acceptances, _cases(session, year, before, after))


def enter(work: Work, year: int, text: str, reason: str, agree: Callable[[int], None]) -> tuple[int, Effect]:
    """The arrangement stands from now on. Raises Faulty; `agree` may refuse the version."""
    version = office_days.held_version(work.session, year)
    agree(version)
    days, effect = propose(work.session, year, text)
    before, listed = office_days.of(work.session), [one.as_json() for one in days]
    office_days.keep(work.session, year, version + 1, listed)
    after = office_days.of(work.session)
    rules.forget(work.session)
    for complaint, moved, due in list(_moving(work.session, year, before, after)):
        complaint.accept_by, complaint.due = moved, due
        complaint.revision += 1
        detail = {"accept_by": moved.isoformat(), "due": due.isoformat()}
        work.record("complaint.accept_by_moved", complaint.tracking_number, detail)
    work.session.add(
        WorkdayEntry(
            year=year,
            version=version + 1,
            at=work.now,
            actor=str(work.actor),
            actor_name=work.actor.name,
            reason=reason,
        )
    )
    work.record("workdays.announced", f"workdays:{year}", {"version": version + 1, "reason": reason})
    work.emit(work.event(WorkdaysAnnounced, year=year, version=version + 1, days=listed))
    return version + 1, effect


def _moving(
    session: Session, year: int, before: Workdays, after: Workdays
) -> Iterator[tuple[Complaint, date, date]]:
    """Undecided complaints whose day for telling the complainant moves, with that day and the one that
    counts for the desk: where that is another one (a recheck, a wait), it only leaves a day off."""
    first, last = date(year, 1, 1), date(year, 12, 31) + REACH
    touched = or_(Complaint.accept_by.between(first, last), Complaint.due.between(first, last))
    query = select(Complaint).where(Complaint.state.in_(OPEN_STATES), touched).order_by(Complaint.id)
    for complaint in session.scalars(query.with_for_update(key_share=True)):
        held, due = complaint.accept_by, complaint.due
        if complaint.received_at is None or held is None or due is None:
            continue
        received, days = china_day(complaint.received_at), policy_of(session, complaint).accept_days
        moved = after.add_days(received, days) if held == before.add_days(received, days) else held
        to = moved if due == held else after.next_workday(due)
        if (moved, to) != (held, due):
            yield complaint, moved, to


def _cases(session: Session, year: int, before: Workdays, after: Workdays) -> int:
    """How many running investigations get another last day; the service that has them moves them."""
    ended = exists().where(
        Happening.complaint_id == Complaint.id, Happening.kind.in_(("concluded", "closed"))
    )
    query = select(Complaint).where(Complaint.state == ACCEPTED, Complaint.decided_at.is_not(None), ~ended)
    count = 0
    for complaint in session.scalars(query):
        days = investigation_days(Decision(complaint.decision or ""), policy_of(session, complaint))
        start = china_day(complaint.decided_at)  # type: ignore[arg-type]  # the query asked for it
        count += before.add_days(start, days) != after.add_days(start, days)
    return count


def year_json(session: Session, year: int) -> dict[str, Any]:
    """A year as it is counted with."""
    held = office_days.latest(session).get(year)
    calendar = office_days.of(session)
    days = held if held is not None else [one.as_json() for one in special(year, calendar)]
    return {
        "year": year,
        "announced": not calendar.is_provisional(date(year, 7, 1)),
        "version": office_days.held_version(session, year),
        "days": days,
    }


def entries(session: Session, year: int) -> list[dict[str, Any]]:
    """Who entered it, when and why; the latest first."""
    query = select(WorkdayEntry).where(WorkdayEntry.year == year).order_by(WorkdayEntry.version.desc())
    return [
        {
            "version": one.version,
            "at": one.at.isoformat(),
            "by": doer(one.actor, one.actor_name),
            "reason": one.reason,
        }
        for one in session.scalars(query)
    ]


def effect_json(effect: Effect) -> dict[str, Any]:
    return {
        "off": [day.isoformat() for day in effect.off],
        "worked": [day.isoformat() for day in effect.worked],
        "acceptances": effect.acceptances,
        "investigations": effect.investigations,
    }
