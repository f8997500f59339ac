"""By when a complaint's investigation is to end, as it is counted today."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.dispatch import investigation_days
from services.triage.domain.assessment import Assessment
from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.in_force import policy_of
from services.triage.models import Complaint, Happening
from services.triage.stages import ACCEPTED, OPEN_STATES
from shared import office_days
from shared.clock import china_day
from shared.contracts.terms import Decision

MOVED = ("extended", "paused", "resumed")


def counted_today(session: Session, complaint: Complaint, made: Assessment, today: date) -> Assessment:
    """The judgment with its days as they stand: they were counted on its day and with the arrangement known
    then. While nobody has decided, from today; then from the decision, or as the case was moved since."""
    end = _end(session, complaint, made, today)
    accept = complaint.accept_by or made.deadlines.accept_by
    days = [day for day in (accept, end) if day is not None]
    provisional = any(office_days.of(session).is_provisional(day) for day in days)
    clocks = replace(made.deadlines, accept_by=accept, investigate_by=end, provisional=provisional)
    return replace(made, deadlines=clocks)


def _end(session: Session, complaint: Complaint, made: Assessment, today: date) -> date | None:
    if complaint.state == ACCEPTED or complaint.handled_by:
        decision, start = Decision(complaint.decision or made.decision), complaint.decided_at
        if moved := _moved(session, complaint):
            return office_days.of(session).next_workday(moved)
        first = china_day(start) if start else today
    elif complaint.state in OPEN_STATES:
        decision, first = made.decision, today
    else:
        return made.deadlines.investigate_by
    if decision not in OPENS_A_CASE:
        return None
    days = investigation_days(decision, policy_of(session, complaint))
    return office_days.of(session).add_days(first, days)


def _moved(session: Session, complaint: Complaint) -> date | None:
    """The last day that the body told of since it has the case."""
    told = select(Happening.day).where(
        Happening.complaint_id == complaint.id,
        Happening.kind.in_(MOVED),
        Happening.day.is_not(None),
        Happening.at >= complaint.decided_at,
    )
    return session.scalar(told.order_by(Happening.at.desc(), Happening.id).limit(1))
