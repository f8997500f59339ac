"""The hotline seat's sight: its own department's complaints, never one from which they are barred."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select

from services.intake.domain.arrival import NOTHING_ON_PAPER, PaperDays
from services.intake.hotline.seat import Seat, Taken
from services.intake.models import Barred, Complaint
from services.intake.pursuit import progress_of
from services.intake.sight import parties_of
from shared.staff.tokens import StaffToken
from shared.web.queries import bad_cursor
from shared.work import Work


def seat_of(
    token: StaffToken,
    call: dict[str, Any] | None,
    order: dict[str, str] | None,
    taken: Taken | None = None,
    paper: PaperDays = NOTHING_ON_PAPER,
) -> Seat:
    """The seat of an account. How it took the call is told by the page, or by the call's own times."""
    taken = taken or _taken(token, call)
    call = _plain(call) if call else None
    return Seat(home=token.home, call=call, order=order, taken=taken, paper=paper)


def _taken(token: StaffToken, call: dict[str, Any] | None) -> Taken | None:
    if not call or not call["started_at"] or not call["ended_at"]:
        return None
    began, ended = sorted((call["started_at"], call["ended_at"]))
    return Taken(staff_id=token.staff_id, began_at=began, ended_at=ended, read_back=call["read_back"])


def _plain(call: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in call.items()}


def visible_to(staff: StaffToken) -> ColumnElement[bool]:
    """May this seat know that the complaint exists?

    Only once triage has said who is barred: until then it might be about the seat's own department. Who sits
    there may have another account, by which they withdrew from the case (petition art. 28(3)).
    """
    return _taken_at(staff.home) & unbarred(staff)


def taken_at(home: str) -> ColumnElement[bool]:
    """What seats of `home` took and their house may know of."""
    barred = exists().where(Barred.complaint_id == Complaint.id, Barred.party == home)
    return _taken_at(home) & ~barred


def _taken_at(home: str) -> ColumnElement[bool]:
    return and_(Complaint.seat == home, Complaint.assessed_at.is_not(None))


def unbarred(staff: StaffToken) -> ColumnElement[bool]:
    """From which neither their house nor they are barred."""
    return ~exists().where(Barred.complaint_id == Complaint.id, Barred.party.in_(parties_of(staff)))


def recent(work: Work, staff: StaffToken, limit: int, cursor: str = "") -> dict[str, Any]:
    """A page of the seat's complaints, newest first, and the cursor of the next."""
    query = select(Complaint).where(visible_to(staff)).order_by(Complaint.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(Complaint.id < _read(cursor))
    found = list(work.session.scalars(query))
    shown, more = found[:limit], len(found) > limit
    for complaint in shown:
        work.record("complaint.listed", complaint.tracking_number, {"home": staff.home})
    return {
        "items": [row(work, complaint) for complaint in shown],
        "next": str(shown[-1].id) if more else None,
    }


def _read(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise bad_cursor() from None


def row(work: Work, complaint: Complaint) -> dict[str, Any]:
    matter = complaint.statement.splitlines()[0]
    return {
        "tracking_number": complaint.tracking_number,
        "received_at": complaint.received_at.isoformat(),
        "entered_at": complaint.entered_at.isoformat() if complaint.entered_at else None,
        "accept_by": complaint.accept_by.isoformat(),
        "channel": complaint.channel,
        "status": str(progress_of(work.session, complaint).status),
        "matter": matter if len(matter) <= 80 else f"{matter[:79]}…",
    }
