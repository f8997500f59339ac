"""What goes to others, whole or in part, and to which desk (domain §4.2: G1, G4 to G6, splits)."""

import pytest

from shared.contracts.terms import Decision
from tests.triage.builders import about, judged, respondent


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
