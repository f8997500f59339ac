"""K1-K3: a body that judged before, has nobody left, or has the accused inside, is passed over."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.triage.domain.country import Country
from services.triage.domain.facts import Circumstances, Facts
from services.triage.domain.policy import Policy
from services.triage.domain.reasons import Reason, reason

HEADS = frozenset({"leader", "department"})
"""Posts from which one approves what the body decides."""
STAFF = frozenset({"supervision_staff", "supervision_body"})


@dataclass(frozen=True)
class Seats:
    """Where accused persons sit by now: in a body, or over one as its approving head."""

    staff: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()

    def __contains__(self, division: object) -> bool:
        return division in self.staff or division in self.heads

    def why(self, division: str, recheck: bool = False) -> Reason:
        if division in self.heads:
            return reason("K2", "civil_service:76", body=division)
        return reason("K3.recheck" if recheck else "K3", "petition:28(3)", body=division)


@dataclass(frozen=True)
class Settled:
    """The body after conflicts; those that stepped aside because of what they did themselves."""

    division: str | None
    recheck: str | None = None
    recused: frozenset[str] = frozenset()
    escalated: bool = False
    reasons: tuple[Reason, ...] = field(default=())


def seats(facts: Facts, country: Country) -> Seats:
    """From the present posts of those accused."""
    posts = [one.current_post for one in facts.ours if one.current_post is not None]
    return Seats(
        frozenset(_placed((post.division for post in posts if post.kind in STAFF), country)),
        frozenset(_placed((post.division for post in posts if post.kind in HEADS), country)),
    )


def _placed(codes: Iterable[str], country: Country) -> Iterable[str]:
    for code in codes:
        for current in country.current(code):
            yield country.handler(current)


def settle(
    chosen: str | None, facts: Facts, country: Country, policy: Policy, told_of: str | None = None
) -> Settled:
    """Pass over the chosen body while it is conflicted, then find the one for a recheck. `told_of`: of which
    body it is told that it reviewed the act or has nobody left, where that is not the chosen one."""
    if chosen is None:
        return Settled(None)
    division: str | None = chosen
    reasons: list[Reason] = []
    taken = seats(facts, country)
    recused: frozenset[str] = frozenset()
    own = _own_conflict(chosen, facts.circumstances, policy) if told_of in (None, chosen) else None
    if own:
        reasons.append(own)
        recused = frozenset({chosen}) if own.key == "K1.review" else recused
        division = country.above(chosen)
    while division is not None and (division in taken or division in facts.short):
        if division in taken:
            reasons.append(taken.why(division))
            recused |= {division}
        else:
            reasons.append(reason("K1.team", "measures:5", body=division))
        division = country.above(division)
    escalated = division != chosen
    if division is None:
        reasons.append(reason("K.outside", "825:42"))
        return Settled(None, None, recused, escalated, tuple(reasons))
    recheck, passed = recheck_from(division, taken, country)
    return Settled(division, recheck, recused, escalated, (*reasons, *passed))


def _own_conflict(chosen: str, circumstances: Circumstances, policy: Policy) -> Reason | None:
    """K1: the facts tell of the body that the accused call for, so they count once."""
    if circumstances.legally_reviewed_by_body:
        return reason("K1.review", "measures:7(5)", body=chosen)
    left = circumstances.eligible_investigators
    if left is not None and left < policy.smallest_team:
        return reason("K1.team", "measures:5", body=chosen)
    return None


def recheck_from(division: str, taken: Seats, country: Country) -> tuple[str | None, tuple[Reason, ...]]:
    """The next body up that no accused person sits in (petition art. 35)."""
    passed: list[Reason] = []
    above = country.above(division)
    while above is not None and above in taken:
        passed.append(taken.why(above, recheck=True))
        above = country.above(above)
    return above, tuple(passed)
