"""What a complainant does after submitting: look, write, withdraw, rate, ask for a recheck."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake import vault
from services.intake.domain import receipt
from services.intake.domain.actions import Action, Closed, Permission, may
from services.intake.domain.heard import Fact, Kind
from services.intake.domain.progress import Progress, progress
from services.intake.models import Complaint, IdentityLook, Message, Notice, ProgressFact
from services.intake.news import waiting
from services.intake.notices import of
from services.intake.reception import ACCEPT_DAYS, code_hash
from services.intake.retention_models import Erasure
from shared import office_days
from shared.clock import china_day
from shared.contracts.events import (
    ComplaintRated,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    Event,
    OrderDesignated,
    RecheckRequested,
)
from shared.work import Work

RECHECK_DECISION_DAYS = 30
"""信访 art. 35: the body above decides a recheck within 30 days."""

E = TypeVar("E", bound=Event)


class NotOpen(ValueError):
    """The action is closed; `permission` says why."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"{permission.action}: {permission.closed}")
        self.permission = permission


def find(session: Session, number: str, code: str) -> UUID | None:
    """The complaint that number and code open; an unknown number costs the same as a wrong code."""
    row = session.execute(
        select(Complaint.id, Complaint.receipt_hash).where(
            Complaint.tracking_number == _read(receipt.read_number, number)
        )
    ).one_or_none()
    kept = row.receipt_hash if row else vault.word_hash("nobody", number)
    right = hmac.compare_digest(kept, code_hash(_read(receipt.read_code, code)))
    return row.id if row and right else None


def _read(reader: Callable[[str], str], typed: str) -> str:
    try:
        return reader(typed)
    except receipt.Malformed:
        return ""


def erased_on(session: Session, complaint_id: UUID) -> date | None:
    """The day on which it was erased, its term being over; None while it is there."""
    at = session.scalar(select(Erasure.at).where(Erasure.complaint_id == complaint_id))
    return china_day(at) if at else None


@dataclass(frozen=True)
class View:
    """One complaint as its complainant sees it."""

    complaint: Complaint
    progress: Progress
    messages: list[Message]
    notices: list[Notice]
    looks: list[tuple[datetime, str]]
    """When, and by which body, it was looked at who complained."""


def view(session: Session, complaint_id: UUID) -> View:
    complaint = session.get_one(Complaint, complaint_id)
    written = select(Message).where(Message.complaint_id == complaint_id).order_by(Message.at, Message.id)
    looked = (
        select(IdentityLook.looked_at, IdentityLook.body)
        .where(IdentityLook.complaint_id == complaint_id, IdentityLook.looked_at.is_not(None))
        .order_by(IdentityLook.looked_at, IdentityLook.id)
    )
    return View(
        complaint,
        progress_of(session, complaint),
        list(session.scalars(written)),
        of(session, complaint_id),
        [(at, body) for at, body in session.execute(looked) if at is not None],
    )


def progress_of(session: Session, complaint: Complaint) -> Progress:
    heard = session.scalars(select(ProgressFact).where(ProgressFact.complaint_id == complaint.id))
    received = Fact(id=str(complaint.id), kind=Kind.RECEIVED, at=complaint.received_at)
    return progress([received, *(_fact(row) for row in heard)], complaint.accept_by)


def _fact(row: ProgressFact) -> Fact:
    return Fact(
        id=str(row.id),
        kind=Kind(row.kind),
        at=row.at,
        version=row.version,
        case=str(row.case_id) if row.case_id else None,
        data=row.data,
    )


def write(work: Work, complaint_id: UUID, text: str) -> Message:
    """Add a message of the complainant; it answers every open question. Raises NotOpen."""
    complaint, state = _enter(work, complaint_id, Action.SUPPLEMENT)
    message = Message(
        id=work.new_id(), complaint_id=complaint.id, at=work.now, sender="complainant", text=text
    )
    event = _event(
        work, complaint, ComplaintSupplemented, message_id=message.id, text=text, held=bool(text.strip())
    )
    message.said_id = event.id
    work.session.add(message)
    answers = [question.id for question in state.history.open_questions]
    _step(work, complaint, Kind.SUPPLEMENTED, {"answers": answers})
    work.emit(replace(event, version=complaint.version))
    return message


