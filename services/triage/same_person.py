"""An earlier complaint of the same person about the same matter, which nobody named (G9, G10).

Intake says by a keyed hash that two complaints come from one person; an anonymous one has none and is
never brought together with another. What is found here is proposed: a person at the desk confirms it.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from services.triage.domain.similar.matter import Told, earlier_of
from services.triage.domain.similar.texts import pairs, plain
from services.triage.models import Complaint, Happening
from services.triage.ties import parted, survivor

MOST = 30
"""The newest of one person's complaints; a person with more has long been known at the desk."""
ENDED = "decided"


def found_earlier(session: Session, complaint: Complaint) -> Complaint | None:
    """The complaint that this one repeats, as far as a program can tell."""
    if complaint.same_person is None or complaint.received_at is None:
        return None
    others = {one.tracking_number: one for one in _of_the_same_person(session, complaint)}
    if not others:
        return None
    for one in parted(session, complaint):  # somebody looked and found that it is another matter
        others = {number: other for number, other in others.items() if other.id != one}
    answered = _answered(session, others.values())
    told = [_told(one, one.id not in answered) for one in others.values()]
    found = earlier_of(_told(complaint, True), told)
    return survivor(session, others[found.number]) if found else None


def _of_the_same_person(session: Session, complaint: Complaint) -> list[Complaint]:
    """Those that were neither passed on nor left to rest without an investigation."""
    query = select(Complaint).where(
        Complaint.same_person == complaint.same_person,
        Complaint.id != complaint.id,
        Complaint.received_at.is_not(None),
        (Complaint.state != ENDED) | (Complaint.decision == "merge"),
    )
    opened = query.options(undefer(Complaint.statement), undefer(Complaint.facts))
    return list(session.scalars(opened.order_by(Complaint.received_at.desc()).limit(MOST)))


def _answered(session: Session, complaints: Iterable[Complaint]) -> set[object]:
    wanted = [one.id for one in complaints]
    query = select(Happening.complaint_id).where(
        Happening.complaint_id.in_(wanted), Happening.kind == "concluded"
    )
    return set(session.scalars(query))


def _told(complaint: Complaint, pending: bool) -> Told:
    assert complaint.received_at is not None  # noqa: S101 # asked for by the query
    respondents = complaint.facts.get("respondents") or []
    text = pairs(plain(complaint.statement))
    return Told(complaint.tracking_number, complaint.received_at, pending, respondents, text)
