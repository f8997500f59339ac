"""Gathering: where the people of a body worked, and whom a case accuses, as the rules compare them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain import places
from services.investigation.domain.case import Caller
from services.investigation.domain.conflicts import Post
from services.investigation.domain.departments import holding
from services.investigation.domain.places import Place, PlaceKind, Town, Towns
from services.investigation.domain.records import RecordKind
from services.investigation.models import Allegation, Case, Record, Served
from shared import party_names
from shared.divisions import body_code, department_code, division_of, divisions
from shared.divisions.names import Names, NoDepartment, Registered

Json = Mapping[str, Any]


@dataclass(frozen=True)
class History:
    """What may tie the people of a body to a case, by staff id; nothing where none of them has a history."""

    posts: Mapping[str, tuple[Post, ...]] = field(default_factory=dict)
    accused: frozenset[Place] = frozenset()
    reviewers: frozenset[Place] = frozenset()
    """Units that as such did the legal review of a challenged act."""
    towns: Towns = field(default_factory=dict)


def history_of(
    session: Session, case: Case, allegations: Iterable[Allegation], colleagues: Mapping[str, Caller]
) -> History:
    """One look more for a body of which nobody's posts are known."""
    told = told_of(session, {one for each in colleagues.values() for one in each.theirs})
    if not told:
        return History()
    acts = acts_of(session, [case.id]).get(case.id, [])
    return compared(case, [each.respondent for each in allegations], acts, told)


def compared(
    case: Case, respondents: Iterable[Json], acts: Iterable[Json], told: Mapping[str, list[Json]]
) -> History:
    """`acts`: the challenged ones as recorded; `told`: posts as the register tells them, by staff id."""
    acts = list(acts)
    parties = [*respondents, *((case.facts or {}).get("respondents") or [])]
    own = division_of(case.body)
    there = {own} | {
        str(each[key]).rpartition("-")[2]
        for each in parties
        for key in ("division", "entrusted_by")
        if each.get(key)
    }
    worked = {str(post["division"]) for posts in told.values() for post in posts}
    towns = towns_of(there | worked)
    named = {places.named(act["unit"], each, towns) for act in acts for each in there}
    accused = places.accused(parties, towns) | named
    said = {name for act in acts for name in places.listed(act.get("reviewed_by") or "")}
    reviewers = frozenset(places.named(name, each, towns) for name in said for each in there)
    units = frozenset(each for each in reviewers if each.kind is PlaceKind.UNIT)
    past = {who: tuple(_post(each, towns) for each in posts) for who, posts in told.items()}
    return History(past, accused, units, towns)


def told_of(session: Session, staff: Iterable[str]) -> dict[str, list[Json]]:
    """The posts of these people, where any are known."""
    query = select(Served).where(Served.staff_id.in_([UUID(each) for each in staff]))
    return {str(row.staff_id): list(row.posts) for row in session.scalars(query) if row.posts}


def acts_of(session: Session, cases: Iterable[UUID]) -> dict[UUID, list[Mapping[str, str]]]:
    """What the records that hold say of challenged acts, by case."""
    query = select(Record).where(Record.case_id.in_(list(cases)), Record.kind == RecordKind.CHALLENGED_ACT)
    found: dict[UUID, list[Mapping[str, str]]] = {}
    for row in session.scalars(query.order_by(Record.number)):
        if row.contents:  # not of a case that was erased
            found.setdefault(row.case_id, []).append(row.contents)
    return {case: holding(acts) for case, acts in found.items()}


def _post(told: Json, towns: Towns) -> Post:
    division = str(told["division"])
    codes = towns[division].codes if division in towns else frozenset({division})
    last = told.get("last")
    return Post(
        Place(PlaceKind(told["kind"]), codes, told["name"]),
        date.fromisoformat(told["first"]) if told.get("first") else None,
        date.fromisoformat(last) if last else None,
    )


def towns_of(codes: Iterable[str]) -> dict[str, Town]:
    """What these divisions, their departments and bodies are called, now and before."""
    source, names = party_names.source(), party_names.in_use()
    registered = source.registered() if source is not None else Registered({})
    towns = {code: _town(code, names, registered) for code in codes}
    later = {each for town in towns.values() for each in town.codes} - set(towns)
    return towns | {code: _town(code, names, registered) for code in later}


def _town(code: str, names: Names, registered: Registered) -> Town:
    table = divisions()
    codes = frozenset({code, *table.retired(code)})
    departments, bodies, named = (
        {name for each in codes for _, _, name in registered.names.get(of(each), ())}
        for of in (department_code, body_code, str)
    )
    for each in codes & {row for row in codes if row in table}:
        named |= {names.division_name(each), table[each].name}
        try:
            departments.add(names.department_name(each))
            bodies.add(names.body_name(each))
        except NoDepartment:  # a town or village: its units belong to the division alone
            continue
    return Town(codes, frozenset(departments), frozenset(bodies), frozenset(named))
