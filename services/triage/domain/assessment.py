"""The judgment on one complaint: gate, route, conflicts, splits, secrecy and clocks, each with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.triage.domain import referrals
from services.triage.domain.claims import Claims
from services.triage.domain.country import Country
from services.triage.domain.deadlines import Deadlines, deadlines
from services.triage.domain.facts import Facts
from services.triage.domain.flags import flags, sealed
from services.triage.domain.gates import Verdict, first_gate
from services.triage.domain.matter import Matter
from services.triage.domain.parts import Part, parts
from services.triage.domain.policy import Policy
from services.triage.domain.reasons import Reason, reason
from services.triage.domain.referrals import Referral
from shared.contracts.terms import Decision
from shared.workdays import Workdays

NOT_ROUTED = frozenset({"G2", "G3", "G5", "G8"})
"""Nobody is accused there whom a body of ours would handle."""
KEEPS_THE_CONDUCT = frozenset({Decision.ACCEPT, Decision.ACCEPT_SPLIT, Decision.CONTINUE_EX_OFFICIO})


@dataclass(frozen=True)
class Assessment:
    """What happens to a complaint, and why. `desk` is the division whose triage staff confirm it; without
    one, nobody inside may see it and it is dispatched as it stands."""

    decision: Decision
    body: str | None
    desk: str | None
    recheck: str | None
    referrals: tuple[Referral, ...]
    barred: tuple[str, ...]
    flags: tuple[str, ...]
    deadlines: Deadlines
    claims: Claims
    reasons: tuple[Reason, ...]
    proposed: tuple[str, ...]
    policy: str
    kept_away: tuple[str, ...] = ()
    """Whom only words accuse: away until a desk has looked (caution.py)."""

    @property
    def opens_a_case(self) -> bool:
        """Whether a body investigates."""
        return self.body is not None and self.deadlines.investigate_by is not None


def assess(
    facts: Facts,
    country: Country,
    workdays: Workdays,
    received: date,
    today: date,
    policy: Policy | None = None,
) -> Assessment:
    """Equal arguments, equal answer; the order in which respondents are named does not matter."""
    matter = Matter(facts, country, policy or Policy())
    gate = first_gate(matter)
    rule = gate.rule if gate else None
    split = parts(matter, rule)
    outcome = gate or _routed(matter, split)
    decision, body, recheck = _urgent(matter, outcome)
    clocks = deadlines(decision, matter, body is not None, received, today, workdays)
    return Assessment(
        decision=decision,
        body=body,
        desk=_desk(matter, outcome, body),
        recheck=recheck,
        referrals=_referrals(matter, outcome, split),
        barred=matter.barred,
        flags=flags(matter, rule, any(one.key == "G10.recheck" for one in outcome.reasons)),
        deadlines=clocks,
        claims=matter.claims,
        reasons=tuple(_reasons(matter, outcome, split, clocks)),
        proposed=facts.proposed,
        policy=matter.policy.version,
    )


def _routed(matter: Matter, split: tuple[Part, ...]) -> Verdict:
    """No gate stops it: the body of the route takes it, or, with nobody left inside, it is referred."""
    settled = matter.settled
    if settled.division is None:
        return Verdict("", Decision.REFER, (), referrals=(referrals.justice_ministry(),))
    decision = Decision.ACCEPT_SPLIT if split else Decision.ACCEPT
    return Verdict("", decision, (), settled.division, settled.recheck)


def _urgent(matter: Matter, outcome: Verdict) -> tuple[Decision, str | None, str | None]:
    """G1: danger now is handed off first; what the rest decides about the conduct stays. A contested reply is
    rechecked all the same: the danger travels with that (petition art. 35). What is made anew about an
    answered matter is handed off and then decided as the recheck that it is: a first handling of it would
    have other days, and leave it two more rounds (art. 34 to 36)."""
    contested = matter.contested and outcome.decision is Decision.RECHECK
    if not matter.facts.circumstances.imminent_danger or contested:
        return outcome.decision, outcome.body, outcome.recheck
    if outcome.decision in KEEPS_THE_CONDUCT:
        return Decision.URGENT_FORWARD, outcome.body, outcome.recheck
    return Decision.URGENT_FORWARD, None, None


def _desk(matter: Matter, outcome: Verdict, body: str | None) -> str | None:
    """Who confirms: the body itself, else the one that the route names, never one that is barred."""
    unseen = matter.outside and outcome.rule != "G2"  # a question accuses nobody
    if matter.contested and outcome.body is None:
        return None  # whoever answered, or is below them, does not pass the recheck on
    if unseen or sealed(matter, outcome.rule):
        return None
    for division in (body, outcome.body, matter.body, matter.base):
        if division is not None and f"SUP-{division}" not in matter.barred:
            return division
    return None


def _referrals(matter: Matter, outcome: Verdict, split: tuple[Part, ...]) -> tuple[Referral, ...]:
    """Danger first, then what the gate sends, then the parts; each addressee and part once."""
    urgent = matter.facts.circumstances.imminent_danger
    found = [referrals.emergency()] if urgent else []
    found += [one for one in outcome.referrals if not (urgent and one.part == "hazard")]
    found += [one for part in split for one in part.referrals]
    return tuple(dict.fromkeys(found))


def _reasons(
    matter: Matter, outcome: Verdict, split: tuple[Part, ...], clocks: Deadlines
) -> Iterator[Reason]:
    """In the order in which one would tell it."""
    if matter.facts.circumstances.imminent_danger:
        yield reason("G1", "petition:25")
    yield from _remarks(matter)
    yield from outcome.reasons
    yield from _routing(matter, outcome)
    yield from _mode(matter)
    for part in split:
        yield from part.reasons
    yield from clocks.reasons
    if matter.barred:
        yield reason("BARRED", "petition:30(3)")


def _remarks(matter: Matter) -> Iterator[Reason]:
    """What was looked at without stopping it."""
    earlier, about = matter.earlier, matter.facts.circumstances
    if about.danger_handed_on:
        yield reason("G1.handed_on", "petition:25")
    if matter.overdue_handler is not None:
        yield reason("G9.overdue", "825:20", body=matter.overdue_handler)
    elif earlier and earlier.state == "pending" and f"SUP-{matter.earlier_division}" in matter.barred:
        yield reason("G9.accused", "petition:30(3)")
    if earlier and earlier.state == "closed" and earlier.new_facts:
        yield reason("G10.new_facts", "petition:36")
    if matter.claims.about_rulings and matter.taken_to_law:
        yield reason("G7.compliance", "measures:18")
    if about.review == "eligible":
        yield reason("G7.eligible", "825:33")


def _routing(matter: Matter, outcome: Verdict) -> Iterator[Reason]:
    """The rows for each of the accused, what reconciles them, and who was passed over."""
    if outcome.rule in NOT_ROUTED:
        return
    seen: list[Reason] = []
    for requirement in matter.requirements:
        seen += [one for one in requirement.reasons if one not in seen]
    yield from sorted(seen, key=lambda one: (one.rule, one.key, sorted(one.params.items())))
    if outcome.rule != "G10":
        yield from matter.route.reasons
        yield from matter.settled.reasons


def _mode(matter: Matter) -> Iterator[Reason]:
    """Art. 12: proposed, never decided."""
    if matter.assigned:
        yield reason("MODE.assigned", "measures:12")
    if matter.clustered:
        count = matter.facts.circumstances.similar_open_90d
        yield reason("MODE.cluster", "measures:12", count=count)
