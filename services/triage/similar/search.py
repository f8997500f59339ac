"""The complaints that one complaint is like, as far as this caller may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, undefer

from services.triage import ties
from services.triage.domain.similar.parties import shared
from services.triage.domain.similar.texts import WITHIN, Likeness, pairs, plain
from services.triage.domain.similar.texts import likeness as compare
from services.triage.models import Complaint, Happening
from services.triage.sight import visible
from services.triage.similar import likeness
from services.triage.similar.models import Tie
from shared.staff.tokens import StaffToken

LOOKED_AT = 40
"""The most promising texts are opened and compared exactly."""
SHOWN = 20


@dataclass(frozen=True)
class Similar:
    """One of them, and why it is shown."""

    complaint: Complaint
    likeness: Likeness
    same_person: bool
    respondents: list[dict[str, Any]]
    tie: Tie | None
    answered: bool

    @property
    def why(self) -> list[str]:
        """In the order of their weight."""
        found = {
            "same_person": self.same_person,
            "text": self.likeness.near,
            "taken_over": self.likeness.within >= WITHIN,
            "respondents": bool(self.respondents),
        }
        return [reason for reason, holds in found.items() if holds]


def similar_to(session: Session, staff: StaffToken, complaint: Complaint) -> list[Similar]:
    """Tied ones first, then those of the same person, then by likeness. What the caller may not see is not
    there: neither a row nor a number tells of it."""
    tied = {ties.other_of(tie, complaint): tie for tie in ties.standing(session, complaint)}
    found = {one.id: one for one in _found(session, visible(staff), complaint, tied)}
    found.pop(complaint.id, None)
    answered = _answered(session, found)
    text = pairs(plain(complaint.statement))
    compared = [
        Similar(
            one,
            compare(text, pairs(plain(one.statement))),
            one.same_person is not None and one.same_person == complaint.same_person,
            shared(_respondents(complaint), _respondents(one)),
            tied.get(one.id),
            one.id in answered,
        )
        for one in found.values()
    ]
    shown = [one for one in compared if one.tie or one.same_person or one.likeness.near]
    return sorted(shown, key=_order)[:SHOWN]


def by_text(seen: ColumnElement[bool]) -> Select[Any]:
    """Those that agree in most bands; run it with `likeness.asked`."""
    alike = likeness.alike()
    query = select(Complaint).join(alike, alike.c.complaint_id == Complaint.id).where(seen)
    return _opened(query).order_by(alike.c.bands.desc(), Complaint.id.desc()).limit(LOOKED_AT)


def _found(
    session: Session, seen: ColumnElement[bool], complaint: Complaint, tied: Iterable[UUID]
) -> Iterable[Complaint]:
    if keys := likeness.held_keys(session, complaint.id):
        yield from session.scalars(by_text(seen), likeness.asked(keys))
    others: list[ColumnElement[bool]] = [Complaint.id.in_(list(tied))]
    if complaint.same_person is not None:
        others.append(Complaint.same_person == complaint.same_person)
    query = _opened(select(Complaint).where(seen, or_(*others)))
    yield from session.scalars(query.order_by(Complaint.id.desc()).limit(LOOKED_AT))


def _opened(query: Select[Any]) -> Select[Any]:
    return query.options(undefer(Complaint.statement), undefer(Complaint.facts))


def _answered(session: Session, found: Iterable[UUID]) -> set[UUID]:
    query = select(Happening.complaint_id).where(
        Happening.complaint_id.in_(list(found)), Happening.kind == "concluded"
    )
    return set(session.scalars(query))


def _respondents(complaint: Complaint) -> list[dict[str, Any]]:
    return complaint.facts.get("respondents") or []


def _order(one: Similar) -> tuple[bool, bool, int, str]:
    return one.tie is None, not one.same_person, -one.likeness.percent, one.complaint.tracking_number