def version(work: Work, complaint_id: UUID) -> int:
    """Its version, which stays until the end of the work: of two presses at once the second finds another."""
    held = select(Complaint.version).where(Complaint.id == complaint_id).with_for_update()
    return work.session.execute(held).scalar_one()


def may_add(work: Work, complaint_id: UUID) -> Complaint:
    """The complaint, locked, while it takes messages and files. Raises NotOpen."""
    return _enter(work, complaint_id, Action.SUPPLEMENT)[0]


def withdraw(work: Work, complaint_id: UUID, reason: str) -> None:
    """Raises NotOpen."""
    complaint, _ = _enter(work, complaint_id, Action.WITHDRAW)
    _step(work, complaint, Kind.WITHDRAWN, {"reason": reason})
    work.emit(_event(work, complaint, ComplaintWithdrawn, reason=reason, held=bool(reason.strip())))


def rate(work: Work, complaint_id: UUID, rating: dict[str, Any]) -> None:
    """`rating`: manner, speed, result from 1 to 5, and a comment. Raises NotOpen."""
    complaint, state = _enter(work, complaint_id, Action.RATE)
    _step(work, complaint, Kind.RATED, rating | {"of": _answered(state)})
    held = bool(rating["comment"].strip())
    work.emit(_event(work, complaint, ComplaintRated, **rating, held=held))


def request_recheck(work: Work, complaint_id: UUID, reason: str) -> None:
    """Raises NotOpen."""
    complaint, state = _enter(work, complaint_id, Action.REQUEST_RECHECK)
    data = {
        "reason": reason,
        "of": _answered(state),
        "decision_version": state.decided.version if state.decided else 0,
        "decide_by": office_days.calendar().add_days(work.today, RECHECK_DECISION_DAYS).isoformat(),
    }
    _step(work, complaint, Kind.RECHECK_REQUESTED, data)
    work.emit(_event(work, complaint, RecheckRequested, reason=reason, held=bool(reason.strip())))


def designate(work: Work, complaint: Complaint) -> None:
    """The order that it came with was sent back and is ours after all: what triage decided is over, and the
    days in which the complainant is told count from now."""
    decided = progress_of(work.session, complaint).decided
    complaint.version += 1
    complaint.accept_by = office_days.calendar().add_days(work.today, ACCEPT_DAYS)
    # Between triage's word that sent it back and its next one, in whatever order they are heard.
    version = decided.version + 1 if decided else 0
    work.session.add(
        ProgressFact(
            id=work.new_id(),
            complaint_id=complaint.id,
            kind=Kind.ORDER_DESIGNATED,
            at=work.now,
            version=version,
            data={},
        )
    )
    detail = {"accept_by": complaint.accept_by.isoformat()}
    work.record("complaint.order_designated", complaint.tracking_number, detail)
    work.emit(_event(work, complaint, OrderDesignated))
    waiting.put_down(work, complaint.id, Kind.ORDER_DESIGNATED)


def _enter(work: Work, complaint_id: UUID, action: Action) -> tuple[Complaint, Progress]:
    """The complaint, locked until the end of the work, if the action is open now."""
    held = select(Complaint).where(Complaint.id == complaint_id).with_for_update()
    complaint = work.session.execute(held).scalar_one()
    state = progress_of(work.session, complaint)
    permission = may(state, work.today)[action]
    if work.session.get(Erasure, complaint_id) is not None:
        permission = Permission(action, Closed.OVER)
    if not permission.open:
        raise NotOpen(permission)
    return complaint, state


def _answered(state: Progress) -> list[str]:
    """The cases whose outcome stands now, by which a rating or recheck refers to it."""
    present = state.history.conclusions(state.history.cases()) or state.history.conclusions()
    return [fact.case or fact.id for fact in present]


def _step(work: Work, complaint: Complaint, kind: Kind, data: dict[str, Any]) -> None:
    complaint.version += 1
    fact = ProgressFact(
        id=work.new_id(),
        complaint_id=complaint.id,
        kind=kind,
        at=work.now,
        version=complaint.version,
        data=data,
    )
    work.session.add(fact)
    work.record(f"complaint.{kind}", complaint.tracking_number)


def _event(work: Work, complaint: Complaint, kind: type[E], **fields: Any) -> E:
    return work.event(
        kind,
        complaint_id=complaint.id,
        tracking_number=complaint.tracking_number,
        version=complaint.version,
        **fields,
    )
