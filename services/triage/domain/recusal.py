"""Who must never learn of it (petition art. 30(3)): no list, count or hint may show it to them."""

from collections.abc import Iterator

from services.triage.domain.conflicts import STAFF, Settled, seats
from services.triage.domain.country import Country
from services.triage.domain.facts import Facts, Respondent
from services.triage.domain.routing import Requirement
from shared.contracts.terms import RespondentKind

PERSONS = frozenset(
    {
        RespondentKind.OFFICER,
        RespondentKind.AUXILIARY,
        RespondentKind.LEADER,
        RespondentKind.SUPERVISION_STAFF,
    }
)
UNITS = frozenset(
    {RespondentKind.INTERNAL_UNIT, RespondentKind.ENTRUSTED_AGENCY, RespondentKind.OTHER_AGENCY}
)


def accused_departments(requirements: tuple[Requirement, ...]) -> frozenset[str]:
    """Divisions whose department as a whole is accused, through itself, its leaders or its body."""
    return frozenset(
        division
        for requirement in requirements
        if requirement.department_accused
        for division in requirement.place.accused_in
    )


def barred(
    facts: Facts, requirements: tuple[Requirement, ...], settled: Settled, country: Country
) -> tuple[str, ...]:
    """Codes of departments, bodies, units and persons. A department takes its body with it."""
    codes: set[str] = {f"SUP-{division}" for division in settled.recused}
    for division in accused_departments(requirements) | seats(facts, country).heads:
        codes |= {f"DEP-{division}", f"SUP-{division}"}
    for requirement in requirements:
        codes |= set(_named(requirement.respondent, _sites(requirement, country), country))
    return tuple(sorted(codes))


def _sites(requirement: Requirement, country: Country) -> tuple[str, ...]:
    """Where a unit or person belongs; who acts by entrustment, also where they sit themselves."""
    own = requirement.respondent.division
    if own is None or not requirement.respondent.entrusted_by:
        return requirement.place.accused_in
    return tuple({*requirement.place.accused_in, *country.current(own)})


def _named(respondent: Respondent, divisions: tuple[str, ...], country: Country) -> Iterator[str]:
    if respondent.kind in PERSONS:
        yield from _person(respondent, divisions, country)
    unit = respondent.name if respondent.kind in UNITS else respondent.unit
    if unit:
        yield from (f"UNIT-{division}:{unit}" for division in divisions)


def _person(respondent: Respondent, divisions: tuple[str, ...], country: Country) -> Iterator[str]:
    """The person where they were and where they are; one without a name takes the present body along."""
    post = respondent.current_post
    now = country.current(post.division) if post else ()
    if respondent.name:
        yield from (f"PERSON-{division}:{respondent.name}" for division in (*divisions, *now))
    elif post and post.kind in STAFF:
        yield from (f"SUP-{division}" for division in now)


def may_know(home: str, barred_codes: tuple[str, ...]) -> bool:
    """Whether a department or body with this code may know that the complaint exists."""
    return home not in barred_codes
