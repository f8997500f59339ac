"""Every row of the decision table (domain §4.2) by the reading we give it."""

from dataclasses import replace

import pytest

from services.triage.domain.matter import Matter
from services.triage.domain.policy import Policy
from services.triage.domain.reading import read
from services.triage.domain.reasons import ADDRESSEES, TEXTS
from shared.contracts.terms import Decision
from tests.triage.builders import COUNTRY, about, facts, judged, respondent

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


@pytest.mark.parametrize(
    ("kind", "desk"),
    [
        ("officer", "WS_TIP:330106"),
        ("internal_unit", "WS_TIP:330106"),
        ("department", "WS_TIP:330100"),
        ("leader", "WS_TIP:330100"),
        ("supervision_body", "WS_TIP:330100"),
    ],
)
def test_the_hazard_part_never_goes_to_a_desk_of_the_accused(kind: str, desk: str) -> None:
    found = about(respondent(kind), hazard=True)

    assert found.decision is Decision.ACCEPT_SPLIT
    assert [one.to for one in found.referrals] == [desk]


EVERY_LEVEL = [respondent("department", code) for code in ("330106", "330100", "330000", "000000")]


def test_with_every_level_accused_the_hazard_goes_to_the_government_above_the_place() -> None:
    conduct = about(*EVERY_LEVEL, hazard=True)
    hazard = judged(*EVERY_LEVEL, subject="hazard_report")

    assert [one.to for one in conduct.referrals] == ["MOJ", "GOV:330100"]
    assert [one.to for one in hazard.referrals] == ["GOV:330100"]
    for found in (conduct, hazard):
        assert "SPLIT.hazard_government" in [one.key for one in found.reasons]
    assert {one.part for one in hazard.referrals} == {"hazard"}
    assert [one.to for one in about(*EVERY_LEVEL, imminent_danger=True).referrals] == ["EMERGENCY", "MOJ"]


def test_danger_now_takes_the_whole_hazard_part_and_the_conduct_is_routed() -> None:
    found = about(respondent("department"), imminent_danger=True, hazard=True)

    assert (found.decision, found.body) == (Decision.URGENT_FORWARD, "330100")
    assert [one.to for one in found.referrals] == ["EMERGENCY"]


@pytest.mark.parametrize(
    ("subject", "decision", "to"),
    [
        ("praise", Decision.RECORD_ONLY, []),
        ("consultation", Decision.ANSWER, []),
        ("information_request", Decision.REFER, ["INFO_DISCLOSURE:330106"]),
        ("hazard_report", Decision.REFER, ["WS_TIP:330106"]),
        ("other", Decision.REFER, ["12345"]),
    ],
)
def test_what_is_no_complaint_goes_its_own_way(subject: str, decision: Decision, to: list[str]) -> None:
    found = judged(subject=subject)

    assert found.decision is decision
    assert [one.to for one in found.referrals] == to


def test_a_12345_order_that_is_not_ours_goes_back_with_an_addressee() -> None:
    found = judged(respondent("other_agency", sector="housing"), channel="12345")

    assert found.decision is Decision.RETURN
    assert [one.to for one in found.referrals] == ["12345", "HOUSING:330100"]
    assert judged(respondent(), channel="12345").decision is Decision.ACCEPT


def test_an_order_that_goes_back_is_not_split_besides() -> None:
    found = judged(
        respondent(),
        respondent("other_agency", sector="fire"),
        subject="hazard_report",
        channel="12345",
        circumstances={"deaths": True, "separable_conduct": True},
    )

    assert [one.to for one in found.referrals] == ["12345", "WS_TIP:330106", "GOV:330100"]
    assert not [one for one in found.reasons if one.rule == "SPLIT"]


def test_deaths_go_to_the_government_above_the_accused_department() -> None:
    assert [one.to for one in about(respondent(), deaths=True).referrals] == ["GOV:330100"]
    assert [one.to for one in about(deaths=True, hazard=True).referrals] == ["WS_TIP:330106", "GOV:330106"]


@pytest.mark.parametrize(
    ("sector", "to"),
    [
        ("mine", "NMSA"),
        ("fire", "FIRE:330100"),
        ("housing", "HOUSING:330100"),
        ("traffic", "TRAFFIC:330100"),
        ("town", "JUSTICE:330106"),
        (None, "JUSTICE:330106"),
    ],
)
def test_other_chains_are_referred(sector: str | None, to: str) -> None:
    alone = judged(respondent("other_agency", sector=sector))
    mixed = judged(respondent("other_agency", sector=sector), respondent())

    assert (alone.decision, alone.body) == (Decision.REFER, None)
    assert (mixed.decision, mixed.body) == (Decision.ACCEPT_SPLIT, "330106")
    assert [one.to for one in alone.referrals] == [one.to for one in mixed.referrals] == [to]


