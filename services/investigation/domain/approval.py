"""Who may approve an outcome (Measures art. 14(2): the head, before it is issued)."""

from services.investigation.domain.case import Caller, CaseFacts, Closed

ARTICLE = "measures:14(2)"


def not_the_proposer(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Nobody approves their own."""
    return Closed("own_proposal", ARTICLE) if caller.staff_id == facts.proposer else None


def no_hand_in_it(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Whoever investigated the case, even for a while, does not judge it."""
    return Closed("investigated_it", ARTICLE) if caller.staff_id in facts.hands else None
