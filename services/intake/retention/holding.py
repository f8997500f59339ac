"""Holds: for what, by whom and until when a complaint is kept beyond its term. The desks read them too."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain.retention import HeldFor, HoldKind
from services.intake.models import Complaint
from services.intake.retention_models import Hold
from services.intake.sight import concerned
from shared.contracts.events import HoldChanged
from shared.i18n import N_
from shared.staff.tokens import StaffToken
from shared.work import Work

BY_ITSELF = N_("The complainant told of a lawsuit or an administrative review that was pending.")
SYSTEM_NAME = "系统"


class NotTheirs(LookupError):
    """There is no such complaint or hold for this caller."""


class Lifted(ValueError):
    """The hold was ended before."""


@dataclass(frozen=True)
class Wanted:
    """A hold to be placed. No day: until somebody ends it."""

    kind: str
    """A value of `HoldKind`."""
    reason: str
    until: date | None = None


def of(session: Session, complaint: UUID) -> list[Hold]:
    """All holds that ever were, the newest first."""
    query = select(Hold).where(Hold.complaint_id == complaint)
    return list(session.scalars(query.order_by(Hold.placed_at.desc(), Hold.id)))


def held_for(hold: Hold) -> HeldFor:
    return HeldFor(hold.until, hold.lifted_at is not None)


def place(work: Work, staff: StaffToken, number: str, wanted: Wanted) -> Hold:
    """By the head of a body that has the complaint. Raises NotTheirs."""
    complaint = entered(work, staff, number)
    hold = _hold(work, complaint, wanted, staff)
    work.record("hold.placed", complaint.tracking_number, {"hold": str(hold.id), "kind": str(hold.kind)})
    return hold


def place_by_itself(work: Work, complaint: Complaint) -> None:
    """Once, when the term is over and the complainant had told of proceedings: a head must say they ended."""
    hold = _hold(work, complaint, Wanted(HoldKind.LAWSUIT, ""), None)
    work.record("hold.placed", complaint.tracking_number, {"hold": str(hold.id), "kind": str(hold.kind)})


def _hold(work: Work, complaint: Complaint, wanted: Wanted, staff: StaffToken | None) -> Hold:
    hold = Hold(
        id=work.new_id(),
        complaint_id=complaint.id,
        kind=wanted.kind,
        reason=wanted.reason,
        body=staff.home if staff else None,
        placed_at=work.now,
        placed_by=staff.staff_id if staff else None,
        placed_by_name=staff.signed if staff else SYSTEM_NAME,
        until=wanted.until,
    )
    work.session.add(hold)
    work.session.flush()
    _tell(work, complaint)
    return hold


def lift(work: Work, staff: StaffToken, number: str, key: UUID, reason: str) -> Hold:
    """Raises NotTheirs, Lifted."""
    complaint = entered(work, staff, number)
    hold = work.session.get(Hold, key)
    if hold is None or hold.complaint_id != complaint.id:
        raise NotTheirs(key)
    if hold.lifted_at is not None:
        raise Lifted(key)
    hold.lifted_at, hold.lifted_by, hold.lifted_by_name = work.now, staff.staff_id, staff.signed
    hold.lift_reason = reason
    work.session.flush()
    _tell(work, complaint)
    work.record("hold.lifted", complaint.tracking_number, {"hold": str(key)})
    return hold


def entered(work: Work, staff: StaffToken, number: str) -> Complaint:
    """The complaint, locked, if it is the caller's to know of. Raises NotTheirs."""
    query = select(Complaint).where(Complaint.tracking_number == number, concerned(staff))
    complaint = work.session.scalar(query.with_for_update(of=Complaint))
    if complaint is None:
        raise NotTheirs(number)
    return complaint


def _tell(work: Work, complaint: Complaint) -> None:
    standing = [hold for hold in of(work.session, complaint.id) if held_for(hold).stands(work.today)]
    work.emit(
        work.event(
            HoldChanged,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=_changes(work.session, complaint.id),
            holds=[_told(hold) for hold in standing],
        )
    )


def _changes(session: Session, complaint: UUID) -> int:
    """How often holds were placed and ended: it only grows."""
    counted = select(func.count(), func.count(Hold.lifted_at)).where(Hold.complaint_id == complaint)
    placed, lifted = session.execute(counted).one()
    return int(placed + lifted)


def _told(hold: Hold) -> dict[str, Any]:
    return {
        "kind": hold.kind,
        "reason": hold.reason,
        "body": hold.body,
        "by": hold.placed_by_name,
        "placed_at": hold.placed_at.isoformat(),
        "until": hold.until.isoformat() if hold.until else None,
    }