@pytest.mark.parametrize(
    ("sector", "to"), [("housing", "MOJ"), ("town", "MOJ"), (None, "MOJ"), ("mine", "NMSA")]
)
def test_what_a_national_agency_did_is_never_referred_to_itself(sector: str | None, to: str) -> None:
    found = judged(respondent("other_agency", "000000", sector=sector))

    assert [one.to for one in found.referrals] == [to]


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        ("officer", "DISCIPLINE:330106"),
        ("supervision_staff", "DISCIPLINE:330106"),
        ("leader", "DISCIPLINE:330100"),
        ("department", "DISCIPLINE:330100"),
    ],
)
def test_discipline_alone_goes_sealed_and_beside_the_act_apart(kind: str, to: str) -> None:
    only, also = (
        about(respondent(kind), discipline_clue="only"),
        about(respondent(kind), discipline_clue="also"),
    )

    assert (only.decision, only.body, only.desk) == (Decision.REFER, None, None)
    assert "SEALED" in only.flags
    assert also.decision is Decision.ACCEPT_SPLIT
    assert [one.to for one in only.referrals] == [one.to for one in also.referrals] == [to]


def test_an_act_under_review_or_lawsuit_is_not_taken_but_its_execution_is() -> None:
    assert about(respondent(), review="pending").decision is Decision.DECLINE
    assert about(respondent(), litigation="decided").decision is Decision.DECLINE
    assert about(respondent(), review="pending", separable_conduct=True).decision is Decision.ACCEPT_SPLIT
    eligible = about(respondent(), review="eligible")
    assert (eligible.decision, eligible.flags) == (Decision.ACCEPT, ("GUIDE_REVIEW",))
    ignored = judged(
        respondent("department"), claims={"categories": ["C8.1"]}, circumstances={"litigation": "decided"}
    )
    assert (ignored.decision, ignored.body) == (Decision.ACCEPT, "330100")
    assert "TRACK_ART18" in ignored.flags


EARLIER = {"tracking_number": "X", "body": "SUP-330106", "state": "pending", "same_complainant": True}


def test_the_same_matter_pending_is_merged_pointed_to_or_held_against_its_handler() -> None:
    merged = about(respondent(), earlier=EARLIER)
    above = judged(respondent(), received_at={"division": "330100"}, circumstances={"earlier": EARLIER})
    late = about(respondent(), earlier=EARLIER | {"overdue": True})
    other = about(respondent(), earlier=EARLIER | {"same_complainant": False})

    assert (merged.decision, merged.body) == (Decision.MERGE, "330106")
    assert (above.decision, above.body) == (Decision.DECLINE, "330106")
    assert (late.decision, late.body) == (Decision.ACCEPT, "330100")
    assert "SUP-330106" in late.barred
    assert other.decision is Decision.ACCEPT


def test_a_complaint_is_never_joined_to_one_that_lies_with_the_accused() -> None:
    found = about(respondent("department"), earlier=EARLIER)

    assert (found.decision, found.body) == (Decision.ACCEPT, "330100")


@pytest.mark.parametrize(
    ("days", "new", "decision", "body"),
    [
        (30, False, Decision.RECHECK, "330100"),
        (31, False, Decision.DECLINE, "330106"),
        (31, True, Decision.ACCEPT, "330106"),
    ],
)
def test_a_closed_matter_is_rechecked_refused_or_taken_anew(
    days: int, new: bool, decision: Decision, body: str
) -> None:
    closed = EARLIER | {"state": "closed", "closed_days_ago": days, "new_facts": new}

    found = about(respondent(), earlier=closed)

    assert (found.decision, found.body) == (decision, body)


@pytest.mark.parametrize(
    ("stage", "breach", "decision"),
    [
        ("registered", True, Decision.CLOSE_WITHDRAWN),
        ("investigating", True, Decision.CONTINUE_EX_OFFICIO),
        ("investigating", False, Decision.CLOSE_WITHDRAWN),
    ],
)
def test_withdrawal_ends_it_unless_the_facts_speak(stage: str, breach: bool, decision: Decision) -> None:
    assert about(respondent(), withdrawn=True, stage=stage, breach_indicated=breach).decision is decision


def test_nothing_checkable_is_asked_back_or_recorded() -> None:
    assert judged().decision is Decision.PENDING_INFO
    assert judged(contactable=False).decision is Decision.RECORD_ONLY


def test_special_supervision_is_proposed_from_five_linked_or_on_assignment() -> None:
    assert "ART12_SPECIAL" not in about(respondent(), similar_open_90d=4).flags
    assert "ART12_SPECIAL" in about(respondent(), similar_open_90d=5).flags
    assert about(respondent(), assigned_by=" ").flags == about(respondent(), assigned_by=None).flags == ()
    assigned = about(respondent(), assigned_by="SUP-330000", report_back_days=20)
    assert {"ART12_SPECIAL", "REPORT_BACK"} <= set(assigned.flags)
    assert str(assigned.deadlines.report_back_by) == "2026-12-14"


def test_deadlines_end_on_working_days() -> None:
    found = judged(respondent())

    assert str(found.deadlines.accept_by) == "2026-12-08"
    assert str(found.deadlines.investigate_by) == "2027-01-22"


def test_every_reason_has_a_text_and_every_rule_is_a_row() -> None:
    found = about(respondent("leader", name="甲"), respondent("officer", "320102"), hazard=True)

    assert all(one.key in TEXTS for one in found.reasons)
    assert all(one.key in ADDRESSEES for one in found.referrals)
