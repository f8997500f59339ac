"""An earlier complaint of the same person about the same matter, which nobody named (G9, G10).

Intake says by a keyed hash that two complaints come from one person; an anonymous one has none and is
never brought together with another. What is found here is proposed: a person at the desk confirms it.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, undefer

from services.triage.domain.similar.matter import Told, earlier_of, same_matter
from services.triage.domain.similar.texts import pairs, plain
from services.triage.models import Complaint, Happening
from services.triage.stages import ENDED
from services.triage.ties import parted, survivor
from shared.contracts.events import ComplaintReceived, Event
from shared.rows import table_of
from shared.work import Work

MOST = 30
"""The newest of one person's complaints; a person with more has long been known at the desk."""


_OTHERS = (
    select(Complaint.id)
    .where(
        Complaint.same_person == bindparam("person"),
        Complaint.id != bindparam("own"),
        Complaint.received_at.is_not(None),
        # What was passed on or left to rest without an investigation is no answer to hold it against.
        (Complaint.state != ENDED) | (Complaint.decision == "merge"),
    )
    .order_by(Complaint.received_at.desc())
    .limit(MOST)
)


_PERSON = table_of(Complaint).c.same_person


def found_earlier(work: Work, complaint: Complaint) -> Complaint | None:
    """The complaint that this one repeats, as far as a program can tell."""
    others = {one.tracking_number: one for one in _of_the_same_person(work, complaint)}
    if not others:
        return None
    own = _told(complaint, True)
    told = [one for other in others.values() if same_matter(own, one := _told(other, True))]
    if not told:
        return None
    answered = _answered(work.session, [others[one.number] for one in told])
    found = earlier_of(own, [replace(one, pending=others[one.number].id not in answered) for one in told])
    return survivor(work.session, others[found.number]) if found else None


def _of_the_same_person(work: Work, complaint: Complaint) -> list[Complaint]:
    if complaint.same_person is None or complaint.received_at is None:
        return []
    if any(_beside(event, complaint) for event in work.events):
        work.session.flush()  # the other one may be waiting to be written
    elif work.lacks(_PERSON, complaint.same_person):
        return []
    asked = {"person": complaint.same_person, "own": complaint.id}
    found = {row.id for row in work.session.connection().execute(_OTHERS, asked)}
    if complaint.revision > 0:
        found -= parted(work.session, complaint)  # somebody looked: it is another matter
    if not found:
        return []
    query = select(Complaint).where(Complaint.id.in_(found))
    return list(work.session.scalars(query.options(undefer(Complaint.statement), undefer(Complaint.facts))))


def _beside(event: Event, complaint: Complaint) -> bool:
    """Another complaint of that person in the same batch."""
    return (
        isinstance(event, ComplaintReceived)
        and event.same_person == complaint.same_person
        and event.complaint_id != complaint.id
    )


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
