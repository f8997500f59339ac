"""Whom a statement is about: the kind, and the division when the words make it certain."""

from collections.abc import Mapping, Sequence

from services.triage.domain.finding.departments import departments
from services.triage.domain.finding.offices import TOWN, Office
from services.triage.domain.finding.people import ITS_PEOPLE, people
from services.triage.domain.finding.proposals import LEAST, RESPONDENTS, Mark, Proposal
from services.triage.domain.finding.roles import NAMED, PRAISED, TURNED_TO, Part
from services.triage.domain.finding.sighting import Sighting
from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.table import Hit
from services.triage.domain.finding.units import entrusted, others, units


def sightings(statement: Statement, parts: list[Part], conduct: list[Hit]) -> list[Sighting]:
    """Everyone the words may accuse."""
    accused = _accused(parts)
    by_entrustment = entrusted(statement)
    every = [one.office for one in parts if one.office.ours or (one.office.sector == TOWN and by_entrustment)]
    meant = [one.office for one in accused if one.office in every]
    foreign = [one.office for one in parts if one.office not in every]
    found = list(people(statement, foreign, meant or every))
    found += units(statement, accused)
    found += others(statement, accused, conduct, bool(every))
    found += departments(statement, accused, conduct, found)
    return _settled(found)


def _accused(parts: list[Part]) -> list[Part]:
    """Not those written to or asked for help; thanks count as irony where nobody else is named."""
    accused = [one for one in parts if one.role in (NAMED, TURNED_TO)]
    if any(one.office.ours for one in accused):
        return accused
    return accused + [one for one in parts if one.role == PRAISED]


def _settled(found: list[Sighting]) -> list[Sighting]:
    """应急局的人 are nobody in particular where the office acts as such; else they are meant, not it."""
    acting = {one.office for one in found if one.rule == "who-office-acts"}
    its_people = {one.office for one in found if one.rule == f"who-{ITS_PEOPLE}"}
    return [
        one
        for one in found
        if not (one.rule == f"who-{ITS_PEOPLE}" and one.office in acting)
        and not (one.rule == "who-only-office" and one.office in its_people)
    ]


def proposals(
    statement: Statement,
    found: list[Sighting],
    seats: Mapping[Office, Sequence[str | None]],
    here: str | None,
) -> list[Proposal]:
    """One for each kind and division, of all that speaks for it. `seats`: where the named offices are.
    `here`: the one place of the statement, where those sit who are named without an office."""
    grouped: dict[tuple[str, str], list[Sighting]] = {}
    for one in found:
        for division in seats.get(one.office, ()) if one.office else (here,):
            grouped.setdefault((one.kind.value, division or ""), []).append(one)
    made = [_proposal(statement, kind, place, ones) for (kind, place), ones in grouped.items()]
    likely = (one for one in made if one.score >= LEAST)
    return sorted(likely, key=lambda one: (-one.score, one.value, one.detail))


def _proposal(statement: Statement, kind: str, division: str, found: list[Sighting]) -> Proposal:
    """As sure as its plainest sighting, which also says what it is called and of which trade it is."""
    plainest = max(found, key=lambda one: one.weight)
    marks = {Mark(*statement.span(one.start, one.end), one.rule) for one in found if one.weight}
    detail = (("division", division), ("name", plainest.unit), ("sector", plainest.sector))
    said = tuple(each for each in detail if each[1])
    return Proposal(RESPONDENTS, kind, round(plainest.weight, 2), tuple(sorted(marks)), said)
