"""Where parts go that are not ours to investigate; the addressees of the glossary."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from services.triage.domain.conflicts import seats
from services.triage.domain.country import NATION, Country
from services.triage.domain.facts import Facts, Respondent
from services.triage.domain.reasons import Reason, reason
from services.triage.domain.recusal import accused_departments
from services.triage.domain.routing import Requirement
from services.triage.domain.trades import trade
from shared.contracts.terms import RespondentKind


@dataclass(frozen=True, order=True)
class Referral:
    """One part for one addressee; `key` names the reason's text."""

    to: str
    part: str
    key: str

    def as_json(self) -> dict[str, Any]:
        return {"to": self.to, "part": self.part, "key": self.key}


def emergency() -> Referral:
    return Referral("EMERGENCY", "hazard", "EMERGENCY")


def hazard_desk(
    facts: Facts, requirements: tuple[Requirement, ...], country: Country
) -> tuple[Referral, Reason]:
    """The 12350 desk of the hazard's county, or the first above whose department is not accused. When even
    the national one is, the government above the place."""
    accused = accused_departments(requirements) | seats(facts, country).heads
    start = country.handler(scene(facts, country))
    desk = first_free(start, accused, country)
    if desk is None:
        return hazard_government(start, country), reason("SPLIT.hazard_government", "825:6")
    key = "SPLIT.hazard" if desk == start else "SPLIT.hazard_up"
    return Referral(f"WS_TIP:{desk}", "hazard", "WS_TIP"), reason(key, "aqf:73")


def first_free(start: str, accused: Collection[str], country: Country) -> str | None:
    """The division itself, or the first above whose department is not accused."""
    desk: str | None = start
    while desk is not None and desk in accused:
        desk = country.above(desk)
    return desk


def hazard_government(place: str, country: Country) -> Referral:
    """A government is above its own department and the governments below it (825 art. 2, 6), and nobody
    complained of it: one level above the accused department of the place, as with deaths (domain §4.5)."""
    return Referral(f"GOV:{country.divisions.parent(place) or NATION}", "hazard", "GOV.hazard")


def scene(facts: Facts, country: Country) -> str:
    """Where it is: as said, else where the accused sit, else where it was received."""
    said = [facts.occurred_in, *(one.division for one in facts.respondents), facts.received_at]
    known = [country.surely(code) for code in said if code is not None]
    if facts.occurred_in is None:
        places = [code for one in facts.respondents if one.division for code in country.current(one.division)]
        if places:
            return country.divisions.lowest_common_ancestor(places)
    found = next((codes for codes in known if codes), (NATION,))
    return country.divisions.lowest_common_ancestor(found)


def government(facts: Facts, country: Country) -> Referral:
    """Deaths: one level above every accused department, never below the county (domain §4.5)."""
    above = [country.divisions.parent(code) or NATION for code in _sites(facts.respondents, country)]
    place = country.divisions.lowest_common_ancestor(above) if above else scene(facts, country)
    return Referral(f"GOV:{place}", "deaths", "GOV")


def discipline(facts: Facts, country: Country) -> tuple[Referral, ...]:
    """By cadre-management authority; where nobody is named, the discipline organ of the place."""
    accused = facts.ours or facts.respondents
    found = {_cadre_authority(one, facts, country) for one in accused} or {scene(facts, country)}
    return tuple(Referral(f"DISCIPLINE:{code}", "discipline", "DISCIPLINE") for code in sorted(found))


def _cadre_authority(respondent: Respondent, facts: Facts, country: Country) -> str:
    """Leaders and departments one level up, everybody else where they serve, also under entrustment."""
    served = country.current(respondent.division) if respondent.division else ()
    sites = set(served) or _sites((respondent,), country) or {scene(facts, country)}
    if respondent.kind in (RespondentKind.LEADER, RespondentKind.DEPARTMENT):
        sites = {country.divisions.parent(code) or NATION for code in sites}
    return country.divisions.lowest_common_ancestor(sites)


def other_chains(facts: Facts, country: Country) -> tuple[Referral, ...]:
    """G5: each other agency's own chain of supervision."""
    found = {_chain(respondent, facts, country) for respondent in facts.others}
    return tuple(sorted(found))


def _chain(respondent: Respondent, facts: Facts, country: Country) -> Referral:
    sites = _sites((respondent,), country) or {scene(facts, country)}
    own = country.divisions.lowest_common_ancestor(sites)
    above = country.divisions.parent(own)
    named = trade(respondent.sector)
    if named == "mine":
        return Referral("NMSA", "other_agency", "OTHER")
    if above is None:  # nothing of its trade is above it; 司法部 supervises for the nation (825)
        return Referral("MOJ", "other_agency", "JUSTICE")
    if named in ("", "town"):
        return Referral(f"JUSTICE:{own}", "other_agency", "JUSTICE")
    return Referral(f"{named.upper()}:{above}", "other_agency", "OTHER")


def information(facts: Facts, country: Country) -> Referral:
    """To the place of the department that is asked; where none is named, of the scene."""
    asked = _sites(facts.respondents, country)
    place = country.divisions.lowest_common_ancestor(asked) if asked else scene(facts, country)
    return Referral(f"INFO_DISCLOSURE:{place}", "whole", "INFO_DISCLOSURE")


def general_line() -> Referral:
    return Referral("12345", "whole", "12345")


def sender() -> Referral:
    """The service line whose order goes back."""
    return Referral("12345", "whole", "SENDER")


def justice_ministry() -> Referral:
    return Referral("MOJ", "conduct", "MOJ")


def court() -> Referral:
    return Referral("COURT", "challenged_act", "COURT")


def _sites(respondents: Iterable[Respondent], country: Country) -> set[str]:
    """The divisions of the respondents' departments, as far as they are known."""
    codes = (one.entrusted_by or one.division for one in respondents)
    return {current for code in codes if code is not None for current in country.current(code)}
