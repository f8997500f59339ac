"""Who may approve an outcome (Measures art. 14(2): the head, before it is issued), and who before them."""

from collections.abc import Collection

from services.investigation.domain import absence, ties
from services.investigation.domain.case import Caller, CaseFacts, Closed
from services.investigation.domain.chain import Office, waiting

ARTICLE = "measures:14(2)"


def step(facts: CaseFacts) -> Office:
    """Whose turn it is to decide on the proposal that stands."""
    return waiting(facts.chain, facts.passed, facts.able_at, facts.asked_at)


def deciders(facts: CaseFacts, heads: Collection[str]) -> frozenset[str]:
    """Of those who decide as a head, who can decide on the proposal that stands."""
    out = facts.hands | set(facts.conflicts) | {facts.proposer} | {each.by for each in facts.passed}
    out |= set(facts.recusals_waiting) | facts.honoured | facts.in_vain
    return frozenset(heads) - out


def not_the_proposer(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Nobody approves their own."""
    return Closed("own_proposal", ARTICLE) if facts.proposer in caller.theirs else None


def no_hand_in_it(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Whoever investigated the case, even for a while, does not judge it."""
    return None if caller.theirs.isdisjoint(facts.hands) else Closed("investigated_it", ARTICLE)


def not_in_their_place(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Whoever may not decide on it does not choose who does in their name: another head decides, or the
    superior."""
    return Closed("in_their_place", ARTICLE) if caller.staff_id in facts.in_vain else None


def not_passed_before(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Nobody decides twice on one proposal: two steps are two pairs of eyes."""
    taken = {each.by for each in facts.passed}
    return None if caller.theirs.isdisjoint(taken) else Closed("passed_before", ARTICLE)


def their_turn(facts: CaseFacts, caller: Caller) -> Closed | None:
    """The holder's of the office whose step it is; the head's at the end."""
    office = step(facts)
    if office is Office.HEAD:
        return absence.as_head(caller) or not_in_their_place(facts, caller)
    if caller.staff_id in facts.able_at.get(office, frozenset()):
        return None
    if caller.staff_id in facts.asked_at.get(office, frozenset()) - facts.recusals_waiting.keys():
        return Closed("in_their_place", ARTICLE)
    return absence.absent(caller) or Closed("not_your_step", ARTICLE, {"office": office})


def steps_are_taken(facts: CaseFacts, caller: Caller) -> Closed | None:
    """The head decides last."""
    office = step(facts)
    if office is Office.HEAD:
        return None
    return _undecided(facts, office) or Closed("step_before", ARTICLE, {"office": office})


def _undecided(facts: CaseFacts, office: Office) -> Closed | None:
    """Nobody has the step before it is decided whether its holder withdraws."""
    if facts.able_at.get(office):
        return None
    asked = facts.recusals_waiting.keys() & facts.asked_at.get(office, frozenset())
    names = sorted({facts.recusals_waiting[each] for each in asked})
    return Closed("recusal_undecided", ties.ARTICLE, {"names": "、".join(names)})


def a_step_is_left(facts: CaseFacts, caller: Caller) -> Closed | None:
    return Closed("no_step_before") if step(facts) is Office.HEAD else None
