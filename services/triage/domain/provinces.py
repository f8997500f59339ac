"""Whose settings a matter is judged under: those of the province that its accused sit in."""

from services.triage.domain.country import Country
from services.triage.domain.facts import Facts
from services.triage.domain.settings import NATION
from shared.contracts.terms import Level
from shared.divisions import Divisions, province_of


def province_of_matter(facts: Facts, country: Country) -> str:
    """The one province of all accused; without any, that of the scene or of the desk that received it.

    The nation where they sit in several provinces, or nobody knows.
    """
    accused = [one.entrusted_by or one.division for one in facts.respondents]
    places = accused if any(accused) else [facts.occurred_in or facts.received_at]
    known = [current for code in places if code for current in country.surely(code)]
    found = {province_of(code, country.divisions) for code in known}
    return found.pop() if len(found) == 1 else NATION


def provinces(divisions: Divisions) -> tuple[str, ...]:
    """The nation and every province that may have settings, in order."""
    inside = [row.code for row in divisions if row.level is Level.PROVINCE and row.in_system]
    return (NATION, *sorted(inside))
