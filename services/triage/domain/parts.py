"""Splits: parts that travel on their own, each with nothing but its part (domain §4.2)."""

from collections.abc import Callable
from dataclasses import dataclass

from services.triage.domain import referrals
from services.triage.domain.matter import Matter
from services.triage.domain.reasons import Reason, reason
from services.triage.domain.referrals import Referral


@dataclass(frozen=True)
class Part:
    """A part for another addressee, told apart from the conduct that stays."""

    reasons: tuple[Reason, ...]
    referrals: tuple[Referral, ...] = ()


def hazard(matter: Matter) -> Part | None:
    """The danger without the accusation, never to a desk of the accused; in danger now, see G1."""
    if not matter.hazard or matter.facts.circumstances.imminent_danger:
        return None
    to, why = referrals.hazard_desk(matter.facts, matter.requirements, matter.country)
    return Part((why,), (to,))


def discipline(matter: Matter) -> Part | None:
    """Bribery and the act: the clue goes to the discipline organ."""
    if matter.facts.circumstances.discipline_clue == "none":
        return None
    to = referrals.discipline(matter.facts, matter.country)
    return Part((reason("SPLIT.discipline", "measures:19(2)"),), to)


def other_agencies(matter: Matter) -> Part | None:
    """What other agencies did, when ours are accused as well."""
    if not matter.facts.others or not matter.facts.ours:
        return None
    to = referrals.other_chains(matter.facts, matter.country)
    return Part((reason("SPLIT.other_agency", "measures:2"),), to)


def deaths(matter: Matter) -> Part | None:
    """Only when the conduct can be told apart; else G4 sends all of it."""
    about = matter.facts.circumstances
    if not about.deaths or not about.separable_conduct:
        return None
    to = referrals.government(matter.facts, matter.country)
    return Part((reason("SPLIT.deaths", "aqf:73"),), (to,))


def act_before_the_law(matter: Matter) -> Part | None:
    """A pending act and other conduct: the act stays where it is, the conduct is taken (G7)."""
    if not matter.taken_to_law or matter.claims.only_about_rulings:
        return None
    about = matter.facts.circumstances
    if not about.separable_conduct and not matter.claims.about_rulings:
        return None
    court = (referrals.court(),) if about.litigation == "pending" else ()
    return Part((reason("G7.separable", "825:33"),), court)


PARTS: tuple[Callable[[Matter], Part | None], ...] = (
    hazard,
    discipline,
    other_agencies,
    deaths,
    act_before_the_law,
)

WITHOUT_PARTS: dict[str, frozenset[Callable[[Matter], Part | None]]] = {
    "G2": frozenset({discipline, other_agencies, deaths, act_before_the_law}),
    "G3": frozenset({hazard, other_agencies, deaths, act_before_the_law}),
    "G4": frozenset({deaths}),
    "G6": frozenset({discipline}),
    "G8": frozenset({other_agencies, deaths, act_before_the_law}),
}
"""Gates that already dispose of a part, or leave nothing of it."""


def parts(matter: Matter, gate: str | None) -> tuple[Part, ...]:
    """The parts that travel besides what the gate decided."""
    without = WITHOUT_PARTS.get(gate or "", frozenset())
    found = (part(matter) for part in PARTS if part not in without)
    return tuple(one for one in found if one is not None)
