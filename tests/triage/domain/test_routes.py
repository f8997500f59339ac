"""Which body each accused reaches, and which bodies are passed over (domain §4.2, R and K)."""

from dataclasses import replace
from typing import Any

import pytest

from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from shared.contracts.terms import Decision
from tests.triage.builders import (
    COUNTRY,
    HANGZHOU,
    NATION,
    XIHU,
    YUHANG,
    ZHEJIANG,
    about,
    facts,
    judged,
    respondent,
)

OUT = None


@pytest.mark.parametrize(
    ("kind", "division", "body"),
    [
        ("officer", "330106", "330106"),
        ("internal_unit", "330106", "330106"),
        ("auxiliary", "330106", "330106"),
        ("department", "330106", "330100"),
        ("leader", "330106", "330100"),
        ("supervision_body", "330106", "330100"),
        ("supervision_staff", "330106", "330100"),
        ("department", "330100", "330000"),
        ("department", "330000", "000000"),
        ("internal_unit", "000000", "000000"),
        ("officer", "000000", "000000"),
        ("department", "000000", OUT),
        ("leader", "000000", OUT),
        ("supervision_body", "000000", OUT),
        ("department", "110105", "110000"),
        ("officer", "110105", "110105"),
        ("department", "419001", "410000"),
        ("department", "659001", "XPCC"),
        ("department", "XPCC", "000000"),
        ("department", "441900", "440000"),
        ("internal_unit", "441900", "441900"),
        ("officer", "320571", "320571"),
        ("department", "320571", "320500"),
        ("officer", "810000", "000000"),
    ],
)
def test_each_kind_at_each_level_reaches_the_body_the_law_names(
    kind: str, division: str, body: str | None
) -> None:
    found = judged(respondent(kind, division))

    assert found.body == body
    assert found.decision is (Decision.REFER if body is OUT else Decision.ACCEPT)


def test_the_national_department_is_referred_outside_and_nobody_inside_sees_it() -> None:
    found = about(respondent("leader", "000000"), discipline_clue="also")

    assert [one.to for one in found.referrals] == ["MOJ", "DISCIPLINE:000000"]
    assert (found.body, found.desk) == (None, None)
    assert {"DEP-000000", "SUP-000000"} <= set(found.barred)


def test_entrusted_agencies_and_their_officers_go_to_the_entrusting_department() -> None:
    for kind in ("entrusted_agency", "officer", "other_agency"):
        found = judged(respondent(kind, "330106", entrusted_by="330100", name="支队"))

        assert found.body == "330100"


@pytest.mark.parametrize(
    ("first", "second", "body", "flagged"),
    [
        (respondent("officer", "330106"), respondent("officer", "330110"), "330100", True),
        (respondent("officer", "330106"), respondent("officer", "320102"), "000000", True),
        (respondent("officer", "330106"), respondent("department", "330106"), "330100", False),
        (respondent("officer", "330106"), respondent("department", "330100"), "330000", False),
        (respondent("supervision_body", "330100"), respondent("officer", "330106"), "330000", False),
        (respondent("department", "000000"), respondent("officer", "330106"), OUT, False),
    ],
)
def test_several_accused_go_to_the_lowest_superior_that_is_not_accused(
    first: dict[str, str], second: dict[str, str], body: str | None, flagged: bool
) -> None:
    found = judged(first, second)

    assert found.body == body
    assert ("CROSS_REGION" in found.flags) is flagged
    assert found == judged(second, first)


@pytest.mark.parametrize(
    ("kind", "division", "known", "body"),
    [
        ("officer", "330100", False, "330100"),
        ("department", "330100", False, "330100"),
        ("department", "330106", False, "330100"),
        ("officer", None, None, "330106"),
        ("department", None, None, "000000"),
    ],
)
def test_an_unclear_region_is_held_by_the_lowest_known_ancestor(
    kind: str, division: str | None, known: bool | None, body: str
) -> None:
    found = judged(respondent(kind, division, division_known=known))

    assert found.body == body
    assert "REGION_UNCLEAR" in found.flags
    assert found.deadlines.investigate_by is not None


def test_a_retired_code_stands_for_its_successor() -> None:
    found = judged(respondent("officer", "330124"))

    assert found.body == "330112"
    assert "CODE_RETIRED" in found.flags


def test_of_several_successors_the_common_superior_asks() -> None:
    found = judged(respondent("officer", "130103"))

    assert (found.decision, found.body) == (Decision.PENDING_INFO, "130100")
    assert judged(respondent("officer", "130103"), contactable=False).decision is Decision.ACCEPT


