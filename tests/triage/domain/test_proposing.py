"""Proposals from the text point the way; they open no door."""

from dataclasses import replace

from services.triage.domain.clearcut import HARMLESS, is_clear_cut
from services.triage.domain.proposing import prefer
from services.triage.domain.referrals import Referral
from shared.contracts.terms import Decision
from tests.triage.builders import HANGZHOU, NATION, XIHU, judged, respondent

SAID = judged()
UNIT = judged(respondent("internal_unit", name="危化科"))
OFFICE = judged(respondent("department"))


def test_it_goes_where_the_text_leads_and_is_kept_from_all_whom_any_reading_bars() -> None:
    found = prefer(SAID, UNIT, OFFICE)

    assert found.barred == ("DEP-330106", "SUP-330106", "UNIT-330106:危化科")
    assert (found.decision, found.desk, found.body) == (Decision.ACCEPT, HANGZHOU, HANGZHOU)


def test_a_body_that_is_not_barred_stays() -> None:
    assert prefer(SAID, UNIT, UNIT).body == XIHU
    assert prefer(SAID, UNIT, replace(OFFICE, barred=())).body == XIHU
    assert prefer(SAID, replace(UNIT, body=None), OFFICE).body is None


def test_what_was_said_stands_where_the_reading_leaves_nobody_inside() -> None:
    top = judged(respondent("department", NATION))
    barring = replace(UNIT, barred=(f"SUP-{HANGZHOU}",))

    assert prefer(SAID, UNIT, top) is SAID
    assert prefer(barring, UNIT, OFFICE) is barring


def test_only_a_plain_acceptance_is_clear_cut() -> None:
    assert is_clear_cut(UNIT)
    assert is_clear_cut(replace(UNIT, flags=tuple(HARMLESS), proposed=("/subject",)))
    for change in (
        {"decision": Decision.ACCEPT_SPLIT},
        {"body": None},
        {"referrals": (Referral("COURT", "act", "COURT"),)},
        {"proposed": ("/respondents",)},
        {"flags": ("REGION_UNCLEAR",)},
    ):
        assert not is_clear_cut(replace(UNIT, **change)), change


def test_flags_of_what_the_rows_settle_are_harmless() -> None:
    assert {
        "LEADER", "SUPERVISOR_ACCUSED", "NO_NOTICE", "SPECIAL_AREA", "XPCC", "CROSS_REGION", "SEAT_CONFLICT", "ART12_SPECIAL",
    } == HARMLESS  # fmt: skip
