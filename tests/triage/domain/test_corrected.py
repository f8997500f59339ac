"""What a correction lays over the facts, and what an earlier judgment leaves of the new one."""

from services.triage.domain.corrections import corrected, still_barred
from shared.contracts.terms import Decision
from tests.triage.builders import COUNTRY, HANGZHOU, XIHU, judged, respondent

FACTS = {
    "subject": "praise",
    "occurred_in": XIHU,
    "respondents": [respondent()],
    "claims": {"natures": ["unlawful"]},
    "circumstances": {"hazard": True},
}


def test_what_a_correction_names_is_replaced_and_the_rest_stays() -> None:
    assert corrected(FACTS, {}) == FACTS
    assert corrected(FACTS, {"subject": "complaint"}) == FACTS | {"subject": "complaint"}
    assert corrected(FACTS, {"occurred_in": HANGZHOU}) == FACTS | {"occurred_in": HANGZHOU}
    assert corrected(FACTS, {"respondents": []}) == FACTS | {"respondents": []}


def test_claims_and_circumstances_change_in_parts_and_nothing_is_erased_by_null() -> None:
    found = corrected(
        FACTS, {"claims": {"categories": ["C4.1"]}, "circumstances": {"hazard": None, "deaths": True}}
    )

    assert found["claims"] == {"natures": ["unlawful"], "categories": ["C4.1"]}
    assert found["circumstances"] == {"hazard": True, "deaths": True}


def test_each_body_that_gives_way_is_told_once_with_its_article() -> None:
    found = still_barred(judged(respondent()), [f"SUP-{XIHU}"], COUNTRY)
    told = [one for one in found.reasons if one.key == "BARRED.stays"]

    assert (found.body, found.desk) == (HANGZHOU, HANGZHOU)
    assert [(one.article, one.params) for one in told] == [("petition:30(3)", {"body": XIHU})]
    assert [one.key for one in still_barred(judged(), [f"SUP-{XIHU}"], COUNTRY).reasons][-1] == "BARRED.stays"
    elsewhere = still_barred(judged(respondent()), ["SUP-320000"], COUNTRY)
    assert not [one for one in elsewhere.reasons if one.key == "BARRED.stays"]


def test_with_nobody_left_inside_it_goes_outside_under_r6() -> None:
    every = [f"SUP-{code}" for code in COUNTRY.divisions.chain(XIHU)]
    found = still_barred(judged(respondent()), every, COUNTRY)

    assert (found.decision, found.body, found.desk) == (Decision.REFER, None, None)
    assert (found.reasons[-1].key, found.reasons[-1].article) == ("R6.outside", "825:42")
