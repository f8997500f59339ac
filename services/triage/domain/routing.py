"""R1-R7: which body each respondent calls for, and which one satisfies all of them."""

from dataclasses import dataclass

from services.triage.domain.country import NATION, Country
from services.triage.domain.facts import Facts, Respondent
from services.triage.domain.places import Place, place
from services.triage.domain.policy import Policy, escalates
from services.triage.domain.reasons import Reason, reason
from shared.contracts.terms import RespondentKind

OVER_THE_BODY = frozenset({RespondentKind.SUPERVISION_BODY, RespondentKind.SUPERVISION_STAFF})


@dataclass(frozen=True)
class Requirement:
    """What the law asks for one respondent: the division whose body may handle it (None: outside)."""

    respondent: Respondent
    place: Place
    handler: str | None
    department_accused: bool
    """The whole department is to be kept from it, not only a unit or a person."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Route:
    """The division whose body handles it; None when nobody inside may."""

    division: str | None
    reasons: tuple[Reason, ...] = ()


def require(respondent: Respondent, facts: Facts, country: Country, policy: Policy) -> Requirement:
    """The row among R1-R6 for this respondent."""
    where = place(respondent, facts, country)
    collective = facts.circumstances.collective_decision
    up = _row_up(respondent, where, collective, policy)
    if up is None:
        own = _row_own(respondent, where, policy)
        return Requirement(respondent, where, where.home, False, (*where.reasons, own))
    reasons = (*where.reasons, up)
    if where.over is None:
        reasons = (*reasons, reason("R6.outside", "825:42"))
    return Requirement(respondent, where, where.over, True, reasons)


def _row_up(respondent: Respondent, where: Place, collective: bool, policy: Policy) -> Reason | None:
    """R3, R4, R5: the row that sends it one level up, if one does."""
    division = where.accused_in[0] if where.accused_in else where.home
    match respondent.kind:
        case RespondentKind.DEPARTMENT:
            return reason("R3", "measures:2", division=division)
        case RespondentKind.LEADER if escalates(respondent, policy):
            return reason("R4", "petition:28(3)", division=division)
        case kind if kind in OVER_THE_BODY:
            return reason("R5", "petition:28(3)", division=division)
    if collective:
        return reason("R3.collective", "measures:10(1)", division=division)
    return None


def _row_own(respondent: Respondent, where: Place, policy: Policy) -> Reason:
    """R1, R2, R6: handled at its own level."""
    division = where.accused_in[0] if where.accused_in else where.home
    if respondent.entrusted:
        key = "R2" if respondent.entrusted_by else "R2.unknown"
        return reason(key, "measures:2", division=division)
    if respondent.kind is RespondentKind.LEADER:
        return reason("R4.deputy", "measures:22", division=division)
    if where.accused_in == (NATION,):
        return reason("R6", "measures:5", kind=respondent.kind.value)
    return reason("R1", "measures:3", kind=respondent.kind.value, division=division)


def route(requirements: tuple[Requirement, ...], country: Country) -> Route:
    """R7: the lowest division above or at every requirement; outside when one of them is."""
    if not requirements:
        return Route(None)
    wanted = {requirement.handler for requirement in requirements}
    inside = {code for code in wanted if code is not None}
    if len(inside) < len(wanted):
        several = (reason("R7.outside", "petition:28(3)"),) if len(wanted) > 1 else ()
        return Route(None, several)
    division = country.common(inside)
    if len(inside) == 1 and not is_cross_region(requirements, country):
        return Route(division)
    key = "R7.regions" if division not in inside else "R7"
    return Route(division, (reason(key, "petition:24", body=division),))


def is_cross_region(requirements: tuple[Requirement, ...], country: Country) -> bool:
    """Whether the accused sit in regions of which none holds the others."""
    homes = {requirement.place.home for requirement in requirements}
    return bool(homes) and country.divisions.lowest_common_ancestor(homes) not in homes
