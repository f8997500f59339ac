"""Which accounts are of one person, at whatever body, by the certificates that they bear or bore (art. 6)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from services.investigation.domain import persons
from services.investigation.domain.case import Caller
from services.investigation.domain.sight import codes
from services.investigation.models import Bearer
from shared.staff import directory
from shared.work import Work

_ONE, _OTHER = aliased(Bearer), aliased(Bearer)
_PAIRS = (
    select(_ONE.staff_id, _OTHER.staff_id)
    .join(_OTHER, (_OTHER.number == _ONE.number) & (_OTHER.staff_id != _ONE.staff_id))
    .distinct()
)


def with_their_others(
    session: Session, people: Collection[Caller], homes: Iterable[str] = ()
) -> list[Caller]:
    """The same people, each with the other accounts of theirs. One look where nobody has any; `homes`: where
    all of them work, for whom it is asked by it instead of by name."""
    if not people:
        return []
    there = directory.member.c
    asked = select(there.staff_id).where(there.home.in_(list(homes)), there.active)
    others = _others(session, asked if homes else [UUID(each.staff_id) for each in people])
    return [_with(each, others.get(each.staff_id)) for each in people]


def accounts_of(session: Session, staff_id: str) -> frozenset[str]:
    """All of that person, this one among them."""
    return frozenset({staff_id, *_others(session, [UUID(staff_id)]).get(staff_id, ())})


def bears(work: Work, staff_id: UUID, numbers: Iterable[str]) -> frozenset[str]:
    """Keep that the account bears these, and say whose other accounts are found to be theirs by it."""
    mine = set(numbers)
    if not mine:
        return frozenset()
    held = set(work.session.scalars(select(Bearer.number).where(Bearer.staff_id == staff_id)))
    if mine <= held:
        return frozenset()
    before = _others(work.session, [staff_id]).get(str(staff_id), {})
    work.session.add_all(Bearer(number=each, staff_id=staff_id) for each in sorted(mine - held))
    work.session.flush()
    now = _others(work.session, [staff_id]).get(str(staff_id), {})
    return frozenset(now.keys() - before.keys())


def _with(person: Caller, others: Mapping[str, Any] | None) -> Caller:
    if not others:
        return person
    known = (codes(who, row.display_name, row.home, active=row.active) for who, row in others.items())
    return replace(person, accounts=frozenset(others), also=frozenset().union(*known))


def _others(session: Session, asked: Select[tuple[UUID]] | list[UUID]) -> dict[str, dict[str, Any]]:
    """By account, the other ones of the person, as rows of the directory."""
    pairs = _pairs(session, asked)
    new = {other for _, other in pairs} - {one for one, _ in pairs}
    while new:
        more = _pairs(session, list(new))
        pairs |= more
        new = {other for _, other in more} - {one for one, _ in pairs}
    if not pairs:
        return {}
    rows = _rows(session, {one for one, _ in pairs})
    return {
        str(who): {str(each): rows[each] for each in others if each in rows}
        for who, others in persons.linked(pairs).items()
    }


def _pairs(session: Session, asked: Select[tuple[UUID]] | list[UUID]) -> set[tuple[UUID, UUID]]:
    return {(one, other) for one, other in session.execute(_PAIRS.where(_ONE.staff_id.in_(asked)))}


def _rows(session: Session, who: Collection[UUID]) -> dict[UUID, Any]:
    found = select(directory.member).where(directory.member.c.staff_id.in_(list(who)))
    return {row.staff_id: row for row in session.execute(found)}
