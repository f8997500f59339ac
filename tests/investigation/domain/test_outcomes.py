"""What a finding and an outcome must contain, and which outcomes answer which findings."""

from datetime import date

import pytest

from services.investigation.domain import closing, correction_terms, findings, proposal, unit
from services.investigation.domain.case import State
from services.investigation.domain.outcomes import SPECS, Outcome, field_faults
from services.investigation.domain.proposal import Proposal, after_approval, with_allegations
from shared.contracts.taxonomy import OUTCOMES
from shared.contracts.terms import Finding, Nature
from tests.investigation.builders import TODAY, fields_for, found, outcome


def codes(faults: list) -> set[str]:
    return {fault.code for fault in faults}


def answered(*outcomes: Outcome, withdrawn: bool = False, **by_allegation: object) -> set[str]:
    """Which rules the proposal breaks."""
    given = {ref: each for ref, each in by_allegation.items()}  # noqa: C416  # a plain dict of Found | None
    complete = tuple(with_allegations(each, given) for each in outcomes)  # type: ignore[arg-type]
    return codes(proposal.faults(Proposal(given, complete, withdrawn), TODAY))  # type: ignore[arg-type]


BREACH = found()
UNFOUNDED = found(finding=Finding.UNFOUNDED)
UNPROVED = found(finding=Finding.UNSUBSTANTIATED)


def test_every_outcome_of_the_taxonomy_has_its_contents() -> None:
    assert set(SPECS) == set(OUTCOMES)
    assert all(spec.fields for spec in SPECS.values())
    assert all(spec.field("unit") and spec.field("carry_out_by") for spec in SPECS.values() if spec.rectifies)


@pytest.mark.parametrize("name", ["unit", "facts_and_reasons", "decision", "basis", "manner", "carry_out_by"])
def test_an_opinion_without_one_of_its_mandatory_contents_is_refused(name: str) -> None:
    fields = fields_for("O2")
    del fields[name]

    wrong = field_faults(Outcome("O2", ("a",), fields), TODAY)

    assert [(each.pointer, each.code, each.article) for each in wrong] == [
        (f"/fields/{name}", "required", "measures:14(2)")
    ]


@pytest.mark.parametrize("code", SPECS)
def test_a_complete_outcome_has_no_fault(code: str) -> None:
    assert field_faults(outcome(code, "a"), TODAY) == []


@pytest.mark.parametrize("ends", ["\n", "\u2028", "\x85"])
def test_whom_a_paper_is_for_stands_in_one_line(ends: str) -> None:
    """What is typed behind the addressee would look like a part of the paper."""
    assert codes(field_faults(outcome("O2", "a", unit=f"大队{ends}抄送：各科"), TODAY)) == {"one_line"}
    assert field_faults(outcome("O2", "a", facts_and_reasons=f"一{ends}二"), TODAY) == []


def test_a_ground_must_be_one_of_the_article() -> None:
    assert codes(field_faults(outcome("O7", "a", ground="K1"), TODAY)) == {"unknown_choice"}
    assert codes(field_faults(outcome("O7", "a", carry_out_by="2026-02-30"), TODAY)) == {"not_a_day"}
    assert codes(field_faults(outcome("O7", "a", carry_out_by="2026-11-22"), TODAY)) == {"day_is_past"}


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("20270115", "not_a_day"),
        ("2027-W02-5", "not_a_day"),
        ("2126-11-23", "too_far_off"),
        ("9999-12-31", "too_far_off"),
    ],
)
def test_a_term_is_written_in_one_way_and_within_sight(day: str, code: str) -> None:
    assert codes(field_faults(outcome("O2", "a", carry_out_by=day), TODAY)) == {code}


@pytest.mark.parametrize("code", [f"O{number}" for number in range(1, 11)])
def test_a_breach_is_answered_by_a_measure(code: str) -> None:
    assert answered(outcome(code), a=BREACH) == set()


@pytest.mark.parametrize("code", ["O12", "O13"])
def test_a_breach_is_not_answered_by_saying_there_is_none(code: str) -> None:
    assert "measure_missing" in answered(outcome(code), a=BREACH)
    assert "contradicts_finding" in answered(outcome(code, "a"), outcome("O2", "a"), a=BREACH)


