"""The form lists first what the findings call for, last what no finding leaves open, with the reason."""

from itertools import combinations_with_replacement, product

import pytest

from services.investigation.domain import proposal
from services.investigation.domain.findings import Found
from services.investigation.domain.fitting import Fit, fitting
from services.investigation.domain.outcomes import SPECS
from services.investigation.domain.proposal import Proposal, with_allegations
from services.investigation.domain.revocation import TABLE, Relation
from shared.contracts.terms import Finding
from tests.investigation.builders import TODAY, found, outcome

BREACH, SERIOUS = found(), found(serious=True)
UNFOUNDED, UNPROVED = found(finding=Finding.UNFOUNDED), found(finding=Finding.UNSUBSTANTIATED)
FOUND: tuple[Found | None, ...] = (BREACH, SERIOUS, UNFOUNDED, UNPROVED, None)


def of(fit: Fit, *matters: Found | None, withdrawn: bool = False) -> dict[str, str]:
    given = {str(at): each for at, each in enumerate(matters, 1)}
    return {
        each.code: each.why.code if each.why else "" for each in fitting(given, withdrawn) if each.fit is fit
    }


def test_a_serious_breach_calls_for_an_opinion_and_comes_first() -> None:
    (first, *_) = fitting({"1": BREACH, "2": SERIOUS})

    assert (first.code, first.fit, first.why and first.why.detail) == (
        "O2",
        Fit.CALLED_FOR,
        {"allegation": "2"},
    )
    assert of(Fit.CALLED_FOR, BREACH) == {}


def test_without_a_breach_measures_are_not_open_and_what_was_found_is_to_be_said() -> None:
    assert of(Fit.CALLED_FOR, UNFOUNDED) == {"O12": "outcome_missing"}
    closed = of(Fit.NOT_OPEN, UNFOUNDED)

    assert closed.pop("O14") == "not_withdrawn"
    assert closed.pop("O15") == "judged_already"
    assert closed == dict.fromkeys([*(f"O{number}" for number in range(1, 11)), "O13"], "answers_nothing")


def test_before_all_is_found_nothing_is_closed_that_may_still_be_called_for() -> None:
    assert of(Fit.NOT_OPEN, UNFOUNDED, None) == {"O14": "not_withdrawn", "O15": "judged_already"}
    assert of(Fit.NOT_OPEN, withdrawn=True) == {}


def test_a_breach_is_not_ended_by_a_withdrawal() -> None:
    assert of(Fit.NOT_OPEN, BREACH, withdrawn=True)["O14"] == "breach_found"
    assert "O14" in of(Fit.OPEN, UNFOUNDED, withdrawn=True)


def test_nor_is_it_ended_because_the_rest_is_not_ours() -> None:
    assert of(Fit.NOT_OPEN, BREACH, None)["O15"] == "breach_found"
    assert "O15" in of(Fit.OPEN, None)


def test_what_nobody_may_revoke_is_not_open() -> None:
    ways = {"1": TABLE[Relation.ASIDE]}
    closed = {
        each.code: each.why for each in fitting({"1": BREACH}, revokers=ways) if each.fit is Fit.NOT_OPEN
    }

    assert closed["O7"] is not None
    assert closed["O7"].code == "not_below"


@pytest.mark.parametrize("withdrawn", [True, False])
def test_the_rules_of_combination_say_the_same(withdrawn: bool) -> None:
    """What is not open is refused whatever stands beside it; what is called for is missed without it."""
    matters = (each for size in (1, 2) for each in combinations_with_replacement(FOUND, size))
    for given, fit in product(list(matters), (Fit.NOT_OPEN, Fit.CALLED_FOR)):
        named = {str(at): each for at, each in enumerate(given, 1)}
        for code in of(fit, *given, withdrawn=withdrawn):
            tried = (
                [code]
                if fit is Fit.NOT_OPEN
                else [each for each in SPECS if SPECS[each].group.name == "BESIDES"]
            )
            chosen = tuple(with_allegations(outcome(each), named) for each in tried)
            wrong = proposal.faults(Proposal(named, chosen, withdrawn), TODAY)
            if fit is Fit.CALLED_FOR:
                assert {"opinion_missing", "outcome_missing"} & {each.code for each in wrong}, (given, code)
            else:
                assert any(each.pointer.startswith("/outcomes/0") for each in wrong), (given, code)


def test_every_outcome_is_listed_once_and_what_ends_a_case_after_what_answers_it() -> None:
    for given in product(FOUND, FOUND):
        listed = fitting({"1": given[0], "2": given[1]})
        assert sorted(each.code for each in listed) == sorted(SPECS)
        assert [each.fit for each in listed] == sorted(each.fit for each in listed)
        open_ones = [each.code for each in listed if each.fit is Fit.OPEN]
        judged = any(given)
        assert ("O15" in open_ones) is not judged
        assert judged or "O15" in open_ones[-2:]
