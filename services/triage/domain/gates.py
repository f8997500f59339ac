"""G2-G12: what ends a complaint's way before an investigation. The first row that matches decides.

G1 comes before all of them and stops none: see assessment.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.triage.domain import referrals
from services.triage.domain.matter import Matter
from services.triage.domain.reasons import Reason, reason
from services.triage.domain.rechecks import recheck
from services.triage.domain.referrals import Referral
from shared.contracts.terms import Decision


@dataclass(frozen=True)
class Verdict:
    """How a gate decides; `body` is the division whose body acts on it or speaks (None: nobody inside)."""

    rule: str
    decision: Decision
    reasons: tuple[Reason, ...]
    body: str | None = None
    recheck: str | None = None
    referrals: tuple[Referral, ...] = ()


def verdict(
    why: Reason,
    decision: Decision,
    body: str | None = None,
    referred: tuple[Referral, ...] = (),
) -> Verdict:
    return Verdict(why.rule, decision, (why,), body, None, referred)


def g2_other_subjects(matter: Matter) -> Verdict | None:
    """Praise is recorded, a question answered, the rest has its own procedure."""
    match matter.facts.subject:
        case "praise":
            return verdict(reason("G2.praise", "measures:20"), Decision.RECORD_ONLY, matter.speaker)
        case "consultation":
            return verdict(reason("G2.consultation", "petition:23"), Decision.ANSWER, matter.speaker)
        case "information_request":
            to = referrals.information(matter.facts, matter.country)
            why = reason("G2.information_request", "disclosure:39")
            return verdict(why, Decision.REFER, referred=(to,))
        case "other":
            why = reason("G2.other", "petition:23")
            return verdict(why, Decision.REFER, referred=(referrals.general_line(),))
    return None


def g3_hazard_only(matter: Matter) -> Verdict | None:
    """No enforcement conduct: the 12350 desk of the county of the hazard."""
    if matter.facts.subject != "hazard_report" and (matter.facts.respondents or not matter.hazard):
        return None
    to, why = referrals.hazard_desk(matter.facts, matter.requirements, matter.country)
    deaths = (referrals.government(matter.facts, matter.country),) if _deaths(matter) else ()
    reasons = (reason("G3", "aqf:73"), *((why,) if to.to.startswith("GOV") else ()))
    return Verdict("G3", Decision.REFER, reasons, referrals=(to, *deaths))


def g4_deaths(matter: Matter) -> Verdict | None:
    """The people's government above the accused organises the check."""
    if not _deaths(matter) or (matter.facts.circumstances.separable_conduct and matter.accused):
        return None
    to = referrals.government(matter.facts, matter.country)
    return verdict(reason("G4", "aqf:73"), Decision.REFER, referred=(to,))


def g5_other_chain(matter: Matter) -> Verdict | None:
    """Only agencies that the Measures do not reach are accused."""
    if matter.facts.ours or not matter.facts.others:
        return None
    to = referrals.other_chains(matter.facts, matter.country)
    return verdict(reason("G5", "measures:2"), Decision.REFER, referred=to)


def g6_only_discipline(matter: Matter) -> Verdict | None:
    """Discipline or crime and nothing else."""
    if matter.facts.circumstances.discipline_clue != "only":
        return None
    return verdict(
        reason("G6", "measures:19(2)"),
        Decision.REFER,
        referred=referrals.discipline(matter.facts, matter.country),
    )


def g7_taken_to_law(matter: Matter) -> Verdict | None:
    """The very act is before a review organ or a court, or was."""
    about = matter.facts.circumstances
    if not matter.taken_to_law or about.separable_conduct or matter.claims.about_rulings:
        return None
    pending = "pending" in (about.review, about.litigation)
    why = reason("G7.pending" if pending else "G7.decided", "825:33")
    court = (referrals.court(),) if about.litigation == "pending" else ()
    return verdict(why, Decision.DECLINE, matter.body, court)


def g9_duplicate(matter: Matter) -> Verdict | None:
    """The same person's matter is pending: join it, point to its handler, or hold the handler to it."""
    if not matter.pending_before or matter.overdue:
        return None
    handler = matter.earlier_division
    if f"SUP-{handler}" in matter.barred:
        return None
    received = matter.facts.received_at
    if handler and received and _above(received, handler, matter):
        why = reason("G9.higher", "petition:19(3)", body=handler)
        return verdict(why, Decision.DECLINE, handler)
    return verdict(reason("G9.merge", "petition:19(3)"), Decision.MERGE, handler or matter.body)


