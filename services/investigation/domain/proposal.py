"""Whether the outcomes proposed answer the findings: the rules of combination, each a line of RULES."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.investigation.domain import correction_terms
from services.investigation.domain.case import Fault, State
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import SPECS, Group, Outcome, field_faults, is_day
from services.investigation.domain.revocation import GOVERNMENTS, By, Verdict
from services.investigation.domain.standing import ARTICLE, Stands
from shared.contracts.terms import Finding


@dataclass(frozen=True)
class Proposal:
    """What goes to the head: findings by allegation (None: not yet found) and outcomes."""

    findings: Mapping[str, Found | None]
    outcomes: tuple[Outcome, ...]
    withdrawn: bool = False
    revokers: Mapping[str, Mapping[By, Verdict]] = field(default_factory=dict)
    """Who may revoke the act of each allegation."""
    stands: Stands = field(default_factory=dict)
    """Of a recheck: what opinions before ordered and it lets stand, by allegation."""
    first_result: str | None = None
    """Of a recheck: what becomes of the opinion before."""

    def answering(self, allegation: str) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if allegation in outcome.allegations]

    @property
    def ends(self) -> bool:
        return any(outcome.spec.group is Group.END for outcome in self.outcomes)


Rule = Callable[[Proposal], Iterable[Fault]]
NOT_ACCEPTED, ANSWERED = "O15", "petition:32"
NO_MEASURE = {Finding.UNFOUNDED: "O12", Finding.UNSUBSTANTIATED: "O13"}
"""What must be said where there was no breach, or none can be established."""


def with_allegations(
    outcome: Outcome, findings: Mapping[str, Found | None], stands: Stands | None = None
) -> Outcome:
    """The outcome with the allegations it can answer, where none were named. A measure is for those for which
    nothing `stands` yet, unless it can be for no other."""
    if outcome.allegations or outcome.code not in SPECS:
        return outcome
    able = tuple(each for each in findings if answers(outcome, findings[each]))
    if outcome.spec.group is Group.MEASURE:
        able = tuple(each for each in able if each not in (stands or {})) or able
    return replace(outcome, allegations=able)


def answers(outcome: Outcome, found: Found | None) -> bool:
    """Whether it may answer a matter that was found so."""
    group = outcome.spec.group
    if group is Group.END:
        return True
    if found is None:
        return False
    if group is Group.NO_MEASURE:
        return NO_MEASURE.get(found.finding) == outcome.code
    return found.breach if group is Group.MEASURE else True


def something_is_proposed(proposal: Proposal) -> Iterable[Fault]:
    """A recheck may order nothing of its own, where all that was ordered before stands."""
    if not proposal.outcomes and not proposal.stands:
        yield Fault("/outcomes", "required")


def no_outcome_twice(proposal: Proposal) -> Iterable[Fault]:
    for index, outcome in enumerate(proposal.outcomes):
        if outcome in proposal.outcomes[:index]:
            yield Fault(f"/outcomes/{index}", "twice")


def named_allegations_exist(proposal: Proposal) -> Iterable[Fault]:
    for index, outcome in enumerate(proposal.outcomes):
        if not set(outcome.allegations) <= set(proposal.findings):
            yield Fault(f"/outcomes/{index}/allegations", "unknown_allegation")


def an_end_stands_alone(proposal: Proposal) -> Iterable[Fault]:
    if proposal.ends and len(proposal.outcomes) > 1:
        yield Fault("/outcomes", "end_stands_alone")


def an_end_by_withdrawal_needs_one(proposal: Proposal) -> Iterable[Fault]:
    for index, outcome in enumerate(proposal.outcomes):
        if outcome.code == "O14" and not proposal.withdrawn:
            yield Fault(f"/outcomes/{index}/code", "not_withdrawn")


def a_breach_is_not_ended(proposal: Proposal) -> Iterable[Fault]:
    """What is found to be a breach is dealt with ex officio, whoever withdraws, and whatever else turns out
    not to be ours (Measures art. 7(4))."""
    breach = any(found is not None and found.breach for found in proposal.findings.values())
    for index, outcome in enumerate(proposal.outcomes):
        known = outcome.code != "O14" or proposal.withdrawn
        if outcome.spec.group is Group.END and known and breach:
            yield Fault(f"/outcomes/{index}/code", "breach_found", "measures:7(4)")


def what_was_judged_is_answered(proposal: Proposal) -> Iterable[Fault]:
    """Whoever found on a matter has handled it: it is answered with what was found (petition art. 32), not
    refused as none of ours. A breach is told by the rule before."""
    if any(found is not None and found.breach for found in proposal.findings.values()):
        return
    judged = first_judged(proposal.findings)
    for index, outcome in enumerate(proposal.outcomes):
        if outcome.code == NOT_ACCEPTED and judged is not None:
            yield Fault(f"/outcomes/{index}/code", "judged_already", ANSWERED, {"allegation": judged})


def first_judged(findings: Mapping[str, Found | None]) -> str | None:
    return next((allegation for allegation, found in findings.items() if found is not None), None)


def an_end_judges_nothing(proposal: Proposal) -> Iterable[Fault]:
    """What is not looked into again stays as it was answered: nothing would stand in the place of what falls
    (petition art. 35, 36)."""
    if proposal.ends and proposal.first_result:
        yield Fault("/first_result", "ended_without_result", ARTICLE)


def each_allegation_is_found(proposal: Proposal) -> Iterable[Fault]:
    for allegation, found in proposal.findings.items():
        if found is None and not proposal.ends:
            yield Fault("/findings", "finding_missing", "measures:4", {"allegation": allegation})


def each_allegation_is_answered(proposal: Proposal) -> Iterable[Fault]:
    """A breach needs a measure; what is unfounded or cannot be established is said to be so. What a recheck
    confirms has its measure: that of the opinion before stands (petition art. 35, 36)."""
    for allegation, found in proposal.findings.items():
        if found is None or proposal.ends:
            continue
        codes = {outcome.code for outcome in proposal.answering(allegation)}
        groups = {SPECS[code].group for code in codes}
        detail = {"allegation": allegation}
        if found.breach and Group.MEASURE not in groups and allegation not in proposal.stands:
            yield Fault("/outcomes", "measure_missing", "measures:14(1)", detail)
        wanted = NO_MEASURE.get(found.finding)
        if wanted is not None and wanted not in codes:
            yield Fault("/outcomes", "outcome_missing", "measures:4", detail | {"code": wanted})


def each_outcome_fits_its_findings(proposal: Proposal) -> Iterable[Fault]:
    """O12 and O13 exclude measures on the same allegation, and the other way round."""
    for index, outcome in enumerate(proposal.outcomes):
        found = [proposal.findings.get(each) for each in outcome.allegations]
        if not proposal.ends and not outcome.allegations:
            yield Fault(f"/outcomes/{index}/allegations", "answers_nothing", outcome.spec.article)
        if not proposal.ends and any(each is not None and not answers(outcome, each) for each in found):
            yield Fault(f"/outcomes/{index}/allegations", "contradicts_finding", outcome.spec.article)


def serious_problems_get_an_opinion(proposal: Proposal) -> Iterable[Fault]:
    """Art. 14(2): a serious problem is answered with a supervision opinion (should, not may); by one that
    stands, where a recheck confirms it."""
    for allegation, found in proposal.findings.items():
        codes = {outcome.code for outcome in proposal.answering(allegation)}
        codes |= {order.code for order in proposal.stands.get(allegation, ())}
        if found is not None and found.serious and not proposal.ends and "O2" not in codes:
            detail = {"allegation": allegation}
            yield Fault("/outcomes", "opinion_missing", "measures:14(2)", detail)


def who_revokes_may(proposal: Proposal) -> Iterable[Fault]:
    """Art. 17 with art. 2: nobody revokes what is not their own, or of a department below."""
    for index, outcome in _revocations(proposal):
        if closed := _not_theirs(proposal, outcome):
            yield Fault(f"/outcomes/{index}/fields/revoked_by", closed.code, closed.article)


def a_government_is_asked(proposal: Proposal) -> Iterable[Fault]:
    """What a government is to revoke needs the letter that passes it on: nobody here decides for it."""
    for index, outcome in _revocations(proposal):
        if outcome.fields["revoked_by"] != By.GOVERNMENT or _not_theirs(proposal, outcome):
            continue
        letters = (set(each.allegations) for each in proposal.outcomes if each.code == "O16")
        if all(letter.isdisjoint(outcome.allegations) for letter in letters):
            yield Fault(f"/outcomes/{index}/fields/revoked_by", "government_not_asked", GOVERNMENTS)


def _not_theirs(proposal: Proposal, outcome: Outcome) -> Verdict | None:
    """Why whoever is named may not revoke the act of one of these matters."""
    by = By(outcome.fields["revoked_by"])
    ways = (proposal.revokers[each][by] for each in outcome.allegations if each in proposal.revokers)
    return next((verdict for verdict in ways if not verdict.open), None)


def _revocations(proposal: Proposal) -> Iterable[tuple[int, Outcome]]:
    """Those that say by whom, in a way that there is; others lack a mandatory content."""
    for index, outcome in enumerate(proposal.outcomes):
        if outcome.code == "O7" and outcome.fields.get("revoked_by") in set(By):
            yield index, outcome


RULES: Sequence[Rule] = (
    something_is_proposed,
    no_outcome_twice,
    named_allegations_exist,
    an_end_stands_alone,
    an_end_by_withdrawal_needs_one,
    a_breach_is_not_ended,
    what_was_judged_is_answered,
    an_end_judges_nothing,
    each_allegation_is_found,
    each_allegation_is_answered,
    each_outcome_fits_its_findings,
    serious_problems_get_an_opinion,
    who_revokes_may,
    a_government_is_asked,
)


def faults(proposal: Proposal, today: date) -> list[Fault]:
    """All that stands against the proposal; nothing when the head may be asked."""
    wrong = [
        fault
        for index, outcome in enumerate(proposal.outcomes)
        for fault in field_faults(outcome, today, f"/outcomes/{index}")
    ]
    if any(outcome.code not in SPECS for outcome in proposal.outcomes):
        return wrong
    days = {fault.pointer for fault in wrong}
    wrong += (
        each for each in correction_terms.faults(_with_days(proposal), today) if each.pointer not in days
    )
    return wrong + [fault for rule in RULES for fault in rule(proposal)]


def _with_days(proposal: Proposal) -> Iterable[Outcome]:
    """As proposed; one whose day is none, which is told by itself, without it."""
    for outcome in proposal.outcomes:
        day = outcome.fields.get("carry_out_by", "")
        yield outcome if is_day(day) else replace(outcome, fields={**outcome.fields, "carry_out_by": ""})


def after_approval(outcomes: Iterable[Outcome]) -> State:
    """Where an approved case goes: ended, still to be carried out, or only to be closed."""
    proposed = tuple(outcomes)
    if any(outcome.spec.group is Group.END for outcome in proposed):
        return State.TERMINATED
    if any(outcome.spec.rectifies for outcome in proposed):
        return State.RECTIFYING
    return State.CONCLUDED
