"""What a seat wrote down and did not save: sealed, for its account alone, not overwritten by another tab."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import undefer

from services.intake import tickets
from services.intake.domain.calling import Course
from services.intake.hotline import rings
from services.intake.hotline_models import SeatDraft
from services.intake.models import Complaint
from services.intake.tickets import BadTicket
from shared.contracts.terms import Identity
from shared.staff.tokens import StaffToken
from shared.work import Work

KEPT = timedelta(days=7)
"""After its last change; by then a call is written down or will never be."""
SHOWN = 20
FORGOTTEN_AT_ONCE = 50
OF_THE_CALLER = ("call_number", "person_name", "person_phone", "person_email", "person_address")

Fields = dict[str, Any]


class Unknown(LookupError):
    """There is no such draft, or it is somebody else's."""


class Changed(ValueError):
    """Somebody, in another tab most likely, changed the draft first."""


class Outcome(StrEnum):
    """What became of what was to be kept."""

    KEPT = "kept"
    APART = "apart"
    """As a draft of its own: the one it was made from says something else by now, or is gone."""
    SENT = "sent"
    """The call was saved as a complaint meanwhile; nothing is kept any more."""


@dataclass(frozen=True)
class Kept:
    outcome: Outcome
    draft: SeatDraft | None


def begin(
    work: Work, staff: StaffToken, fields: Fields, key: UUID | None = None, ring: UUID | None = None
) -> SeatDraft:
    """A new draft; its clock runs from when the announced call was taken, or from now."""
    forget_old(work)
    draft = SeatDraft(
        id=key or work.new_id(), staff_id=staff.staff_id, home=staff.home, version=1, fields=_allowed(fields),
        began_at=rings.take(work, staff, ring) or work.now, changed_at=work.now, held_seconds=0, ring_id=ring,
    )  # fmt: skip
    work.session.add(draft)
    work.session.flush()
    work.record("seat_draft.begun", str(draft.id), {"home": staff.home})
    return draft


def keep(
    work: Work, staff: StaffToken, key: UUID, version: int, fields: Fields, ring: UUID | None = None
) -> Kept:
    """Keep what a tab holds. What another tab wrote meanwhile stays: then this becomes a draft of its own."""
    if _saved(work, fields.get("ticket", "")):
        discard(work, staff, key)
        return Kept(Outcome.SENT, None)
    held = _mine(work, staff, key)
    if held and held.fields == _allowed(fields):
        return Kept(Outcome.KEPT, held)
    if held and held.version == version:
        return Kept(Outcome.KEPT, _change(work, held, fields))
    free = work.session.get(SeatDraft, key) is None
    made = begin(work, staff, fields, key if free else None, ring)
    return Kept(Outcome.APART if version or not free else Outcome.KEPT, made)


def replace(work: Work, staff: StaffToken, key: UUID, version: int, fields: Fields) -> SeatDraft:
    """Raises Unknown, Changed."""
    held = load(work, staff, key)
    if held.version != version:
        raise Changed(key)
    return _change(work, held, fields)


def load(work: Work, staff: StaffToken, key: UUID) -> SeatDraft:
    """Raises Unknown."""
    held = _mine(work, staff, key)
    if held is None:
        raise Unknown(key)
    return held


def waiting(work: Work, staff: StaffToken) -> list[SeatDraft]:
    """The account's own drafts, the newest first."""
    query = (
        select(SeatDraft)
        .where(SeatDraft.staff_id == staff.staff_id, SeatDraft.changed_at > work.now - KEPT)
        .order_by(SeatDraft.changed_at.desc(), SeatDraft.id)
        .options(undefer(SeatDraft.fields))
        .limit(SHOWN)
    )
    return list(work.session.scalars(query))


def hold(work: Work, draft: SeatDraft, on: bool) -> None:
    """Let the caller wait, or go on with them."""
    course = course_of(draft)
    course = course.hold(work.now) if on else course.resume(work.now)
    draft.held_since, draft.held_seconds = course.held_since, course.held_seconds


def course_of(draft: SeatDraft) -> Course:
    return Course(draft.began_at, draft.held_seconds, draft.held_since)


def discard(work: Work, staff: StaffToken, key: UUID) -> bool:
    """Forget a draft of the account's own; whether there was one."""
    held = _mine(work, staff, key)
    if held is None:
        return False
    work.session.delete(held)
    work.record("seat_draft.ended", str(key), {"home": staff.home})
    return True


def forget_old(work: Work) -> int:
    """Drafts past their time, some at a time."""
    old = select(SeatDraft.id).where(SeatDraft.changed_at <= work.now - KEPT).limit(FORGOTTEN_AT_ONCE)
    found = list(work.session.scalars(old.with_for_update(skip_locked=True)))
    if found:
        work.session.execute(delete(SeatDraft).where(SeatDraft.id.in_(found)))
    return len(found)


def _mine(work: Work, staff: StaffToken, key: UUID) -> SeatDraft | None:
    query = (
        select(SeatDraft)
        .where(SeatDraft.id == key, SeatDraft.staff_id == staff.staff_id)
        .where(SeatDraft.changed_at > work.now - KEPT)
        .options(undefer(SeatDraft.fields))
    )
    return work.session.scalar(query.with_for_update())


def _change(work: Work, draft: SeatDraft, fields: Fields) -> SeatDraft:
    draft.fields, draft.changed_at = _allowed(fields), work.now
    draft.version += 1
    return draft


def _allowed(fields: Fields) -> Fields:
    """An anonymous caller leaves no name and no number, not even in a draft."""
    if fields.get("identity") != Identity.ANONYMOUS:
        return fields
    return {name: value for name, value in fields.items() if name not in OF_THE_CALLER}


def _saved(work: Work, ticket: Any) -> bool:
    """Whether the call was saved: a word of a tab that comes late must not bring its draft back."""
    try:
        number = tickets.read(ticket).tracking_number if isinstance(ticket, str) and ticket else None
    except BadTicket:
        return False
    return number is not None and bool(
        work.session.scalar(select(exists().where(Complaint.tracking_number == number)))
    )
