"""Receiving a complaint: gather, decide, keep; one transaction holds all of it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake import tickets, vault
from services.intake.domain import complaint as rules
from services.intake.domain.complaint import Refusal, Submission
from services.intake.fields import is_division
from services.intake.models import Complaint, IdentityRecord
from services.intake.tickets import Ticket
from shared import workdays
from shared.contracts.events import ComplaintReceived
from shared.contracts.terms import Identity
from shared.divisions import divisions
from shared.work import Work

ACCEPT_DAYS = 15
"""信访 art. 23: the complainant is told within 15 days of receipt."""


class Refused(ValueError):
    """The submission breaks rules; `refusals` names each with its field."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(f"{refusal.pointer} {refusal.fault}" for refusal in refusals))
        self.refusals = refusals


class OtherComplaint(ValueError):
    """The ticket already stands for a complaint that says something else."""


class StaleTicket(ValueError):
    """The ticket is too old to start a complaint with."""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """What a hotline seat adds to a submission."""

    home: str
    call: dict[str, Any] | None = None
    order: dict[str, str] | None = None

    @property
    def order_key(self) -> str | None:
        """The same order number of the same system within one province is the same order."""
        if self.order is None:
            return None
        chain = divisions().chain(self.home.split("-", 1)[1])
        province = chain[-2] if len(chain) > 1 else chain[-1]
        return vault.word_hash("order", f"{province}\n{self.order['system']}\n{self.order['number']}")


@dataclass(frozen=True)
class Received:
    """The answer to a submission. No code: the work order had been received before."""

    tracking_number: str
    receipt_code: str | None
    received_at: datetime
    accept_by: Any

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
    fingerprint = vault.fingerprint(asdict(submission))
    if ticket and (known := by_number(work.session, ticket.tracking_number)):
        if known.fingerprint != fingerprint:
            raise OtherComplaint
        return _received(known, ticket.receipt_code)
    if seat and seat.order_key and (known := _by_order(work, seat.order_key)):
        return _received(known, None)
    if ticket and work.now - ticket.issued_at > tickets.LIFETIME:
        raise StaleTicket
    if refusals := rules.refusals(submission, work.today, is_division):
        raise Refused(refusals)
    ticket = ticket or tickets.draw(work.now)
    complaint = _keep(work, submission, ticket, seat, fingerprint)
    return _received(complaint, ticket.receipt_code)


def by_number(session: Session, number: str) -> Complaint | None:
    return session.scalar(select(Complaint).where(Complaint.tracking_number == number))


def _by_order(work: Work, key: str) -> Complaint | None:
    return work.session.scalar(select(Complaint).where(Complaint.external_key == key))


def _received(complaint: Complaint, code: str | None) -> Received:
    return Received(complaint.tracking_number, code, complaint.received_at, complaint.accept_by)


def _keep(
    work: Work, submission: Submission, ticket: Ticket, seat: Seat | None, fingerprint: str
) -> Complaint:
    complaint = Complaint(
        id=work.new_id(),
        tracking_number=ticket.tracking_number,
        receipt_hash=code_hash(ticket.receipt_code),
        fingerprint=fingerprint,
        version=1,
        channel=submission.channel,
        identity=submission.identity,
        contactable=submission.contactable,
        received_at=work.now,
        accept_by=workdays.load().add_days(work.today, ACCEPT_DAYS),
        statement=submission.statement,
        facts=submission.facts() | {"external_order": seat.order if seat else None},
        seat=seat.home if seat else None,
        call=_call(submission, seat),
        external_key=seat.order_key if seat else None,
    )
    work.session.add(complaint)
    work.session.flush()
    person = _keep_identity(work, complaint, submission)
    work.record(
        "complaint.received",
        complaint.tracking_number,
        {"channel": complaint.channel, "identity": complaint.identity},
    )
    work.emit(_said(work, complaint, person, seat))
    return complaint


def _call(submission: Submission, seat: Seat | None) -> dict[str, Any] | None:
    if seat is None or seat.call is None:
        return None
    if submission.identity is Identity.ANONYMOUS:
        # The telephone system fills in the number by itself: for an anonymous caller it is not kept.
        return seat.call | {"number": None}
    return seat.call


def _keep_identity(work: Work, complaint: Complaint, submission: Submission) -> str | None:
    """The keyed hash of the person's contact, where there is one."""
    complainant = submission.complainant
    if complainant is None or submission.identity is Identity.ANONYMOUS:
        return None
    person = vault.word_hash("person", complainant.contact) if complainant.contact else None
    work.session.add(
        IdentityRecord(complaint_id=complaint.id, complainant=asdict(complainant), contact_hash=person)
    )
    return person


def code_hash(code: str) -> str:
    """What is kept of a receipt code."""
    return vault.word_hash("receipt", code)


def _said(work: Work, complaint: Complaint, person: str | None, seat: Seat | None) -> ComplaintReceived:
    return work.event(
        ComplaintReceived,
        complaint_id=complaint.id,
        tracking_number=complaint.tracking_number,
        version=complaint.version,
        channel=complaint.channel,
        identity=complaint.identity,
        contactable=complaint.contactable,
        received_at=complaint.received_at,
        received_at_division=seat.home.split("-", 1)[1] if seat else None,
        accept_by=complaint.accept_by,
        statement=complaint.statement,
        facts=complaint.facts,
        same_person=person,
    )
