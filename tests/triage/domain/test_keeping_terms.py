"""How long a complaint is kept as far as triage goes: by what was decided, under the settings of the province."""

import pytest

from services.triage.domain.policy import Policy, policy_with
from services.triage.domain.retention import rule_of, years
from shared.contracts.retention import Rule
from shared.contracts.terms import Decision

LIKE_A_CASE = {"accept", "accept_split", "recheck", "urgent_forward", "continue_ex_officio", "merge"}


@pytest.mark.parametrize("decision", list(Decision))
def test_what_became_a_case_or_joined_one_is_kept_like_a_case(decision: Decision) -> None:
    assert rule_of(decision) is (Rule.CASES if decision.value in LIKE_A_CASE else Rule.UNHANDLED)


def test_the_years_are_those_of_the_policy_and_of_a_province_that_changed_them() -> None:
    assert [years(rule, Policy()) for rule in (Rule.MEASURES, Rule.CASES, Rule.UNHANDLED)] == [30, 10, 2]
    changed = policy_with({"keep_measures": 40, "keep_cases": 15, "keep_unhandled": 3}, "330000")
    assert [years(rule, changed) for rule in (Rule.MEASURES, Rule.CASES, Rule.UNHANDLED)] == [40, 15, 3]
