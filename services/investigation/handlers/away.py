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
    if _not_away(work, staff_id, body, as_head=True):
        whose_turn.look_anew(work, body)


def _not_away(work: Work, staff_id: str, body: str, *, as_head: bool) -> bool:
    """Nobody stands in for an office that they do not hold; whether anybody did."""
    theirs = select(Absence).where(Absence.head == staff_id, Absence.body == body)
    theirs = theirs.where(Absence.as_head.is_(as_head), Absence.ended_at.is_(None))
    rows = work.session.scalars(theirs.order_by(Absence.id).with_for_update()).all()
    for row in rows:
        row.ended_at = work.now
        tell(work, row)
        work.record("absence.ended", f"staff:{staff_id}", {"why": "office"})
    return bool(rows)


def no_more_away(work: Work, staff_id: str, body: str) -> bool:
    """Of who holds no office below the head's any more; whether they were entered as absent from it."""
    return _not_away(work, staff_id, body, as_head=False)


def gives_up_an_office(work: Work, staff_id: str, body: str) -> None:
    """They hold none below the head's: who left may be given one elsewhere, and holds none here when
    they come back; a head decides last, and could not after a step of their own. What was passed on stays.
    Nor are they away from it any more: a head who is entered as absent decides nothing."""
    held = select(OfficeHolder).where(OfficeHolder.staff_id == staff_id, OfficeHolder.body == body)
    rows = work.session.scalars(held.where(OfficeHolder.until.is_(None)).with_for_update()).all()
    for row in rows:
        row.until = work.now
        work.record("office.ended", f"staff:{staff_id}", {"office": row.office, "body": body})
    if no_more_away(work, staff_id, body) or rows:
        whose_turn.look_anew(work, body)