def test_no_breach_and_no_proof_are_said_to_be_so() -> None:
    assert answered(outcome("O12"), a=UNFOUNDED) == set()
    assert answered(outcome("O13"), a=UNPROVED) == set()
    assert "outcome_missing" in answered(outcome("O13"), a=UNFOUNDED)
    assert "contradicts_finding" in answered(outcome("O2", "a"), outcome("O12", "a"), a=UNFOUNDED)


def test_each_matter_is_answered_by_its_own() -> None:
    assert answered(outcome("O2"), outcome("O12"), a=BREACH, b=UNFOUNDED) == set()
    assert answered(outcome("O2"), a=BREACH, b=UNFOUNDED) == {"outcome_missing"}


def test_nothing_goes_to_the_head_with_a_matter_not_yet_found() -> None:
    assert answered(outcome("O2"), a=BREACH, b=None) == {"finding_missing"}


def test_what_is_serious_gets_an_opinion() -> None:
    assert answered(outcome("O1"), a=found(serious=True)) == {"opinion_missing"}
    assert answered(outcome("O2"), a=found(serious=True)) == set()


def test_an_end_stands_alone_and_by_withdrawal_needs_one() -> None:
    assert answered(outcome("O14"), a=None, withdrawn=True) == set()
    assert answered(outcome("O14"), a=None) == {"not_withdrawn"}
    assert answered(outcome("O14"), a=BREACH, withdrawn=True) == {"breach_found"}
    assert answered(outcome("O14"), a=found(finding=Finding.UNFOUNDED), withdrawn=True) == set()
    assert answered(outcome("O15"), a=None) == set()
    assert answered(outcome("O15"), a=None, b=BREACH) == {"breach_found"}
    assert answered(outcome("O15"), a=UNFOUNDED) == {"judged_already"}
    assert answered(outcome("O15"), a=None, b=UNPROVED) == {"judged_already"}
    assert answered(outcome("O12"), outcome("O16"), a=UNFOUNDED) == set()
    assert "end_stands_alone" in answered(outcome("O15"), outcome("O1"), a=BREACH)
    assert answered(a=BREACH) >= {"required", "measure_missing"}


def test_the_same_outcome_twice_is_an_error_but_two_units_are_not() -> None:
    assert answered(outcome("O3"), outcome("O3"), a=BREACH) == {"twice"}
    assert answered(outcome("O3", unit="甲"), outcome("O3", unit="乙"), a=BREACH) == set()


def test_where_an_approved_case_goes() -> None:
    assert after_approval([outcome("O12", "a")]) is State.CONCLUDED
    assert after_approval([outcome("O9", "a"), outcome("O2", "a")]) is State.RECTIFYING
    assert after_approval([outcome("O14", "a")]) is State.TERMINATED


def test_the_nature_is_one_that_the_category_can_have() -> None:
    assert findings.faults(found(), ["a"]) == []
    wrong = findings.faults(found(category="C1.2", nature=Nature.IMPROPER), ["a"])
    assert [(each.code, each.detail) for each in wrong] == [
        ("nature_not_of_category", {"allowed": ["unlawful"]})
    ]
    assert codes(findings.faults(found(category=None, nature=None), ["a"])) == {"required"}
    assert codes(findings.faults(found(finding=Finding.UNFOUNDED, nature=Nature.IMPROPER), ["a"])) == {
        "nature_without_breach"
    }
    assert codes(findings.faults(found("z"), ["a"])) == {"unknown_allegation"}


def test_a_case_is_closed_on_six_checks_and_no_other() -> None:
    all_six = {str(check): "卷宗" for check in closing.ClosingCheck}
    assert len(all_six) == 6
    assert closing.faults(all_six) == []
    assert codes(closing.faults(all_six | {"nature_accurate": "  "})) == {"required"}
    assert codes(closing.faults(all_six | {"other": "x"})) == {"unknown_check"}


