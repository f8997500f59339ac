"""Corrected facts change what they name, and open no door that an earlier judgment closed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain.corrections import corrected, still_barred
from shared.contracts.terms import Decision
from tests.triage.builders import COUNTRY, HANGZHOU, NATION, XIHU, YUHANG, ZHEJIANG, about, judged, respondent


def test_a_correction_changes_what_it_names_and_nothing_else() -> None:
    facts = {"occurred_on": "2026-10-01", "claims": {"natures": ["unlawful"], "categories": ["C4.1"]}}

    made = corrected(facts, {"claims": {"natures": ["improper"]}, "circumstances": {"hazard": True}})

    assert made == {
        "occurred_on": "2026-10-01",
        "claims": {"natures": ["improper"], "categories": ["C4.1"]},
        "circumstances": {"hazard": True},
    }
    assert facts["claims"]["natures"] == ["unlawful"]


def test_a_body_that_was_barred_gives_way_to_the_next_one_up() -> None:
    accused_department = judged(respondent("department"))
    only_an_officer = judged(respondent("officer"))

    made = still_barred(only_an_officer, accused_department.barred, COUNTRY)

    assert only_an_officer.body == XIHU
    assert (made.body, made.desk) == (HANGZHOU, HANGZHOU)
    assert made.recheck == ZHEJIANG
    assert "BARRED.stays" in [one.key for one in made.reasons]
    assert set(accused_department.barred) <= set(made.barred)


def test_a_hazard_does_not_go_to_the_desk_of_a_department_that_was_barred() -> None:
    accused = judged(respondent("department"))

    made = still_barred(about(respondent("officer"), hazard=True), accused.barred, COUNTRY)

    assert [one.to for one in made.referrals] == [f"WS_TIP:{HANGZHOU}"]


def test_with_every_department_barred_the_hazard_goes_to_the_government_above_the_place() -> None:
    everybody = [f"{kind}-{code}" for code in (XIHU, HANGZHOU, ZHEJIANG, NATION) for kind in ("DEP", "SUP")]

    made = still_barred(about(respondent("officer"), hazard=True), everybody, COUNTRY)

    assert {one.to for one in made.referrals} == {f"GOV:{HANGZHOU}", "MOJ"}


def test_what_is_no_hazard_stays_and_a_body_alone_keeps_no_hazard_away() -> None:
    before = about(respondent("officer"), hazard=True, discipline_clue="also")

    made = still_barred(before, [f"SUP-{XIHU}", "PERSON-330110:甲"], COUNTRY)

    assert made.referrals == before.referrals


def test_with_the_whole_way_up_barred_it_goes_outside() -> None:
    everybody = [f"SUP-{code}" for code in (XIHU, HANGZHOU, ZHEJIANG, NATION)]

    made = still_barred(judged(respondent("officer")), everybody, COUNTRY)

    assert (made.decision, made.body, made.desk) == (Decision.REFER, None, None)
    assert "MOJ" in [one.to for one in made.referrals]


def test_what_bars_nobody_new_is_the_same_judgment() -> None:
    made = judged(respondent("department"))

    assert still_barred(made, made.barred, COUNTRY) is made


KINDS = st.sampled_from(["officer", "department", "leader", "internal_unit", "supervision_body"])
PLACES = st.sampled_from([XIHU, YUHANG, HANGZHOU, ZHEJIANG])
ACCUSED = st.lists(st.builds(lambda kind, place: respondent(kind, place), KINDS, PLACES), max_size=3)


@settings(max_examples=50, deadline=None)
@given(ACCUSED, ACCUSED)
def test_no_correction_leads_to_a_body_that_was_ever_barred(first: list[dict], then: list[dict]) -> None:
    before = judged(*first).barred

    made = still_barred(judged(*then), before, COUNTRY)

    assert set(before) <= set(made.barred)
    for division in (made.body, made.desk, made.recheck):
        assert division is None or f"SUP-{division}" not in before
