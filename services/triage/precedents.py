"""An earlier complaint of the same person that a new one names (G9, G10)."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.dispatch import investigate_by
from services.triage.keeping import ACCEPTED, ENDED
from services.triage.models import Complaint, Happening
from shared.clock import china_day
from shared.contracts.terms import Decision


def earlier(session: Session, complaint: Complaint, today: date) -> dict[str, Any] | None:
    """What the register knows of the complaint that this one names; None when it knows none."""
    number = complaint.facts.get("earlier_tracking_number")
    if not number or number == complaint.tracking_number:
        return None
    found = session.scalar(select(Complaint).where(Complaint.tracking_number == number))
    if found is None or found.received_at is None:
        return None
    concluded = _concluded(session, found)
    ended = concluded or (found.decided_at if found.state == ENDED else None)
    return {
        "tracking_number": number,
        "body": found.body,
        "state": "closed" if ended else "pending",
        "same_complainant": found.same_person is not None and found.same_person == complaint.same_person,
        "closed_days_ago": (today - china_day(ended)).days if ended else None,
        "pending_days": (today - china_day(found.received_at)).days,
        "overdue": not ended and today > _limit(found),
    }


def _limit(complaint: Complaint) -> date:
    """By when it is to be decided or, once accepted, finished (petition art. 23, 34)."""
    if complaint.state == ACCEPTED and complaint.decided_at:
        return investigate_by(Decision.ACCEPT, china_day(complaint.decided_at))
    return complaint.accept_by or date.max


def _concluded(session: Session, complaint: Complaint) -> Any:
    query = select(Happening.at).where(Happening.complaint_id == complaint.id, Happening.kind == "concluded")
    return session.scalar(query.order_by(Happening.at.desc()).limit(1))