@pytest.mark.parametrize(
    ("code", "day", "codes"),
    [
        ("O2", "2036-11-23", set()),
        ("O2", "2036-11-24", {"term_too_long"}),
        ("O7", "2036-11-24", {"term_too_long"}),
        ("O8", "2036-11-24", set()),
        ("O2", "2126-11-23", {"too_far_off"}),
        ("O2", "2027-02-30", {"not_a_day"}),
    ],
)
def test_a_correction_ends_within_ten_years_unless_a_court_set_its_term(
    code: str, day: str, codes: set
) -> None:
    given = outcome(code, carry_out_by=day)

    assert answered(given, a=BREACH) == codes


def test_a_term_longer_than_the_provinces_is_told_and_not_refused() -> None:
    usual = (outcome("O2", carry_out_by="2026-12-23"), outcome("O8", carry_out_by="2027-09-01"))
    (found_,) = correction_terms.unusual((*usual, outcome("O3", carry_out_by="2026-12-24")), TODAY, usual=30)

    assert (found_.place, found_.days, found_.usual) == (2, 31, 30)
    assert correction_terms.unusual(usual, TODAY, usual=30) == []


@pytest.mark.parametrize(
    ("ruled", "day", "codes"),
    [
        ("2026-10-01", "2026-12-01", set()),
        ("2026-12-01", "2026-12-01", set()),
        ("2026-12-01", "2026-11-25", set()),
        ("2026-10-01", "2026-10-01", {"ruled_term_apart"}),
        ("", "2026-10-01", {"ruled_term_apart"}),
        ("2026-12-01", "2026-12-02", {"later_than_ruled"}),
        ("2026-10-01", "2036-11-24", {"term_too_long"}),
        ("1926-10-01", "2026-12-01", {"too_long_ago"}),
        ("2026-02-30", "2026-12-01", {"not_a_day"}),
    ],
)
def test_a_judgments_term_may_be_over_and_what_is_owed_is_then_owed_by_a_day_to_come(
    ruled: str, day: str, codes: set
) -> None:
    given = outcome("O8", carry_out_by=day, **{"ruled_term": ruled} if ruled else {})

    assert answered(given, a=BREACH) == codes


def test_where_a_judgments_term_is_over_the_bodys_own_is_measured_as_any_other() -> None:
    late, running = (
        outcome("O8", carry_out_by="2027-01-22", ruled_term=day) for day in ("2026-10-01", "2027-01-22")
    )

    found_ = correction_terms.unusual((late, running), TODAY, usual=30)

    assert [(each.place, each.days) for each in found_] == [(0, 60)]


@pytest.mark.parametrize(("until", "codes"), [("2036-11-23", []), ("2036-11-24", ["term_too_long"])])
def test_more_time_does_not_make_a_term_endless(until: str, codes: list) -> None:
    wrong = unit.later_faults(date.fromisoformat(until), TODAY, TODAY, "/until")

    assert [each.code for each in wrong] == codes


@pytest.mark.parametrize(
    ("ruled", "due", "until", "codes"),
    [
        ("2027-01-22", "2026-12-10", "2027-01-22", []),
        ("2027-01-22", "2026-12-10", "2027-01-23", ["later_than_ruled"]),
        ("2040-01-22", "2038-01-22", "2040-01-22", []),
        ("2026-11-01", "2026-10-01", "2026-12-01", ["later_than_ruled"]),
        ("2026-10-01", "2026-12-10", "2027-01-23", []),
        ("", "2026-12-10", "2027-01-23", []),
    ],
)
def test_a_judgments_term_is_not_made_longer_and_one_of_the_bodys_own_is(
    ruled: str, due: str, until: str, codes: list
) -> None:
    given = outcome("O8", carry_out_by=due, **{"ruled_term": ruled} if ruled else {})
    day, last = date.fromisoformat(due), date.fromisoformat(until)
    wrong = unit.later_faults(last, day, TODAY, "/until", correction_terms.bound(given, day))

    assert [each.code for each in wrong] == codes


@pytest.mark.parametrize(
    ("ruled", "day"), [("2027-01-22", "2027-01-22"), ("2026-10-01", "2027-03-01"), ("", "2027-03-01")]
)
def test_what_is_owed_anew_is_owed_within_a_judgments_term_that_still_runs(ruled: str, day: str) -> None:
    given = outcome("O8", **{"ruled_term": ruled} if ruled else {})

    assert correction_terms.anew(given, date(2027, 3, 1), TODAY) == date.fromisoformat(day)
