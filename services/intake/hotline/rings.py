"""Calls that the telephone system announces: they ring at one seat, or at all of a department."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select

from services.intake.hotline_models import SeatRing
from shared.staff import directory
from shared.staff.tokens import StaffToken
from shared.work import Work

RINGS = timedelta(minutes=10)
"""After that nobody is waiting on the line any more."""
REMEMBERED = timedelta(days=1)
SHOWN = 5


class NoSeat(LookupError):
    """The department has no such seat."""


class Unknown(LookupError):
    """There is no such call, or it is another department's."""


def announce(
    work: Work, home: str, number: str | None, seat: str | None = None, staff_id: UUID | None = None
) -> SeatRing:
    """A call comes in; no number: it is withheld. Raises NoSeat for a user name that is no seat here."""
    work.session.execute(delete(SeatRing).where(SeatRing.rang_at < work.now - REMEMBERED))
    ring = SeatRing(
        id=work.new_id(), home=home, staff_id=staff_id or (_seat(work, home, seat) if seat else None),
        number=number, rang_at=work.now,
    )  # fmt: skip
    work.session.add(ring)
    work.record("ring.announced", str(ring.id), {"home": home})
    return ring


def ringing(work: Work, staff: StaffToken) -> list[SeatRing]:
    """Calls that the seat may take, the one that waits longest first."""
    query = select(SeatRing).where(_mine(staff), _open(work)).order_by(SeatRing.rang_at, SeatRing.id)
    return list(work.session.scalars(query.limit(SHOWN)))


def find(work: Work, staff: StaffToken, key: UUID) -> SeatRing | None:
    """A call that the seat may take, while it rings."""
    return work.session.scalar(select(SeatRing).where(SeatRing.id == key, _mine(staff), _open(work)))


def take(work: Work, staff: StaffToken, key: UUID | None) -> datetime | None:
    """The seat has it: the number stands in its draft now, and nowhere else. When it was taken."""
    if key is None:
        return None
    query = select(SeatRing).where(SeatRing.id == key, _mine(staff)).with_for_update()
    ring = work.session.scalar(query)
    if ring is None:
        return None
    ring.number, ring.taken_at, ring.staff_id = None, ring.taken_at or work.now, staff.staff_id
    return ring.taken_at


def end(work: Work, home: str, key: UUID) -> SeatRing:
    """The line is closed. Raises Unknown."""
    ring = work.session.scalar(
        select(SeatRing).where(SeatRing.id == key, SeatRing.home == home).with_for_update()
    )
    if ring is None:
        raise Unknown(key)
    ring.number, ring.ended_at = None, ring.ended_at or work.now
    work.record("ring.ended", str(key), {"home": home})
    return ring


def ended_at(work: Work, key: UUID | None) -> datetime | None:
    """When the telephone system said that the call was over, where it did."""
    if key is None:
        return None
    return work.session.scalar(select(SeatRing.ended_at).where(SeatRing.id == key))


def forget_old(work: Work) -> int:
    """Nothing of a call is needed after a day."""
    found = work.session.execute(delete(SeatRing).where(SeatRing.rang_at < work.now - REMEMBERED))
    return int(found.rowcount)  # type: ignore[attr-defined]  # a cursor's result


def _seat(work: Work, home: str, username: str) -> UUID:
    for member in directory.colleagues(work.session, home):
        if member.username == username:
            found: UUID = member.staff_id
            return found
    raise NoSeat(username)


def _mine(staff: StaffToken) -> ColumnElement[bool]:
    at_mine = or_(SeatRing.staff_id.is_(None), SeatRing.staff_id == staff.staff_id)
    return (SeatRing.home == staff.home) & at_mine


def _open(work: Work) -> ColumnElement[bool]:
    unanswered = SeatRing.taken_at.is_(None) & SeatRing.ended_at.is_(None)
    return unanswered & (SeatRing.rang_at > work.now - RINGS)
