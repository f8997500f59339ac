"""Who may revoke an act: a table over every relation, and the same answer at the form, at JSON and to the head."""

from typing import Any

import pytest

from services.investigation.domain import proposal
from services.investigation.domain.proposal import Proposal
from services.investigation.domain.revocation import TABLE, By, Relation, in_a_case, relation, verdicts
from services.investigation.words.law import CHOICES, REVOKERS
from shared.contracts.articles import cite
from shared.divisions import divisions
from tests.investigation.builders import TODAY, found, outcome, respondent

HERE, ABOVE, ASIDE, NATION = "SUP-330106", "SUP-330100", "SUP-330110", "SUP-000000"


def test_the_table_answers_every_way_of_every_relation_with_words_and_an_article() -> None:
    assert set(TABLE) == set(Relation)
    for ways in TABLE.values():
        assert {by: verdict.by for by, verdict in ways.items()} == {by: by for by in By}
        for verdict in ways.values():
            assert verdict.code in REVOKERS
            assert cite(verdict.article) != verdict.article
    assert set(By) <= set(CHOICES)


@pytest.mark.parametrize(
    ("said", "body", "expected"),
    [
        ({"kind": "officer"}, HERE, Relation.OWN),
        ({"kind": "internal_unit"}, HERE, Relation.OWN),
        ({"kind": "auxiliary"}, HERE, Relation.OWN),
        ({"kind": "department"}, ABOVE, Relation.BELOW),
        ({"kind": "leader"}, ABOVE, Relation.BELOW),
        ({"kind": "supervision_body"}, NATION, Relation.BELOW),
        ({"kind": "department"}, ASIDE, Relation.ASIDE),
        ({"kind": "department", "division": "330100"}, HERE, Relation.ASIDE),
        (
            {"kind": "entrusted_agency", "division": "330110", "entrusted_by": "DEP-330106"},
            HERE,
            Relation.OWN,
        ),
        (
            {"kind": "entrusted_agency", "division": "330106", "entrusted_by": "DEP-330100"},
            HERE,
            Relation.ASIDE,
        ),
        ({"kind": "other_agency"}, ABOVE, Relation.OTHER_CHAIN),
        ({"kind": "other_agency", "entrusted_by": None}, ABOVE, Relation.OTHER_CHAIN),
        ({"kind": "other_agency", "sector": "town", "entrusted_by": "DEP-330106"}, HERE, Relation.OWN),
        ({"kind": "other_agency", "sector": "town", "entrusted_by": "DEP-330106"}, ABOVE, Relation.BELOW),
        ({"kind": "other_agency", "sector": "town", "entrusted_by": "DEP-330110"}, HERE, Relation.ASIDE),
        ({"kind": "officer", "division": None}, HERE, Relation.UNKNOWN),
        ({"kind": "officer", "division": "nowhere"}, HERE, Relation.UNKNOWN),
        ({"kind": "officer", "division": "320571"}, "SUP-320500", Relation.BELOW),
    ],
)
def test_an_act_is_that_of_the_department_in_whose_name_it_was_done(
    said: dict[str, Any], body: str, expected: Relation
) -> None:
    assert relation(respondent(**said), body, divisions()) is expected


@pytest.mark.parametrize(
    ("kind", "body", "by", "code"),
    [
        ("officer", HERE, "self", None),
        ("officer", HERE, "superior", "not_above_itself"),
        ("department", ABOVE, "self", None),
        ("department", ABOVE, "superior", None),
        ("department", ASIDE, "self", "not_below"),
        ("department", ASIDE, "superior", "not_below"),
        ("department", ASIDE, "government", "not_below"),
        ("other_agency", ABOVE, "superior", "of_another_chain"),
    ],
)
def test_a_revocation_by_who_may_not_is_no_complete_proposal(
    kind: str, body: str, by: str, code: str | None
) -> None:
    ways = {"a": verdicts(respondent(kind=kind), body, divisions())}
    whole = Proposal({"a": found()}, (outcome("O7", "a", revoked_by=by),), False, ways)
    wrong = proposal.faults(whole, TODAY)

    assert [each.code for each in wrong] == ([code] if code else [])
    assert all(each.pointer == "/outcomes/0/fields/revoked_by" and each.article for each in wrong)


@pytest.mark.parametrize(
    ("also", "codes"), [((), ["government_not_asked"]), (("O16",), []), (("O2",), ["government_not_asked"])]
)
def test_what_a_government_is_to_revoke_is_passed_on_to_it(also: tuple[str, ...], codes: list[str]) -> None:
    ways = {"a": verdicts(respondent(), HERE, divisions())}
    outcomes = (outcome("O7", "a", revoked_by="government"), *(outcome(each, "a") for each in also))
    wrong = proposal.faults(Proposal({"a": found()}, outcomes, False, ways), TODAY)

    assert [each.code for each in wrong] == codes


def test_a_way_is_open_in_a_case_where_it_is_for_one_of_its_matters() -> None:
    own, below = (verdicts(respondent(division=each), ABOVE, divisions()) for each in ("330100", "330106"))

    assert [each.open for each in in_a_case([own])] == [True, False, True]
    assert [each.open for each in in_a_case([own, below])] == [True, True, True]
    assert [each.open for each in in_a_case([])] == [True, False, False]