def g10_closed(matter: Matter) -> Verdict | None:
    """Closed before: recheck one level up, nothing new, or a new case (which no gate stops)."""
    earlier = matter.earlier
    if earlier is None or not matter.answered:
        return None
    if matter.rechecked_out:
        final = verdict(reason("G10.final", "petition:36"), Decision.DECLINE, matter.body)
        return None if earlier.new_facts else final
    days = earlier.closed_days_ago
    if days is None or days <= matter.policy.recheck_window_days:
        settled = recheck(matter)
        why = (reason("G10.recheck", "petition:35"), *settled.reasons)
        decision = Decision.REFER if settled.division is None else Decision.RECHECK
        outside = (referrals.justice_ministry(),) if settled.division is None else ()
        return Verdict("G10", decision, why, settled.division, settled.recheck, outside)
    if earlier.new_facts:
        return None
    return verdict(reason("G10.late", "petition:36"), Decision.DECLINE, matter.body)


def g11_withdrawn(matter: Matter) -> Verdict | None:
    """Before acceptance it is over; later the facts decide."""
    about = matter.facts.circumstances
    if not about.withdrawn:
        return None
    if about.stage != "investigating":
        return verdict(reason("G11.before", "policy:withdrawal"), Decision.CLOSE_WITHDRAWN, matter.body)
    if about.breach_indicated and not matter.outside:
        why = reason("G11.ex_officio", "measures:7(4)")
        return Verdict("G11", Decision.CONTINUE_EX_OFFICIO, (why,), matter.body, matter.settled.recheck)
    return verdict(reason("G11.later", "policy:withdrawal"), Decision.CLOSE_WITHDRAWN, matter.body)


def g12_nothing_checkable(matter: Matter) -> Verdict | None:
    """Nobody is named, or a retired code leaves open who is meant: ask, if anybody can be asked."""
    unclear = any(requirement.place.ask for requirement in matter.requirements)
    if matter.facts.respondents and not unclear:
        return None
    if matter.facts.contactable:
        return verdict(reason("G12.ask", "petition:23"), Decision.PENDING_INFO, matter.body)
    if unclear:
        return None
    return verdict(reason("G12.record", "petition:23"), Decision.RECORD_ONLY, matter.body)


def g8_order_not_ours(matter: Matter, found: Verdict) -> Verdict:
    """A 12345 order that another is in charge of goes back, with that addressee proposed."""
    if matter.facts.channel != "12345" or found.rule not in NOT_OURS or found.decision != Decision.REFER:
        return found
    why = (*found.reasons, reason("G8", "policy:return_order"))
    back = (referrals.sender(), *_beyond_the_line(found.referrals))
    return Verdict("G8", Decision.RETURN, why, None, None, back)


def _beyond_the_line(proposed: tuple[Referral, ...]) -> tuple[Referral, ...]:
    """What the sender itself is for, is not proposed to it once more."""
    return tuple(one for one in proposed if one.to != referrals.sender().to)


NOT_OURS = frozenset({"G2", "G3", "G5"})

GATES: tuple[Callable[[Matter], Verdict | None], ...] = (
    g2_other_subjects,
    g3_hazard_only,
    g4_deaths,
    g5_other_chain,
    g6_only_discipline,
    g7_taken_to_law,
    g9_duplicate,
    g10_closed,
    g11_withdrawn,
    g12_nothing_checkable,
)


def first_gate(matter: Matter) -> Verdict | None:
    """The first row that stops it, read through G8. A contested reply is looked at by the body above the one
    that gave it, whatever else the complaint was at first (petition art. 35)."""
    gates = (g10_closed, *GATES) if matter.contested else GATES
    found = next((stop for gate in gates if (stop := gate(matter)) is not None), None)
    return None if found is None else g8_order_not_ours(matter, found)


def _deaths(matter: Matter) -> bool:
    return matter.facts.circumstances.deaths


def _above(code: str, other: str, matter: Matter) -> bool:
    """Whether `code` lies strictly above `other`."""
    return any(
        current != other and matter.country.divisions.lies_within(other, current)
        for current in matter.country.current(code)
    )
