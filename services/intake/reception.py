"""Receiving a complaint: gather, decide, keep; one transaction holds all of it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from services.intake import sketches, tickets, vault
from services.intake.domain import complaint as rules
from services.intake.domain.arrival import Arrival
from services.intake.domain.complaint import Complainant, Refusal, Submission
from services.intake.domain.heard import Kind
from services.intake.hotline.seat import Seat
from services.intake.hotline_models import SeatCall
from services.intake.models import Barred, Complaint, IdentityRecord, ProgressFact
from services.intake.orders import entering
from services.intake.tickets import Ticket
from shared import office_days
from shared.clock import china_day
from shared.contracts.events import ComplaintReceived
from shared.contracts.terms import Identity
from shared.divisions.typed import is_division
from shared.work import Work
from shared.workdays import Workdays

ACCEPT_DAYS = 15
"""信访 art. 23: the complainant is told within 15 days of receipt."""
FIRST_VERSION = 1


class Refused(ValueError):
    """The submission breaks rules; `refusals` names each with its field."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(f"{refusal.pointer} {refusal.fault}" for refusal in refusals))
        self.refusals = refusals


class OtherComplaint(ValueError):
    """The ticket already stands for a complaint that says something else."""


class StaleTicket(ValueError):
    """The ticket is too old to start a complaint with."""


@dataclass(frozen=True)
class Received:
    """The answer to a submission. No code: the work order had been received before."""

    complaint_id: UUID
    tracking_number: str
    receipt_code: str | None
    received_at: datetime
    accept_by: date

    def as_json(self) -> dict[str, Any]:
        return {
            "tracking_number": self.tracking_number,
            "receipt_code": self.receipt_code,
            "received_at": self.received_at.isoformat(),
            "accept_by": self.accept_by.isoformat(),
        }


def receive(
    work: Work, submission: Submission, ticket: Ticket | None = None, seat: Seat | None = None
) -> Received:
    """Keep the complaint, or find the one that this ticket or work order already is.

    Raises Refused, OtherComplaint, StaleTicket; nothing is kept then.
    """
    said = submission.said()
    fingerprint = vault.fingerprint(said)
    if ticket and (known := _held(work, by_number=ticket.tracking_number)):
        if known.fingerprint != fingerprint:
            raise OtherComplaint
        return Received(
            known.id, known.tracking_number, ticket.receipt_code, known.received_at, known.accept_by
        )
    key = _order_key(work, seat) if seat else None
    if seat and key and (known := _held(work, by_order=key)):
        entering.came_again(work, known.id, seat.dispatched_at)
        return _again(known, None)
    if ticket and work.now - ticket.issued_at > tickets.LIFETIME:
        raise StaleTicket
    _refuse(work, submission, seat)
    ticket = ticket or tickets.draw(work.now)
    came = seat.arrival(work.now) if seat else Arrival(work.now)
    accept_by = office_days.calendar().add_days(china_day(came.received_at), ACCEPT_DAYS)
    complaint = _keep(work, submission, said, ticket, seat, key, fingerprint, came, accept_by)
    return Received(complaint, ticket.tracking_number, ticket.receipt_code, came.received_at, accept_by)


def _refuse(work: Work, submission: Submission, seat: Seat | None) -> None:
    """Raises Refused for what breaks rules."""
    refusals = rules.refusals(submission, work.today, is_division)
    refusals += seat.refusals(work.today) if seat else []
    if refusals:
        raise Refused(refusals)


def _order_key(work: Work, seat: Seat) -> str | None:
    """By which this seat's order is found: as everybody's, unless another seat took it and this one may not
    know. Its own department may be the accused; then it is as if the order came for the first time."""
    if seat.order_key is None or work.blind:
        return seat.order_key
    barred = exists().where(Barred.complaint_id == Complaint.id, Barred.party == seat.home)
    told = or_(Complaint.seat == seat.home, and_(Complaint.assessed_at.is_not(None), ~barred))
    hidden = select(Complaint.id).where(Complaint.external_key == seat.order_key, ~told)
    return seat.order_key if work.session.scalar(hidden) is None else seat.own_order_key


def known(work: Work, submission: Submission, seat: Seat) -> bool:
    """Whether the order is there already, as far as its seat may know; nothing is kept. Raises Refused."""
    _refuse(work, submission, seat)
    mine = Complaint.external_key.in_((seat.order_key, seat.own_order_key))
    kept = select(Complaint.id).where(mine, Complaint.seat == seat.home)
    return work.session.scalar(kept) is not None


def _again(known: Any, code: str | None) -> Received:
    return Received(known.id, known.tracking_number, code, known.received_at, known.accept_by)


def by_number(session: Session, number: str) -> Complaint | None:
    return session.scalar(select(Complaint).where(Complaint.tracking_number == number))


_LOOK = select(
    Complaint.id,
    Complaint.tracking_number,
    Complaint.fingerprint,
    Complaint.received_at,
    Complaint.accept_by,
)
_BY_NUMBER = _LOOK.where(Complaint.tracking_number == bindparam("word"))
_BY_ORDER = _LOOK.where(Complaint.external_key == bindparam("word"))


