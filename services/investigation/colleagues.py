"""Who works at a supervision body, as the rules of a case know them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.investigation.domain.case import Caller, Certificate
from services.investigation.same_person import with_their_others
from shared.contracts.terms import Role
from shared.staff import directory


def colleagues_of(session: Session, body: str) -> Mapping[str, Caller]:
    """Who works at the body now, by user name."""
    return colleagues_at(session, [body])[body]


def colleagues_at(session: Session, bodies: Iterable[str]) -> Mapping[str, Mapping[str, Caller]]:
    """Who works at each of these bodies, asked at once."""
    found: dict[str, dict[str, Caller]] = {each: {} for each in bodies}
    rows = directory.colleagues_at(session, found)
    people = with_their_others(session, [person_of(row) for row in rows], found)
    for row, person in zip(rows, people, strict=True):
        found[row.home][row.username] = person
    return found


def person_of(row: Any) -> Caller:
    """Whoever has that account."""
    return Caller(
        str(row.staff_id),
        row.display_name,
        row.home,
        frozenset(Role(role) for role in row.roles.split()),
        row.certificate_valid_to,
        certificate=row.certificate_number or "",
        certificate_valid_from=row.certificate_valid_from,
        certificates=certificates_of(row),
    )


def certificates_of(row: Any) -> tuple[Certificate, ...]:
    """All that they held, as triage told of them; nothing of who it told of before that was kept."""
    return tuple(
        Certificate(each["number"], date.fromisoformat(each["first"]), date.fromisoformat(each["last"]))
        for each in row.certificates or ()
    )
