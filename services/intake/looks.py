"""Looking at who complained: once for each reason; of the confidential only with a custodian's yes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from services.intake import custodians
from services.intake.domain import looks as rules
from services.intake.domain.looks import State, Way
from services.intake.models import Barred, Complaint, IdentityLook, IdentityRecord
from services.intake.sight import parties_of, visible
from shared.contracts.terms import Identity
from shared.staff.tokens import StaffToken
from shared.work import Work

SHOWN = 100


class NotTheirs(LookupError):
    """There is no such complaint or request for this caller."""


class NothingKept(LookupError):
    """An anonymous complaint: there is nothing to be seen by anyone."""


class Decided(ValueError):
    """The request was decided before."""


@dataclass(frozen=True)
class Look:
    """How the asking stands, and who complained if it may be seen now."""

    made: IdentityLook
    state: State
    complainant: dict[str, Any] | None


def of(work: Work, staff: StaffToken, number: str) -> tuple[Complaint, IdentityLook | None]:
    """The complaint and the caller's own newest asking. Raises NotTheirs."""
    complaint = work.session.scalar(
        select(Complaint).where(Complaint.tracking_number == number, visible(staff)).with_for_update()
    )
    if complaint is None:
        raise NotTheirs(number)
    newest = (
        select(IdentityLook)
        .where(IdentityLook.complaint_id == complaint.id, IdentityLook.staff_id == staff.staff_id)
        .order_by(IdentityLook.asked_at.desc(), IdentityLook.id.desc())
        .limit(1)
    )
    return complaint, work.session.scalar(newest)


def ask(work: Work, staff: StaffToken, number: str, reason: str) -> Look:
    """Give a reason: the identity if it may be seen now, else the request that waits for the custodian.

    Raises NotTheirs, NothingKept.
    """
    complaint, mine = of(work, staff, number)
    way = rules.WAYS[Identity(complaint.identity)]
    if way is Way.NOTHING_KEPT:
        raise NothingKept(number)
    stands = state_of(work, mine) if mine else None
    if mine and stands is State.WAITING:
        return Look(mine, stands, None)
    if mine is None or stands is not State.GRANTED:
        mine = _asked(work, staff, complaint, reason)
        work.session.add(mine)
        if way is Way.CUSTODIAN:
            work.record("identity.asked_for", complaint.tracking_number, {"look": str(mine.id)})
            return Look(mine, State.WAITING, None)
        mine.granted, mine.decided_at = True, work.now
    mine.looked_at = work.now
    work.record("identity.looked_at", complaint.tracking_number, {"look": str(mine.id), "body": staff.home})
    return Look(mine, State.LOOKED, _who(work, complaint))


def _who(work: Work, complaint: Complaint) -> dict[str, Any]:
    """Who complained and, where several came in person, who speaks for them (信访 art. 20)."""
    kept = work.session.get(IdentityRecord, complaint.id)
    speaking = (complaint.call or {}).get("representatives") or []
    return (kept.complainant if kept else {}) | ({"representatives": speaking} if speaking else {})


def state_of(work: Work, look: IdentityLook) -> State:
    return rules.state(look.granted, look.decided_at, look.looked_at, work.now)


def _asked(work: Work, staff: StaffToken, complaint: Complaint, reason: str) -> IdentityLook:
    return IdentityLook(
        id=work.new_id(),
        complaint_id=complaint.id,
        body=staff.home,
        staff_id=staff.staff_id,
        staff_name=staff.display_name,
        reason=reason,
        asked_at=work.now,
        custodian=next(custodians.bodies(work.session, staff.home, staff.staff_id, complaint.id), staff.home),
    )


# --- the custodian ---------------------------------------------------------------------------


def _before(staff: StaffToken) -> ColumnElement[bool]:
    """What a custodian has before them: never their own request, never of what they are barred from."""
    barred = exists().where(
        Barred.complaint_id == IdentityLook.complaint_id, Barred.party.in_(parties_of(staff))
    )
    mine = or_(IdentityLook.custodian == staff.home, IdentityLook.body == staff.home)
    return mine & (IdentityLook.staff_id != staff.staff_id) & ~barred


def register(work: Work, staff: StaffToken) -> list[tuple[IdentityLook, str, State]]:
    """The newest requests and looks with their complaint's number; those that wait come first."""
    query = (
        select(IdentityLook, Complaint.tracking_number)
        .join(Complaint, Complaint.id == IdentityLook.complaint_id)
        .where(_before(staff))
        .order_by(IdentityLook.granted.is_not(None), IdentityLook.asked_at.desc(), IdentityLook.id)
        .limit(SHOWN)
    )
    found = [(row[0], row[1], state_of(work, row[0])) for row in work.session.execute(query)]
    work.record("identity.looks_listed", staff.home, {"count": len(found)})
    return found


def decide(work: Work, staff: StaffToken, key: UUID, granted: bool, answer: str) -> IdentityLook:
    """Raises NotTheirs, Decided."""
    held = select(IdentityLook).where(
        IdentityLook.id == key, IdentityLook.custodian == staff.home, _before(staff)
    )
    look = work.session.scalar(held.with_for_update())
    if look is None:
        raise NotTheirs(key)
    if look.granted is not None:
        raise Decided(key)
    look.granted, look.answer = granted, answer
    look.decided_at, look.decided_by = work.now, staff.staff_id
    number = work.session.get_one(Complaint, look.complaint_id).tracking_number
    work.record(f"identity.{'granted' if granted else 'refused'}", number, {"look": str(key)})
    return look