def _held(work: Work, by_number: str | None = None, by_order: str | None = None) -> Any:
    """What answers a repetition, of the complaint that is kept already; None where there is none.

    A blind work does not look: a second row of the same number or order fails.
    """
    if work.blind:
        return None
    query = _BY_NUMBER if by_number else _BY_ORDER
    return work.session.connection().execute(query, {"word": by_number or by_order}).one_or_none()


def count_anew(work: Work, year: int, before: Workdays, after: Workdays) -> int:
    """Move the days that rested on a year; returns how many complaints have another now."""
    decided = exists().where(
        ProgressFact.complaint_id == Complaint.id,
        ProgressFact.kind.in_((Kind.ACCEPTED, Kind.DECIDED)),
    )
    span = Complaint.accept_by.between(date(year, 1, 1), date(year + 1, 1, 31))
    moved = 0
    for complaint in work.session.scalars(select(Complaint).where(span, ~decided).order_by(Complaint.id)):
        received = china_day(complaint.received_at)
        day = after.add_days(received, ACCEPT_DAYS)
        if complaint.accept_by == before.add_days(received, ACCEPT_DAYS) != day:
            work.record("complaint.accept_by_moved", complaint.tracking_number, {"to": day.isoformat()})
            complaint.accept_by = day
            moved += 1
    return moved


def _keep(
    work: Work,
    submission: Submission,
    said: dict[str, Any],
    ticket: Ticket,
    seat: Seat | None,
    key: str | None,
    fingerprint: str,
    came: Arrival,
    accept_by: date,
) -> UUID:
    complaint = work.new_id()
    facts = rules.facts_of(said) | {"external_order": seat.order if seat else None}
    work.keep(
        Complaint,
        id=complaint,
        tracking_number=ticket.tracking_number,
        receipt_hash=code_hash(ticket.receipt_code),
        fingerprint=fingerprint,
        version=FIRST_VERSION,
        channel=submission.channel,
        identity=submission.identity,
        contactable=submission.contactable,
        received_at=came.received_at,
        entered_at=came.entered_at,
        dated_on=seat.paper.dated_on if seat else None,
        accept_by=accept_by,
        statement=submission.statement,
        facts=facts,
        seat=seat.home if seat else None,
        call=_call(submission, seat),
        external_key=key,
    )
    if seat and seat.taken:
        work.keep(SeatCall, complaint_id=complaint, home=seat.home, **asdict(seat.taken))
    if seat and seat.order:
        entering.enter(
            work, complaint, submission.channel, seat.home, seat.order, came.received_at, seat.reply_by
        )
    if seat:
        sketches.keep(work, complaint, submission.statement, facts)
    person = _keep_identity(work, complaint, submission, said, seat)
    detail = {"channel": submission.channel, "identity": submission.identity, **_days(came, seat)}
    work.record("complaint.received", ticket.tracking_number, detail)
    work.emit(
        work.event(
            ComplaintReceived,
            complaint_id=complaint,
            tracking_number=ticket.tracking_number,
            version=FIRST_VERSION,
            channel=submission.channel,
            identity=submission.identity,
            contactable=submission.contactable,
            received_at=came.received_at,
            received_at_division=seat.home.split("-", 1)[1] if seat else None,
            accept_by=accept_by,
            statement=submission.statement,
            facts=facts,
            same_person=person,
        )
    )
    return complaint


def _days(came: Arrival, seat: Seat | None) -> dict[str, str]:
    """For the audit: of what came before it was entered, when, and what the paper says of itself."""
    days = {"received_on": china_day(came.received_at) if came.entered_at else None}
    days["dated_on"] = seat.paper.dated_on if seat else None
    return {name: day.isoformat() for name, day in days.items() if day}


def _call(submission: Submission, seat: Seat | None) -> dict[str, Any] | None:
    if seat is None or seat.call is None:
        return None
    if submission.identity is Identity.ANONYMOUS:
        # The telephone system fills in the number by itself: for an anonymous caller it is not kept.
        return seat.call | {"number": None}
    return seat.call


def _keep_identity(
    work: Work, complaint: UUID, submission: Submission, said: dict[str, Any], seat: Seat | None
) -> str | None:
    """The keyed hash of the person's contact, where there is one."""
    complainant = submission.complainant
    if complainant is None or submission.identity is Identity.ANONYMOUS:
        return None
    person = vault.word_hash("person", complainant.contact) if complainant.contact else None
    work.keep(
        IdentityRecord,
        complaint_id=complaint,
        complainant=said["complainant"],
        contact_hash=person,
        called_from=_called_from(submission, seat),
    )
    return person


def _called_from(submission: Submission, seat: Seat | None) -> str | None:
    """By which another call from that number finds it: of open names alone."""
    number = seat.call.get("number") if seat and seat.call else None
    if submission.identity is not Identity.REAL_NAME or not number:
        return None
    contact = Complainant(phone=number).contact
    return vault.word_hash("person", contact) if contact else None


def code_hash(code: str) -> str:
    """What is kept of a receipt code."""
    return vault.word_hash("receipt", code)
