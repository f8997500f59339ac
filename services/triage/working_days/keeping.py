"""Entering a year: what it changes, which open deadlines move, and the change itself, in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.triage import rules
from services.triage.dispatch import investigation_days
from services.triage.domain.arrangements import Arranged, Fault, differing, read, special
from services.triage.domain.policy import Policy
from services.triage.keeping import ACCEPTED, OPEN_STATES, last_judgment
from services.triage.models import Complaint, Happening
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
    for complaint, moved in list(_moving(work.session, year, before, after)):
        complaint.accept_by = complaint.due = moved
        complaint.revision += 1
        work.record("complaint.accept_by_moved", complaint.tracking_number, {"to": moved.isoformat()})
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
) -> Iterator[tuple[Complaint, date]]:
    """Undecided complaints whose day for telling the complainant moves."""
    span = Complaint.accept_by.between(date(year, 1, 1), date(year, 12, 31) + REACH)
    query = select(Complaint).where(Complaint.state.in_(OPEN_STATES), span).order_by(Complaint.id)
    for complaint in session.scalars(query.with_for_update()):
        received = china_day(complaint.received_at) if complaint.received_at else None
        if received is None:
            continue
        days = _policy(session, complaint).accept_days
        moved = after.add_days(received, days)
        if complaint.accept_by == before.add_days(received, days) != moved:
            yield complaint, moved


def _cases(session: Session, year: int, before: Workdays, after: Workdays) -> int:
    """How many running investigations get another last day; the service that has them moves them."""
    ended = exists().where(
        Happening.complaint_id == Complaint.id, Happening.kind.in_(("concluded", "closed"))
    )
    query = select(Complaint).where(Complaint.state == ACCEPTED, Complaint.decided_at.is_not(None), ~ended)
    count = 0
    for complaint in session.scalars(query):
        days = investigation_days(Decision(complaint.decision or ""), _policy(session, complaint))
        start = china_day(complaint.decided_at)  # type: ignore[arg-type]  # the query asked for it
        count += before.add_days(start, days) != after.add_days(start, days)
    return count


def _policy(session: Session, complaint: Complaint) -> Policy:
    return rules.policy_named(session, last_judgment(session, complaint).policy) or Policy()


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
            "by": one.actor_name or one.actor,
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
