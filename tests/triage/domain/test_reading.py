"""From JSON to facts: what is said, what is left out, what is the same said twice."""

from services.triage.domain.facts import Circumstances, Earlier, Facts, Post, Respondent
from services.triage.domain.reading import read
from shared.contracts.terms import RespondentKind

WHOLE = {
    "identity": "confidential",
    "channel": "12345",
    "statement": "执法人员态度恶劣。",
    "subject": "complaint",
    "contactable": False,
    "occurred_in": "330106",
    "received_at": {"division": "330100"},
    "respondents": [
        {
            "kind": "officer", "division": "330106", "division_known": False, "name": " 甲 ", "role": "队员", "unit": "执法队",
            "entrusted_by": "DEP-330100", "sector": " 危化 ", "current_post": {"kind": "leader", "division": "330110"},
        }
    ],
    "claims": {"natures": ["unlawful", "improper", "unlawful"], "categories": ["C4.1", "C2.4", "C4.1"]},
    "circumstances": {
        "review": "pending", "litigation": "decided", "hazard": True, "imminent_danger": True,
        "danger_handed_on": True, "deaths": True,
        "collective_decision": True, "discipline_clue": "also", "separable_conduct": True, "legally_reviewed_by_body": True,
        "eligible_investigators": 0, "assigned_by": "SUP-330000", "report_back_days": 20, "withdrawn": True,
        "stage": "investigating", "breach_indicated": True, "similar_open_90d": 7, "unheard_of": True,
        "earlier": {
            "tracking_number": "X", "body": "SUP-330106", "state": "closed", "same_complainant": False, "closed_days_ago": 0,
            "pending_days": 9, "overdue": False, "new_facts": True, "unheard_of": 1,
        },
    },
}  # fmt: skip


def test_everything_that_is_said_is_read() -> None:
    assert read(WHOLE) == Facts(
        identity="confidential",
        channel="12345",
        statement="执法人员态度恶劣。",
        subject="complaint",
        contactable=False,
        occurred_in="330106",
        received_at="330100",
        respondents=(
            Respondent(
                RespondentKind.OFFICER, "330106", False, "甲", "队员", "执法队", "330100", "危化", Post("leader", "330110")
            ),
        ),
        natures=("improper", "unlawful"),
        categories=("C2.4", "C4.1"),
        circumstances=Circumstances(
            "pending", "decided", True, True, True, True, True, "also", True, True, 0, "SUP-330000", 20, True, "investigating",
            True, 7, Earlier("X", "SUP-330106", "closed", False, 0, 9, False, True),
        ),
    )  # fmt: skip


def test_what_is_left_out_gets_its_default_and_is_marked() -> None:
    found = read({})

    assert found == Facts(
        proposed=("/subject", "/contactable", "/occurred_in", "/claims/natures", "/claims/categories")
    )
    assert (found.identity, found.channel, found.subject, found.contactable) == (
        "anonymous",
        "web",
        "complaint",
        False,
    )
    assert found.statement == ""
    assert found.circumstances == Circumstances()
    assert (found.circumstances.review, found.circumstances.litigation) == ("none", "none")
    assert (found.circumstances.discipline_clue, found.circumstances.stage) == ("none", "registered")
    assert not [
        name for name, value in vars(found.circumstances).items() if value and name not in
        ("review", "litigation", "discipline_clue", "stage")
    ]  # fmt: skip


def test_what_the_statement_tells_stands_beside_what_is_claimed() -> None:
    assert read({"hinted": ("C8.1",)}).hinted == ("C8.1",)
    assert read({}).hinted == ()


def test_null_is_what_is_left_out() -> None:
    empty = dict.fromkeys(WHOLE)

    assert read(empty) == read({})
    assert read({"circumstances": {"hazard": None, "earlier": None}}).circumstances == Circumstances()
    assert read({"claims": {"natures": None, "categories": []}}).natures == ()


def test_who_gave_a_name_can_be_reached_unless_told_otherwise() -> None:
    assert read({"identity": "real_name"}).contactable
    assert read({"identity": "confidential"}).contactable
    assert not read({"identity": "anonymous"}).contactable
    assert read({"identity": "anonymous", "contactable": True}).contactable
    assert not read({"identity": "real_name", "contactable": False}).contactable


def test_an_earlier_complaint_is_of_the_same_person_and_pending_unless_told_otherwise() -> None:
    earlier = read({"circumstances": {"earlier": {"tracking_number": "X"}}}).circumstances.earlier

    assert earlier == Earlier("X", None, "pending", True, None, None, None, False)


def test_respondents_are_a_set_in_an_order_of_its_own() -> None:
    first, second = {"kind": "officer", "division": "330106"}, {"kind": "department", "division": "330110"}

    assert read({"respondents": [first, second, first]}) == read({"respondents": [second, first]})
    assert len(read({"respondents": [first, second, first]}).respondents) == 2


def test_a_respondent_without_a_division_has_none_that_is_known() -> None:
    (nobody,) = read({"respondents": [{"kind": "officer", "name": "  "}]}).respondents
    (somebody,) = read({"respondents": [{"kind": "officer", "division": "330106"}]}).respondents
    (unmoved,) = read(
        {"respondents": [{"kind": "officer", "current_post": {"kind": "leader", "division": None}}]}
    ).respondents

    assert nobody == Respondent(RespondentKind.OFFICER, division_known=False)
    assert somebody.division_known
    assert unmoved.current_post is None


def test_an_entrusting_department_is_read_by_its_division() -> None:
    for said in ("330100", "DEP-330100", "UNIT-330100:执法队"):
        (one,) = read({"respondents": [{"kind": "officer", "entrusted_by": said}]}).respondents
        assert one.entrusted_by == "330100"
        assert one.entrusted
    (agency,) = read({"respondents": [{"kind": "entrusted_agency"}]}).respondents
    assert agency.entrusted
    assert agency.ours


def test_another_agency_is_ours_only_by_entrustment() -> None:
    sent = [
        {"kind": "other_agency", "division": "330106"},
        {"kind": "other_agency", "entrusted_by": "330106"},
    ]
    found = read({"respondents": [*sent, {"kind": "officer"}]})

    assert [one.entrusted_by for one in found.others] == [None]
    assert {(one.kind.value, one.entrusted_by) for one in found.ours} == {
        ("other_agency", "330106"),
        ("officer", None),
    }


def test_what_the_words_tell_and_what_was_found_is_taken_over() -> None:
    found = read({"told_danger": True, "circumstances": {"found": ["earlier"]}})

    assert found.told_danger
    assert "/circumstances/earlier" in found.proposed
    assert not read({}).told_danger
    assert not [one for one in read({"circumstances": {}}).proposed if one.startswith("/circumstances")]
