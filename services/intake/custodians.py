"""Which bodies have a custodian who may decide on a request; and handing a request on when nobody does."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.looks import turn
from services.intake.models import Barred, Complaint, IdentityLook
from shared.contracts.terms import Role
from shared.divisions import division_of, divisions
from shared.staff import directory
from shared.work import SYSTEM, Work, Works


def bodies(session: Session, home: str, asker: UUID, complaint: UUID) -> Iterator[str]:
    """From the asker's own body upwards, those with a custodian who is neither barred nor the asker."""
    for division in divisions().chain(division_of(home)):
        body = f"SUP-{division}"
        if any(
            one.staff_id != asker and not _is_barred(session, complaint, _codes(body, one))
            for one in _custodians(session, body)
        ):
            yield body


def hand_on(works: Works) -> int:
    """Requests that nobody decided in time go to the custodians of the next body up; how many."""
    with works.reading() as session:
        waiting = select(IdentityLook.id).where(IdentityLook.granted.is_(None))
        keys = list(session.scalars(waiting.order_by(IdentityLook.asked_at)))
    return sum(_hand_on(works, key) for key in keys)


def _hand_on(works: Works, key: UUID) -> bool:
    with works.begin(SYSTEM) as work:
        query = select(IdentityLook).where(IdentityLook.id == key, IdentityLook.granted.is_(None))
        look = work.session.scalar(query.with_for_update(skip_locked=True))
        body = _whose_turn(work, look) if look else None
        if look is None or body in (None, look.custodian):
            return False
        number = work.session.get_one(Complaint, look.complaint_id).tracking_number
        work.record("identity.handed_on", number, {"look": str(key), "from": look.custodian, "to": body})
        look.custodian = str(body)
    return True


def _whose_turn(work: Work, look: IdentityLook) -> str | None:
    """None: nobody can be asked; it stays where it is. The last body up keeps it."""
    able = list(bodies(work.session, look.body, look.staff_id, look.complaint_id))
    return able[min(turn(look.asked_at, work.now), len(able) - 1)] if able else None


def _custodians(session: Session, body: str) -> list[Any]:
    member = directory.member.c
    query = select(member.staff_id, member.display_name, member.roles).where(
        member.home == body, member.active.is_(True)
    )
    return [row for row in session.execute(query) if Role.CUSTODIAN in row.roles.split()]


def _codes(body: str, member: Any) -> list[str]:
    person = f"PERSON-{division_of(body)}:{member.display_name}"
    return [body, person, f"STAFF-{member.staff_id}"]


def _is_barred(session: Session, complaint: UUID, codes: list[str]) -> bool:
    """Asked of the database: codes are kept under a keyed hash."""
    query = select(Barred.complaint_id).where(Barred.complaint_id == complaint, Barred.party.in_(codes))
    return session.scalar(query.limit(1)) is not None
