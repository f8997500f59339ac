"""What a seat may know of before: the same caller's complaints, and those like the one it writes down.

Both ask through the seat's own sight (`seats.visible_to`), so nothing tells that there is more beyond it.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import undefer

from services.intake import seats, vault
from services.intake.domain.complaint import Complainant
from services.intake.domain.likeness import ALIKE, Matter, likeness, promise, sketch
from services.intake.hotline_models import SeatSketch
from services.intake.models import Complaint, IdentityRecord
from services.intake.sketches import matter_of, opened
from shared.contracts.terms import Identity
from shared.staff.tokens import StaffToken
from shared.work import Work

SHOWN = 10
COMPARED, OPENED = 2_000, 60
"""The newest that are looked through by their sketches, and the most alike of them that are opened."""
UNSKETCHED = 200
"""The newest of those taken before there were sketches."""


def of_caller(work: Work, staff: StaffToken, number: str) -> list[dict[str, Any]]:
    """Complaints, newest first, of those who gave this number with their name, or rang from it and gave one.

    Whoever complains confidentially or without a name is not found again by a number.
    """
    contact = Complainant(phone=number).contact or ""
    known = vault.word_hash("person", contact)
    query = (
        select(Complaint)
        .join(IdentityRecord, IdentityRecord.complaint_id == Complaint.id)
        .where(seats.visible_to(staff), Complaint.identity == Identity.REAL_NAME)
        .where(or_(IdentityRecord.contact_hash == known, IdentityRecord.called_from == known))
        .order_by(Complaint.received_at.desc(), Complaint.id)
        .limit(SHOWN)
    )
    found = list(work.session.scalars(query))
    work.record("caller.looked_up", vault.word_hash("caller look", contact), {"home": staff.home})
    return _listed(work, staff, found)


def like(work: Work, staff: StaffToken, matter: Matter) -> list[dict[str, Any]]:
    """Those most like it among the newest that the seat may see."""
    found = _worth_opening(work, staff, matter)
    scored = [(likeness(matter, matter_of(one.statement, one.facts)), one) for one in found]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].id))
    return _listed(work, staff, [complaint for _, complaint in alike[:SHOWN]])


def _worth_opening(work: Work, staff: StaffToken, wanted: Matter) -> Iterable[Complaint]:
    """Complaints that the seat may see and that promise to be alike; statement and facts are opened."""
    mine = sketch(wanted)
    newest = (
        select(Complaint.id, SeatSketch.sealed)
        .join(SeatSketch, SeatSketch.complaint_id == Complaint.id)
        .where(seats.visible_to(staff))
        .order_by(Complaint.id.desc())
        .limit(COMPARED)
    )
    scored = [(promise(mine, opened(sealed)), key) for key, sealed in work.session.execute(newest)]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE / 2), reverse=True)[:OPENED]
    whole = (undefer(Complaint.statement), undefer(Complaint.facts))
    yield from work.session.scalars(
        select(Complaint).where(Complaint.id.in_([key for _, key in best])).options(*whole)
    )
    older = (
        select(Complaint)
        .outerjoin(SeatSketch, SeatSketch.complaint_id == Complaint.id)
        .where(seats.visible_to(staff), SeatSketch.complaint_id.is_(None))
        .order_by(Complaint.id.desc())
        .limit(UNSKETCHED)
    )
    yield from work.session.scalars(older.options(*whole))


def _listed(work: Work, staff: StaffToken, found: list[Complaint]) -> list[dict[str, Any]]:
    for complaint in found:
        work.record("complaint.listed", complaint.tracking_number, {"home": staff.home})
    return [seats.row(work, complaint) for complaint in found]
