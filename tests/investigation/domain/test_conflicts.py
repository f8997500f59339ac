"""Who is tied to an accused unit: by where they worked, under which of its names, and until which day."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.investigation.domain import tied
from services.investigation.domain.case import Action, State
from services.investigation.domain.conflicts import Conflict, Post, found, last_day, worked_there
from services.investigation.domain.places import Place, PlaceKind, Town, accused, named, plain, same
from services.investigation.domain.recusal import named as people_named
from services.investigation.domain.states import may
from services.investigation.domain.ties import Tie
from shared.contracts.terms import Role
from tests.investigation.builders import TODAY, caller, facts

XIHU, OLD = "330106", "330105"
BUREAU, BEFORE = "杭州市西湖区应急管理局", "杭州市西湖区安全生产监督管理局"
TOWNS = {
    XIHU: Town(frozenset({XIHU}), frozenset({BUREAU, BEFORE}), frozenset({BUREAU + "执法监督科"}), frozenset({"西湖区"})),
    OLD: Town(frozenset({OLD, XIHU})),
}  # fmt: skip
UNIT, DEPARTMENT, BODY, FIRM = (
    PlaceKind.UNIT,
    PlaceKind.DEPARTMENT,
    PlaceKind.BODY,
    PlaceKind.ENTERPRISE,
)


def place(kind: PlaceKind, name: str, *divisions: str) -> Place:
    return Place(kind, frozenset(divisions or (XIHU,)), name)


SQUAD = place(UNIT, "执法大队")


@pytest.mark.parametrize(
    ("worked", "other", "expected"),
    [
        (place(UNIT, "执法大队"), SQUAD, True),
        (place(UNIT, " 执法 大队 "), SQUAD, True),
        (place(UNIT, BUREAU + "执法大队"), SQUAD, True),
        (place(UNIT, BEFORE + "执法大队"), SQUAD, True),
        (place(UNIT, "西湖区执法大队"), SQUAD, True),
        (SQUAD, place(UNIT, BUREAU + "（执法大队）"), True),
        (place(UNIT, "危化科"), SQUAD, False),
        (place(UNIT, "执法大队", "330110"), SQUAD, False),
        (place(UNIT, "执法大队", OLD, XIHU), SQUAD, True),
        (place(UNIT, ""), place(UNIT, ""), False),
        (place(DEPARTMENT, BUREAU), SQUAD, False),
        (SQUAD, place(DEPARTMENT, BUREAU), True),
        (place(BODY, "执法监督科"), place(DEPARTMENT, BUREAU), True),
        (place(BODY, "执法监督科"), place(BODY, ""), True),
        (place(UNIT, "执法监督科"), place(BODY, ""), False),
        (place(FIRM, "西湖安评有限责任公司", "110105"), place(UNIT, "西湖安评有限公司"), True),
        (place(FIRM, "西湖安评有限公司"), place(UNIT, "东湖安评有限公司"), False),
        (place(FIRM, "执法大队"), place(DEPARTMENT, BUREAU), False),
        (place(FIRM, "—"), place(FIRM, "…"), False),
    ],
)
def test_which_names_mean_the_same_place(worked: Place, other: Place, expected: bool) -> None:
    assert same(worked, other, TOWNS) is expected


@pytest.mark.parametrize(
    ("respondent", "expected"),
    [
        ({"kind": "internal_unit", "division": XIHU, "name": "执法大队"}, {SQUAD}),
        ({"kind": "officer", "division": f"DEP-{XIHU}", "name": "王某", "unit": "执法大队"}, {SQUAD}),
        ({"kind": "officer", "division": XIHU, "name": "王某"}, set()),
        ({"kind": "leader", "division": XIHU, "name": "周某"}, {place(DEPARTMENT, "")}),
        ({"kind": "department", "division": OLD}, {place(DEPARTMENT, "", OLD, XIHU)}),
        ({"kind": "supervision_staff", "division": XIHU, "name": "吴某"}, {place(BODY, "")}),
        ({"kind": "entrusted_agency", "name": "某中心"}, {place(UNIT, "某中心", "")}),
        ({"kind": "internal_unit", "division": XIHU, "name": BUREAU}, {place(DEPARTMENT, BUREAU)}),
        ({}, set()),
    ],
)
def test_which_units_a_complaint_accuses(respondent: dict[str, Any], expected: set[Place]) -> None:
    assert accused([respondent], TOWNS) == expected


def test_a_name_means_what_it_is_registered_for() -> None:
    assert named(BEFORE, XIHU, TOWNS).kind is DEPARTMENT
    assert named(BUREAU + "执法监督科", XIHU, TOWNS).kind is BODY
    assert named("执法大队", "999999", TOWNS) == place(UNIT, "执法大队", "999999")
    assert plain("ＡＢ（１）有限责任公司") == "ab1有限公司"


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (date(2023, 11, 26), date(2026, 11, 26)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2021, 2, 28), date(2024, 2, 28)),
        (date(9998, 1, 1), date(9999, 1, 1)),
    ],
)
def test_three_years_end_on_the_day_of_that_date(ended: date, last: date) -> None:
    assert last_day(ended) == last


def test_on_the_last_day_of_the_three_years_it_binds_and_on_the_next_no_more() -> None:
    for ended in (date(2023, 11, 26), date(2024, 2, 29)):
        post, last = Post(SQUAD, date(2020, 1, 1), ended), last_day(ended)
        tie = worked_there([post], {SQUAD}, last, TOWNS)
        assert tie is not None
        assert (tie.until, tie.serving, tie.tie) == (last, False, Tie.WORKED_THERE)
        assert worked_there([post], {SQUAD}, last + timedelta(days=1), TOWNS) is None


def test_who_works_there_still_is_bound_without_a_last_day() -> None:
    for last in (None, TODAY, date(2030, 1, 1)):
        tie = worked_there([Post(SQUAD, date(2020, 1, 1), last)], {SQUAD}, TODAY, TOWNS)
        assert tie is not None
        assert tie.serving
    assert worked_there([Post(SQUAD, TODAY + timedelta(days=1))], {SQUAD}, TODAY, TOWNS) is None


def test_of_overlapping_terms_the_one_that_binds_longest_counts_and_each_is_cleared_alone() -> None:
    short = Post(SQUAD, date(2020, 1, 1), date(2024, 1, 1))
    long = Post(place(UNIT, BUREAU + "执法大队"), date(2019, 1, 1), date(2025, 6, 30))
    first = worked_there([short, long], {SQUAD}, TODAY, TOWNS)
    assert first is not None
    assert first.until == date(2028, 6, 30)
    left = worked_there([short, long], {SQUAD}, TODAY, TOWNS, {first.cause})
    assert left is not None
    assert left.until == date(2027, 1, 1)
    ties = found({"a": [short, long], "b": [short], "c": []}, {SQUAD}, {"b": {left.cause}}, TODAY, TOWNS)
    assert ties == {"a": first}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("主办李明华、协办王芳", ["c", "d"]),
        ("李明、李明华", ["a", "b", "c"]),
        ("李 明（主办）", ["a", "b"]),
        ("法规科", []),
        ("买买提•艾力", ["e"]),
        ("", []),
    ],
)
def test_whom_a_record_names_a_longer_name_hides_the_shorter_within_it(
    said: str, expected: list[str]
) -> None:
    names = {"a": "李明", "b": "李明", "c": "李明华", "d": "王芳", "e": "买买提·艾力", "f": "王"}
    assert people_named(said, names) == expected


KNOWN = date(2026, 11, 20)
WORKED = Conflict(Tie.WORKED_THERE, "执法大队", date(2027, 1, 1), cause="x")


@pytest.mark.parametrize(
    ("tie", "code"),
    [
        (Conflict(Tie.LEGAL_REVIEWER), "reviewed_the_act"),
        (Conflict(Tie.CO_HANDLER), "handled_the_act"),
        (WORKED, "worked_there"),
        (Conflict(Tie.WORKED_THERE, "执法大队", serving=True), "works_there"),
    ],
)
def test_who_is_tied_neither_takes_a_case_up_nor_decides(tie: Conflict, code: str) -> None:
    asked = facts(State.QUEUED, conflicts={"k": tie})
    refused = may(asked, caller("k"))[Action.CLAIM]
    assert refused is not None
    assert (refused.code, bool(refused.article)) == (code, True)
    assert may(asked, caller("l"))[Action.CLAIM] is None
    proposed = facts(State.PROPOSED, conflicts={"h": tie})
    for action in (Action.APPROVE, Action.RETURN):
        closed = may(proposed, caller("h", Role.HEAD))[action]
        assert closed is not None
        assert closed.code == code
    assert may(proposed, caller("g", Role.HEAD))[Action.APPROVE] is None


def test_what_was_done_before_anybody_knew_may_be_kept() -> None:
    known = Conflict(Tie.CO_HANDLER, known=KNOWN)
    assert tied.may_have_been_there(None, KNOWN)
    assert tied.may_have_been_there(known, KNOWN - timedelta(days=1))
    assert not tied.may_have_been_there(known, KNOWN)
    assert not tied.may_have_been_there(WORKED, date(2020, 1, 1))
