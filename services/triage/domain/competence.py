"""Who is in charge when a body says that it is not (petition art. 23, 24): one objection, then a designation
by the common superior, which stands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from services.triage.domain.assessment import Assessment
from services.triage.domain.conflicts import recheck_from, seats
from services.triage.domain.country import Country
from services.triage.domain.decisions import refused
from services.triage.domain.facts import Facts
from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reasons import Reason, reason
from shared.contracts.terms import Channel, Decision
from shared.workdays import Deadline, Unit, Workdays

FROM_ABOVE = frozenset({Channel.PETITION_OFFICE, Channel.SUPERIOR})
HARD = frozenset({"CROSS_REGION", "REGION_UNCLEAR", "CODE_RETIRED"})
"""What makes it hard to say who is in charge."""


def object_by(arrived: date, channel: str, made: Assessment, policy: Policy, workdays: Workdays) -> Deadline:
    """The last day on which the body may object, counted from the day on which it came to its desk."""
    if channel in FROM_ABOVE:
        days = policy.objection_from_above_workdays
    elif made.decision is Decision.ACCEPT_SPLIT or HARD & set(made.flags):
        days = policy.objection_hard_workdays
    else:
        days = policy.objection_workdays
    return workdays.deadline(arrived, days, Unit.WORKDAYS)


def common_superior(parties: Iterable[str], barred: Iterable[str], country: Country) -> str | None:
    """The lowest body above both that is neither of them and may know of it; None when there is none."""
    among, kept_out = set(parties), set(barred)
    division: str | None = country.common(among)
    while division is not None and (division in among or f"SUP-{division}" in kept_out):
        division = country.above(division)
    return division


def undesignable(division: str, superior: str, made: Assessment, matter: Matter) -> Reason | None:
    """What keeps the superior from designating this body; None when it may. Strictly nobody who is barred,
    and for a department accused nobody who is not above it (R3)."""
    facts, country = matter.facts, matter.country
    if f"SUP-{division}" in made.barred:
        return refused("barred", "K1", body=division)
    taken = seats(facts, country)
    if division in taken:
        return taken.why(division)
    if division in facts.short:
        return reason("K1.team", "measures:5", body=division)
    if not country.divisions.lies_within(division, superior):
        return Reason("DESIGNATED", "petition:24", "REFUSED.not_below", {"body": division})
    for one in matter.requirements:
        above = one.handler if one.department_accused and one.place.clear else None
        if above is not None and not country.divisions.lies_within(above, division):
            return refused("below", "R3", body=division, lowest=above)
    return None


def placed(made: Assessment, overlay: dict[str, Any], facts: Facts, country: Country) -> Assessment:
    """The assessment where a dispute put it: before the superior, or with the body that was designated."""
    if made.desk is None:
        return made
    if designated := overlay.get("designated"):
        recheck, _ = recheck_from(designated, seats(facts, country), country)
        told = reason("DESIGNATED", "petition:24", body=designated)
        with_it = replace(made, desk=designated, reasons=(*made.reasons, told))
        return replace(with_it, body=designated, recheck=recheck) if made.body is not None else with_it
    if disputed := overlay.get("disputed"):
        told = reason("DISPUTED", "petition:24", body=disputed)
        return replace(made, desk=disputed, reasons=(*made.reasons, told))
    return made


LASTING = ("designated", "disputed")


def lasting(overlay: dict[str, Any]) -> dict[str, Any]:
    """What a later judgment of the same round keeps."""
    return {name: overlay[name] for name in LASTING if name in overlay}
