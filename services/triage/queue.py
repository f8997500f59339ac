"""The desk's list: danger first, then the nearest deadline; one page at a time."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session, undefer

from services.triage.models import Complaint, Designation, Objection
from services.triage.sight import objected, supervised, visible
from services.triage.stages import AWAITING, OPEN_STATES
from shared.staff.tokens import StaffToken


class BadCursor(ValueError):
    """The cursor was not given out by this list."""


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for."""

    state: str = AWAITING
    text: str = ""
    cursor: str | None = None
    limit: int = 50


MOST_LATE = 500
ORDER = (~Complaint.urgent, Complaint.due, Complaint.id)


def listed(session: Session, staff: StaffToken, wanted: Wanted) -> list[Complaint]:
    """Up to `limit + 1` complaints of the caller's desk; the one too many says that there are more."""
    # First which ones, from the index alone; a desk has thousands, and the rows are wide.
    query = select(Complaint.id).where(*_of(staff, wanted))
    if wanted.cursor:
        query = query.where(tuple_(*ORDER) > tuple_(*read_cursor(wanted.cursor)))
    chosen = query.order_by(*ORDER).limit(wanted.limit + 1).subquery()
    page = select(Complaint).join(chosen, chosen.c.id == Complaint.id).order_by(*ORDER)
    opened = page.options(
        undefer(Complaint.statement), undefer(Complaint.facts), undefer(Complaint.corrected)
    )
    return list(session.scalars(opened))


def following(session: Session, staff: StaffToken, wanted: Wanted, tracking_number: str) -> str | None:
    """The number that comes after this one in the list, or the list's first; None when there is no other."""
    query = select(Complaint.tracking_number).where(
        *_of(staff, wanted), Complaint.tracking_number != tracking_number
    )
    here = find(session, staff, tracking_number)
    if here is not None and here.due is not None:
        after = query.where(tuple_(*ORDER) > tuple_(not here.urgent, here.due, here.id))
        if found := session.scalar(after.order_by(*ORDER).limit(1)):
            return found
    return session.scalar(query.order_by(*ORDER).limit(1))


def _of(staff: StaffToken, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = [visible(staff), Complaint.state == wanted.state]
    if wanted.text:
        asked.append(Complaint.tracking_number.contains(_number(wanted.text), autoescape=True))
    return asked


def counts(session: Session, staff: StaffToken) -> dict[str, int]:
    """How many of each state are on the caller's desk."""
    query = select(Complaint.state, func.count()).where(visible(staff)).group_by(Complaint.state)
    return {state: count for state, count in session.execute(query)}  # noqa: C416 # rows have no type as dict()


def late_elsewhere(session: Session, staff: StaffToken) -> list[Complaint]:
    """What bodies below have not decided by its day and the caller's body was told of; the oldest first."""
    query = select(Complaint).where(supervised(staff), Complaint.state.in_(OPEN_STATES))
    return list(session.scalars(query.order_by(Complaint.due, Complaint.id).limit(MOST_LATE)))


def count_late(session: Session, staff: StaffToken) -> int:
    query = select(func.count()).select_from(Complaint)
    return session.scalar(query.where(supervised(staff), Complaint.state.in_(OPEN_STATES))) or 0


def count_objected(session: Session, staff: StaffToken) -> int:
    return session.scalar(select(func.count()).select_from(Complaint).where(objected(staff))) or 0


def objected_to(session: Session, staff: StaffToken) -> list[tuple[str, Objection, Designation | None]]:
    """What the caller's body objected to and where it lies since, the newest first."""
    query = (
        select(Complaint.tracking_number, Objection, Designation)
        .join(Objection, Objection.complaint_id == Complaint.id)
        .outerjoin(Designation, Designation.complaint_id == Complaint.id)
        .where(objected(staff))
        .order_by(Objection.at.desc())
        .limit(MOST_LATE)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def find(session: Session, staff: StaffToken, tracking_number: str, lock: bool = False) -> Complaint | None:
    """The complaint, if the caller may know of it. With `lock` kept from others, who may still refer to it:
    one that comes in beside it names it in a cluster, and may be what this one waits for."""
    query = select(Complaint).where(visible(staff), Complaint.tracking_number == tracking_number)
    return session.scalar(query.with_for_update(key_share=True) if lock else query)


def cursor_of(complaint: Complaint) -> str:
    due = complaint.due.isoformat() if complaint.due else ""
    text = json.dumps([not complaint.urgent, due, str(complaint.id)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[bool, date, UUID]:
    """The place a list was left at. Raises BadCursor."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        calm, due, key = json.loads(text)
        if not isinstance(calm, bool):
            raise BadCursor(cursor)
        return calm, date.fromisoformat(due), UUID(key)
    except (binascii.Error, ValueError, TypeError, AttributeError, UnicodeError) as error:
        raise BadCursor(cursor) from error


def _number(typed: str) -> str:
    return typed.strip().upper()
