"""The six closing checks of Measures art. 4: a case is closed only when each is met, with its evidence.

They are the investigators' to make. Whoever decided on the outcome would check whether they themselves
determined the nature accurately and handled it properly: it is not given to them before the checks are made.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from services.investigation.domain.case import DECIDED, Caller, CaseFacts, Closed, Fault, State
from services.investigation.domain.chain import Passed

ARTICLE = "measures:4"


class ClosingCheck(StrEnum):
    """In the order of the article."""

    FACTS_CLEAR = "facts_clear"
    EVIDENCE_SOLID = "evidence_solid"
    PROCEDURE_LAWFUL = "procedure_lawful"
    NATURE_ACCURATE = "nature_accurate"
    HANDLING_PROPER = "handling_proper"
    FORMALITIES_COMPLETE = "formalities_complete"


def deciders(state: State, approved_by: str | None, passed: Iterable[Passed]) -> frozenset[str]:
    """On whose yes an outcome rests that is still to be checked: who approved it, and who passed it on."""
    if approved_by is None or state not in DECIDED:
        return frozenset()
    return frozenset({approved_by, *(each.by for each in passed)})


def not_their_own_decision(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Also of who was given the case before this was ruled: somebody else makes the checks."""
    own = not caller.theirs.isdisjoint(deciders(facts.state, facts.approved_by, facts.passed))
    return Closed("decided_it", ARTICLE) if own else None


def given_to(decided: bool, name: str) -> list[Fault]:
    """What is wrong with giving the case to somebody who decided on it."""
    return [Fault("/username", "decided_it", ARTICLE, {"name": name})] if decided else []


def faults(checks: Mapping[str, str]) -> list[Fault]:
    """Checks without their evidence text, and names that are no check."""
    wrong = [Fault(f"/checks/{name}", "unknown_check") for name in checks if name not in set(ClosingCheck)]
    return wrong + [
        Fault(f"/checks/{check}", "required", ARTICLE)
        for check in ClosingCheck
        if not checks.get(check, "").strip()
    ]
