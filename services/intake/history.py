"""What a seat may know of before: the same caller's complaints, and those like the one it writes down.

Both ask through the seat's own sight (`seats.visible_to`), so nothing tells that there is more beyond it.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from services.intake import seats, vault
from services.intake.domain.complaint import Complainant
from services.intake.domain.likeness import ALIKE, Matter, likeness
from services.intake.models import Complaint, IdentityRecord
from shared.contracts.terms import Identity
from shared.work import Work

SHOWN = 10
COMPARED = 200
"""Statements are sealed one by one and have no index here: only the newest of the seat's own are opened."""


def of_caller(work: Work, home: str, number: str) -> list[dict[str, Any]]:
    """Complaints, newest first, of those who gave this number with their name.

    Whoever complains confidentially or without a name is not found again by a number.
    """
    contact = Complainant(phone=number).contact or ""
    query = (
        select(Complaint)
        .join(IdentityRecord, IdentityRecord.complaint_id == Complaint.id)
        .where(seats.visible_to(home), Complaint.identity == Identity.REAL_NAME)
        .where(IdentityRecord.contact_hash == vault.word_hash("person", contact))
        .order_by(Complaint.received_at.desc(), Complaint.id)
        .limit(SHOWN)
    )
    found = list(work.session.scalars(query))
    work.record("caller.looked_up", vault.word_hash("caller look", contact), {"home": home})
    return _listed(work, home, found)


def like(work: Work, home: str, matter: Matter) -> list[dict[str, Any]]:
    """Those most like it among the newest that the seat may see."""
    query = (
        select(Complaint)
        .where(seats.visible_to(home))
        .order_by(Complaint.received_at.desc(), Complaint.id)
        .options(undefer(Complaint.statement), undefer(Complaint.facts))
        .limit(COMPARED)
    )
    scored = [(likeness(matter, _matter(complaint)), complaint) for complaint in work.session.scalars(query)]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return _listed(work, home, [complaint for _, complaint in alike[:SHOWN]])


def _listed(work: Work, home: str, found: list[Complaint]) -> list[dict[str, Any]]:
    for complaint in found:
        work.record("complaint.listed", complaint.tracking_number, {"home": home})
    return [seats.row(work, complaint) for complaint in found]


def _matter(complaint: Complaint) -> Matter:
    facts = complaint.facts
    places = {facts.get("occurred_in"), *(each.get("division") for each in facts.get("respondents") or ())}
    categories = (facts.get("claims") or {}).get("categories") or ()
    return Matter(complaint.statement, {place for place in places if place}, categories)
