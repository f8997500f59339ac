"""How an absence stands is told to the other desks; that of a head ends with the office, as an office below
ends with who has left the body, or is its head."""

from uuid import UUID

from sqlalchemy import select

from services.investigation.handlers import whose_turn
from services.investigation.models import Absence, OfficeHolder
from shared.contracts.events import AbsenceEntered
from shared.staff import directory
from shared.work import Work


def tell(work: Work, row: Absence) -> None:
    """How it stands now, to the other desks, and to the door of this house."""
    row.version += 1
    said = work.event(
        AbsenceEntered,
        absence_id=row.id,
        version=row.version,
        staff_id=UUID(row.head),
        home=row.body,
        first=row.first,
        last=row.last,
        deputy=UUID(row.deputy) if row.deputy else None,
        as_head=row.as_head,
        ended=row.ended_at is not None,
    )
    directory.keep_absence(work.session, said)
    work.emit(said)


def ends_with_the_office(work: Work, staff_id: str, body: str) -> None:
    """They are no head of that body any more: whoever stood in for them decides there no longer, since one
    person holds the office and nobody holds it for them (art. 14(2))."""
    theirs = select(Absence).where(Absence.head == staff_id, Absence.body == body, Absence.as_head)
    rows = work.session.scalars(theirs.where(Absence.ended_at.is_(None)).with_for_update()).all()
    for row in rows:
        row.ended_at = work.now
        tell(work, row)
        work.record("absence.ended", f"staff:{staff_id}", {"why": "office"})
    if rows:
        whose_turn.look_anew(work, body)


def gives_up_an_office(work: Work, staff_id: str, body: str) -> None:
    """They hold none below the head's: who left may be given one elsewhere, and holds none here when
    they come back; a head decides last, and could not after a step of their own. What was passed on stays."""
    held = select(OfficeHolder).where(OfficeHolder.staff_id == staff_id, OfficeHolder.body == body)
    rows = work.session.scalars(held.where(OfficeHolder.until.is_(None)).with_for_update()).all()
    for row in rows:
        row.until = work.now
        work.record("office.ended", f"staff:{staff_id}", {"office": row.office, "body": body})
    if rows:
        whose_turn.look_anew(work, body)
