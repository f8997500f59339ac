"""Ties between complaints as they stand: who is linked with whom, and which complaint answers which."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.triage.models import Complaint
from services.triage.similar.models import Tie
from shared.work import Work

LINK, MERGER = "link", "merger"


def standing(session: Session, complaint: Complaint, kind: str | None = None) -> list[Tie]:
    """Ties of a complaint, in either direction, that nobody has ended; the oldest first."""
    either = or_(Tie.complaint_id == complaint.id, Tie.other_id == complaint.id)
    query = select(Tie).where(either, Tie.ended_at.is_(None))
    if kind:
        query = query.where(Tie.kind == kind)
    return list(session.scalars(query.order_by(Tie.at, Tie.id)))


def other_of(tie: Tie, complaint: Complaint) -> UUID:
    return tie.other_id if tie.complaint_id == complaint.id else tie.complaint_id


def merger_of(session: Session, complaint: Complaint) -> Tie | None:
    """The tie by which a complaint was joined to another one."""
    query = select(Tie).where(Tie.complaint_id == complaint.id, Tie.kind == MERGER, Tie.ended_at.is_(None))
    return session.scalar(query.limit(1))


def survivor(session: Session, complaint: Complaint) -> Complaint:
    """The complaint that is handled in place of this one; itself where it was not merged."""
    while tie := merger_of(session, complaint):
        complaint = session.get_one(Complaint, tie.other_id)
    return complaint


def joined_to(session: Session, complaint: Complaint) -> list[Complaint]:
    """All complaints that are answered with this one, also those that joined one of them before."""
    found: list[Complaint] = []
    asked = [complaint.id]
    while asked:
        query = (
            select(Complaint)
            .join(Tie, Tie.complaint_id == Complaint.id)
            .where(Tie.other_id.in_(asked), Tie.kind == MERGER, Tie.ended_at.is_(None))
        )
        more = list(session.scalars(query.order_by(Complaint.id)))
        found += more
        asked = [one.id for one in more]
    return found


def end(work: Work, tie: Tie, reason: str) -> None:
    """It stands no longer; that it stood, and why not any more, is kept."""
    tie.ended_at = work.now
    tie.ended_by = str(work.actor)
    tie.ended_by_name = work.actor.name
    tie.end_reason = reason


def parted(session: Session, complaint: Complaint) -> set[UUID]:
    """What a complaint was merged into until somebody undid it."""
    query = select(Tie.other_id).where(
        Tie.complaint_id == complaint.id, Tie.kind == MERGER, Tie.ended_at.is_not(None)
    )
    return set(session.scalars(query))
