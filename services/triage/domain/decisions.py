"""What a person may decide about an assessed complaint, and which rule forbids the rest."""

from dataclasses import dataclass

from services.triage.domain.assessment import Assessment
from services.triage.domain.conflicts import recheck_from, seats
from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.matter import Matter
from services.triage.domain.reasons import Reason, reason
from services.triage.domain.recusal import accused_departments
from services.triage.domain.referrals import Referral
from services.triage.domain.routing import Requirement
from shared.contracts.terms import Decision


@dataclass(frozen=True)
class Choice:
    """What a person wants: another decision, perhaps another body (a division), addressees for a referral."""

    decision: Decision
    body: str | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ruling:
    """A decision that stands: who handles it, who rechecks it, what travels elsewhere."""

    decision: Decision
    body: str | None
    recheck: str | None
    referrals: tuple[Referral, ...]


@dataclass(frozen=True)
class Refusal:
    """Why it may not be decided so."""

    reason: Reason


def confirmed(assessment: Assessment) -> Ruling:
    """The assessment as it stands."""
    return Ruling(assessment.decision, assessment.body, assessment.recheck, assessment.referrals)


HELD_BACK = frozenset(
    {
        Decision.PENDING_INFO,
        Decision.MERGE,
        Decision.DECLINE,
        Decision.RETURN,
        Decision.ANSWER,
        Decision.RECHECK,
    }
)
"""What handing on a danger does not settle: it asks, joins, refuses, answers or rechecks, and somebody must
be told."""


def left_to_decide(assessment: Assessment) -> bool:
    """Whether, the danger once handed on (G1), the rest must still be decided at a desk. What would only be
    passed on went out with the danger."""
    return assessment.decision in HELD_BACK and assessment.desk is not None


def decide(choice: Choice, matter: Matter, assessment: Assessment) -> Ruling | Refusal:
    """The ruling that follows from a choice, or the rule of recusal that forbids it."""
    referred = _referrals(choice, matter, assessment)
    if isinstance(referred, Refusal):
        return referred
    if _only_hands_on(choice, assessment):
        return Ruling(choice.decision, None, None, referred)
    if choice.decision not in OPENS_A_CASE:
        speaker = assessment.body if choice.decision is Decision.MERGE else assessment.desk
        return Ruling(choice.decision, speaker, None, referred)
    return _opened(choice, matter, assessment, referred)


def _only_hands_on(choice: Choice, assessment: Assessment) -> bool:
    """The danger goes out as proposed, and the rest is decided next (G1): no body is to begin with it."""
    urgent = Decision.URGENT_FORWARD
    return (
        choice.decision is urgent and assessment.decision is urgent and not (choice.body or assessment.body)
    )


def _opened(
    choice: Choice, matter: Matter, assessment: Assessment, referred: tuple[Referral, ...]
) -> Ruling | Refusal:
    """A body is to investigate: which ones may."""
    proposed = matter.body if assessment.decision is Decision.MERGE else assessment.body
    wanted = choice.body or proposed or assessment.desk
    if matter.outside or wanted is None:
        return Refusal(reason("R6.outside", "825:42"))
    if refused := _not_this_round(choice.decision, matter):
        return Refusal(refused)
    if refused := forbidden(wanted, matter, assessment):
        return Refusal(refused)
    recheck, _ = recheck_from(wanted, seats(matter.facts, matter.country), matter.country)
    return Ruling(choice.decision, wanted, recheck, referred)


def _not_this_round(decision: Decision, matter: Matter) -> Reason | None:
    """Rechecked is a reply, and a contested reply is rechecked: a first handling has other days, and leaves
    two rechecks (petition art. 34 to 36)."""
    if decision is Decision.RECHECK and not matter.answered:
        return Reason("G10", "petition:35", "REFUSED.no_reply", {})
    if decision is Decision.RECHECK and matter.rechecked_out:
        return Reason("G10", "petition:36", "REFUSED.final", {})
    if matter.contested and decision is not Decision.RECHECK:
        return Reason("G10", "petition:35", "REFUSED.contested", {})
    return None


def forbidden(division: str, matter: Matter, assessment: Assessment) -> Reason | None:
    """The rule that keeps the body of this division away from the matter; None when it may handle it."""
    country, taken = matter.country, seats(matter.facts, matter.country)
    if f"SUP-{division}" in assessment.barred:
        return refused("barred", _row_against(division, matter), body=division)
    if division in taken:
        return taken.why(division)
    if division in matter.facts.short:
        return reason("K1.team", "measures:5", body=division)
    lowest = _named(matter, assessment)
    if lowest is None:
        return None
    if _over_the_clear(matter, division):
        if country.divisions.lies_within(lowest, division):
            return None
        if _held_for_clarity(matter) and country.divisions.lies_within(division, lowest):
            return None
    return refused("below", _rows_for(lowest, matter) or "R7", body=division, lowest=lowest)


def refused(kind: str, rule: str, **params: str) -> Reason:
    """A refusal under the row that it would break."""
    return Reason(rule, "petition:30(3)" if kind == "barred" else "measures:2", f"REFUSED.{kind}", params)


def _row_against(division: str, matter: Matter) -> str:
    """The row by which the department of this division is accused; K1 where it stepped aside."""
    accused = (one for one in matter.requirements if one.department_accused)
    return next((_row(one) for one in accused if division in one.place.accused_in), "K1")


def _rows_for(division: str, matter: Matter) -> str | None:
    """The row that asks for this very body."""
    return next((_row(one) for one in matter.requirements if one.handler == division), None)


def _row(requirement: Requirement) -> str:
    return next(each.rule for each in requirement.reasons if each.rule not in ("R8", "R9"))


def _named(matter: Matter, assessment: Assessment) -> str | None:
    """The body that would handle it; what would be merged names the one of the earlier complaint instead."""
    if assessment.decision is Decision.MERGE:
        return matter.body
    return assessment.body or matter.body


def _over_the_clear(matter: Matter, division: str) -> bool:
    """Whether it is at or above what each of those calls for whose region is clear (R7); the handler of an
    earlier complaint (G9) may be aside."""
    wanted = [one.handler for one in matter.requirements if one.place.clear and one.handler]
    return all(matter.country.divisions.lies_within(handler, division) for handler in wanted)


def _held_for_clarity(matter: Matter) -> bool:
    """R8: only the region is missing and no department is accused; a lower body may turn out to be right."""
    unclear = any(not one.place.clear for one in matter.requirements)
    return unclear and not any(one.department_accused for one in matter.requirements)


def _referrals(choice: Choice, matter: Matter, assessment: Assessment) -> tuple[Referral, ...] | Refusal:
    """Addressees named by hand replace the proposed ones; nothing goes to the accused, and no hazard or clue
    to a desk of theirs."""
    if not choice.to:
        return assessment.referrals
    for addressee in choice.to:
        kind, _, division = addressee.partition(":")
        accused = (
            division in accused_departments(matter.requirements) or f"DEP-{division}" in assessment.barred
        )
        if kind == "WS_TIP" and accused:
            return Refusal(reason("SPLIT.hazard_up", "petition:30(3)"))
        if addressee in assessment.barred or f"{kind}-{division}" in assessment.barred:
            code = division or kind.partition("-")[2]
            return Refusal(refused("barred", _row_against(code, matter), body=code))
        if kind == "DISCIPLINE" and division in accused_departments(matter.requirements):
            return Refusal(refused("barred", _row_against(division, matter), body=division))
    known = {one.to: one for one in assessment.referrals}
    return tuple(known.get(to) or Referral(to, "whole", "BY_HAND") for to in dict.fromkeys(choice.to))