@pytest.mark.parametrize(
    ("division", "body"), [("340211", "340000"), ("510200", "000000"), ("512234", "000000")], ids=str
)
@pytest.mark.parametrize("kind", ["officer", "department", "leader"])
def test_the_province_asks_where_nobody_took_over_and_the_nation_where_that_may_be_another_province(
    kind: str, division: str, body: str
) -> None:
    found = judged(respondent(kind, division), occurred_in=None)

    assert (found.decision, found.body) == (Decision.PENDING_INFO, body)
    assert found.recheck != body


def test_where_in_its_province_it_happened_tells_whose_officers_those_were() -> None:
    within = judged(respondent("officer", "340211"), occurred_in="340202")
    elsewhere = judged(respondent("officer", "340211"), occurred_in="330106")
    department = judged(respondent("department", "340211"), occurred_in="340202")

    assert (within.body, elsewhere.body, department.body) == ("340202", "340000", "340000")


def test_collective_decisions_and_self_review_escalate() -> None:
    collective = about(respondent("internal_unit", name="执法大队"), collective_decision=True)
    reviewed = about(respondent(), legally_reviewed_by_body=True)

    assert (collective.body, reviewed.body) == ("330100", "330100")
    assert "ESCALATED_COLLECTIVE" in collective.flags
    assert "RECUSAL_BODY" in reviewed.flags
    assert "DEP-330106" in collective.barred
    assert "SUP-330106" in reviewed.barred


@pytest.mark.parametrize(("left", "body"), [(0, "330100"), (1, "330100"), (2, "330106"), (None, "330106")])
def test_a_body_without_two_unconflicted_supervisors_passes_it_up(left: int | None, body: str) -> None:
    assert about(respondent(), eligible_investigators=left).body == body


def test_a_body_that_the_registers_know_to_be_too_small_passes_it_up() -> None:
    short = replace(read(facts(respondent())), short=("330106",))
    settled = Matter(short, COUNTRY, Policy()).settled

    assert (settled.division, settled.recheck, settled.escalated) == ("330100", "330000", True)
    assert [(one.rule, one.article, one.key, one.params) for one in settled.reasons] == [
        ("K1", "measures:5", "K1.team", {"body": "330106"})
    ]


@pytest.mark.parametrize(
    ("accused", "about", "bodies"),
    [
        ([respondent()], {}, [XIHU, HANGZHOU, ZHEJIANG, NATION]),
        ([respondent()], {"eligible_investigators": 3}, [HANGZHOU, ZHEJIANG, NATION]),
        ([respondent("leader", NATION)], {}, []),
        ([], {}, []),
        ([respondent()], {"earlier": {"body": f"SUP-{YUHANG}"}}, [XIHU, HANGZHOU, ZHEJIANG, NATION, YUHANG]),
        ([], {"earlier": {"body": f"SUP-{ZHEJIANG}"}}, [ZHEJIANG, NATION]),
    ],
)  # fmt: skip
def test_every_body_that_may_handle_or_recheck_it_is_asked_for_its_certified_people(
    accused: list[dict[str, Any]], about: dict[str, Any], bodies: list[str]
) -> None:
    """K1, from the body of the route and of the earlier complaint upward; of the first the complainant may have
    said how many are left."""
    matter = Matter(read(facts(*accused, circumstances=about)), COUNTRY, Policy())

    assert matter.on_the_way == tuple(bodies)


def test_a_code_that_never_was_is_not_retired() -> None:
    assert COUNTRY.is_retired("330124")
    assert not any(COUNTRY.is_retired(code) for code in (None, "330106", "999999"))


def test_the_head_who_would_approve_must_not_be_accused() -> None:
    moved = {"kind": "leader", "division": "330106"}

    found = judged(respondent("officer", "330110", name="甲", current_post=moved), respondent())

    assert found.body == "330100"
    assert judged(respondent(name="甲", current_post=moved)).body == "330100"


def test_a_body_in_which_an_accused_person_sits_is_passed_over_for_the_recheck() -> None:
    moved = {"kind": "supervision_staff", "division": "330100"}

    found = judged(respondent(name="甲", current_post=moved))

    assert (found.body, found.recheck) == ("330106", "330000")
    assert "PERSON-330100:甲" in found.barred


def test_a_body_in_which_an_accused_person_sits_does_not_handle_it() -> None:
    moved = {"kind": "supervision_staff", "division": "330100"}

    found = judged(respondent("leader", name="甲", current_post=moved))

    assert found.body == "330000"
    assert "SUP-330100" in found.barred
