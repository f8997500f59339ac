"""An earlier complaint about the same matter: the one that is named, else the one repeated (G9, G10)."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.triage import contesting
from services.triage.dispatch import investigation_days
from services.triage.domain.facts import Json
from services.triage.domain.reasons import Reason
from services.triage.in_force import policy_of
from services.triage.models import Complaint, DecisionMade, Happening, Judgment
from services.triage.queue import find
from services.triage.rules import rules_of
from services.triage.similar.same_person import found_earlier
from services.triage.stages import ACCEPTED, ENDED
from services.triage.ties import survivor
from shared.clock import china_day
from shared.contracts.terms import Decision
from shared.staff.tokens import StaffToken
from shared.work import Work

EXTENSION = timedelta(days=30)
"""The most that may be granted (petition art. 34); by how much it was, the case knows."""
RECHECK_DAYS = 30
"""Within so many days of an answer a recheck may be asked for (petition art. 35)."""


def overlay(work: Work, complaint: Complaint) -> dict[str, Any]:
    """The earlier complaint among the circumstances; marked as found where nobody named it."""
    session, today = work.session, work.today
    named = _named(session, complaint)
    if named is not None:
        return {"earlier": _of(session, complaint, survivor(session, named), today)}
    repeated = found_earlier(work, complaint)
    if repeated is None or repeated.id == complaint.id:
        return {}
    return {"earlier": _of(session, complaint, repeated, today), "found": ["earlier"]}


def number_in(sent: Json) -> str:
    """The number of the earlier complaint that the facts of a what-if name; empty where they name none."""
    said = (sent.get("circumstances") or {}).get("earlier") or {}
    return (said.get("tracking_number") or sent.get("earlier_tracking_number") or "").strip().upper()


def supposed(work: Work, staff: StaffToken, sent: Json) -> tuple[dict[str, Any], Reason | None]:
    """The facts of a what-if with what the register knows of the complaint that they name; what was said of
    it stands. A number that the caller's desk does not have is like one that does not exist: judged by what
    was said alone, or as if there were none, and the reason tells so."""
    around = sent.get("circumstances") or {}
    said = {name: value for name, value in (around.get("earlier") or {}).items() if value is not None}
    named = find(work.session, staff, number_in(sent))
    if named is None:
        told = said if said.keys() - {"tracking_number"} else None
        why = Reason("G9", "petition:19(3)", "EARLIER.as_told" if told else "EARLIER.unknown")
        return {**sent, "circumstances": {**around, "earlier": told}}, why
    named = find(work.session, staff, survivor(work.session, named).tracking_number) or named
    work.record("complaint.looked_up", named.tracking_number)
    known = {**_known(work.session, named, work.today), **said}
    return {**sent, "circumstances": {**around, "earlier": known, "found": ["earlier"]}}, None


def _named(session: Session, complaint: Complaint) -> Complaint | None:
    number = complaint.facts.get("earlier_tracking_number")
    if not number or number == complaint.tracking_number:
        return None
    found = session.scalar(select(Complaint).where(Complaint.tracking_number == number))
    return found if found is not None and found.received_at is not None else None


def _of(session: Session, complaint: Complaint, found: Complaint, today: date) -> dict[str, Any]:
    """What is known of it, and whether both come from one person; by the number under which it is being
    rechecked, which is what the desk can join it to."""
    same = found.same_person is not None and found.same_person == complaint.same_person
    number = (contesting.running(session, found) or found).tracking_number
    return _known(session, found, today) | {"same_complainant": same, "tracking_number": number}


def _known(session: Session, found: Complaint, today: date) -> dict[str, Any]:
    """What the register knows of it."""
    led = contesting.running(session, found)
    rounds = _rounds(session, found)
    found, number = led or found, found.tracking_number
    given = contesting.answers(session, contesting.together(session, found))
    answered = given if led is None else []
    # The reply, not the last word: a body may conclude again when all is carried out.
    ended = answered[-1].at if answered else (found.decided_at if found.state == ENDED else None)
    return {
        "tracking_number": number,
        # Whose reply stands; of the matter's complaints each knows its own body only.
        "body": answered[-1].body if answered else found.body,
        "state": "closed" if ended else "pending",
        "closed_days_ago": _days_ago(session, answered[-1] if answered else None, ended, today),
        "pending_days": (today - china_day(found.received_at)).days if found.received_at else None,
        "overdue": not ended and today > _limit(session, found, today),
        "rechecks": rounds,
    }


def _days_ago(session: Session, reply: Happening | None, ended: datetime | None, today: date) -> int | None:
    """Days since it ended; of an answer no more than those within which a recheck may be asked for, while its
    body says that one can be: its last day is a later one where it was received later, or that is off
    (petition art. 35)."""
    if ended is None:
        return None
    days = (today - china_day(ended)).days
    if reply is None:
        return days
    told = select(func.max(Happening.day)).where(
        Happening.complaint_id == reply.complaint_id,
        Happening.kind == reply.kind,
        Happening.body == reply.body,
    )
    until = session.scalar(told)
    return min(days, RECHECK_DAYS) if until is not None and today <= until else days


def _rounds(session: Session, found: Complaint) -> int:
    """How often an answer in the matter was contested, under whatever number."""
    first, *others = contesting.together(session, found)
    return max(one.rechecks for one in (first, *others)) + _made_anew(session, first)


def _made_anew(session: Session, first: Complaint) -> int:
    """So many rechecks came before a matter that began as one itself: it was made anew about a reply before
    such complaints became part of its matter."""
    made = select(DecisionMade).where(DecisionMade.complaint_id == first.id)
    made = made.where(DecisionMade.decision == Decision.RECHECK).order_by(DecisionMade.at, DecisionMade.id)
    ruled = session.scalar(made.limit(1))
    if ruled is None:
        return 0
    judged = select(Judgment).where(Judgment.complaint_id == first.id, Judgment.at <= ruled.at)
    known = session.scalar(judged.order_by(Judgment.number.desc()).limit(1))
    earlier = (known.overlay.get("earlier") if known else None) or {}
    return 0 if earlier.get("contested") else 1 + earlier.get("rechecks", 0)


def _limit(session: Session, complaint: Complaint, today: date) -> date:
    """By when it is to be decided or, once accepted, finished (petition art. 23, 34)."""
    if complaint.state == ACCEPTED and complaint.decided_at:
        if told := _told_day(session, complaint, complaint.decided_at):
            return told
        days = investigation_days(
            Decision(complaint.decision or Decision.ACCEPT), policy_of(session, complaint)
        )
        day = rules_of(session, today).calendar.add_days(china_day(complaint.decided_at), days)
        return day + EXTENSION if _happened(session, complaint, "extended") else day
    return complaint.accept_by or date.max


def _told_day(session: Session, complaint: Complaint, since: datetime) -> date | None:
    """The last day that its case told last: extended, or its clock stood still as the province allows."""
    query = select(Happening.day).where(Happening.complaint_id == complaint.id, Happening.day.is_not(None))
    query = query.where(Happening.body == complaint.body, Happening.at >= since)
    query = query.where(Happening.kind != "concluded")  # its day is of another term
    return session.scalar(query.order_by(Happening.at.desc(), Happening.id.desc()).limit(1))


def _happened(session: Session, complaint: Complaint, kind: str) -> Any:
    """When it last did; None when it never did."""
    query = select(Happening.at).where(Happening.complaint_id == complaint.id, Happening.kind == kind)
    return session.scalar(query.order_by(Happening.at.desc()).limit(1))
