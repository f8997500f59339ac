"""How long a complaint is kept as far as triage goes: by what was decided about it."""

from services.triage.domain.deadlines import OPENS_A_CASE
from services.triage.domain.policy import Policy
from shared.contracts.retention import Rule
from shared.contracts.terms import Decision

_SETTINGS = {Rule.MEASURES: "keep_measures", Rule.CASES: "keep_cases", Rule.UNHANDLED: "keep_unhandled"}
_GOES_WITH_A_CASE = OPENS_A_CASE | {Decision.MERGE}
"""What became a case, or is answered with another's, is kept like a case; that case may be kept longer."""


def rule_of(decision: Decision) -> Rule:
    return Rule.CASES if decision in _GOES_WITH_A_CASE else Rule.UNHANDLED


def years(rule: Rule, policy: Policy) -> int:
    """Under the settings of the province whose judgment stands."""
    return int(policy.value(_SETTINGS[rule]))
