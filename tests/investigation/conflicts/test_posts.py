"""Who worked in the accused unit within three years is found, told, and kept from the case."""

from typing import Any

from services.investigation.domain.records import RecordKind
from shared.contracts.terms import Role
from shared.database import Database
from tests.investigation.builders import BODY, record_fields
from tests.investigation.conflicts.posts import audited, post, refused, version_of
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser


def test_who_worked_there_neither_takes_it_up_nor_is_given_it(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    seat("bert", name="老李")
    serve("bert", post())
    case, bert, anna = about_the_squad(), seat("bert"), seat("anna")
    claim = bert.get(f"/cases/{case}").get_json()["may"]["claim"]
    assert (claim["open"], claim["code"], claim["article"]) == (False, "worked_there", "petition:28(3)")
    assert "2027" in claim["text"]
    refused(bert.post(f"/cases/{case}/claim"), 403, "worked_there")
    anna.post(f"/cases/{case}/claim")
    version = version_of(anna, case)
    answer = anna.post(f"/cases/{case}/assignment", {"username": "bert"}, version)
    (error,) = refused(answer, 422, "worked_there")["errors"]
    assert "老李" in error["message"]
    assert "二十八" in error["message"]
    (tie,) = anna.get(f"/cases/{case}").get_json()["conflicts"]
    assert (tie["name"], tie["tie"], tie["until"]) == ("老李", "worked_there", "2027-11-23")
    assert bert.get(f"/cases/{case}").get_json()["conflicts"] == [], "told to who assigns"
    page = Browser(anna).get(f"/investigation/cases/{case}")
    assert "老李" in page
    assert 'value="bert"' not in page


def test_on_the_day_after_the_three_years_the_case_is_open_to_them(
    about_the_squad: Any, seat: Any, serve: Any, time: Any
) -> None:
    serve("bert", post("2023-11-24"))
    case = about_the_squad()
    time.pass_days(1)
    assert not seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]
    time.pass_days(1)
    assert seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]
    assert seat("bert").post(f"/cases/{case}/claim").status_code == 200


def test_another_unit_and_another_complaint_do_not_tie(about_the_squad: Any, seat: Any, serve: Any) -> None:
    serve("bert", post(name="危化科"), post(division="330110"), post("2020-12-31"))
    case = about_the_squad()
    assert seat("bert").post(f"/cases/{case}/claim").status_code == 200


def test_learnt_later_it_is_put_before_the_head_and_the_work_goes_on(
    about_the_squad: Any, seat: Any, serve: Any, time: Any, database: Database
) -> None:
    case, anna, bert = about_the_squad(), seat("anna"), seat("bert")
    seat("carl")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    bert.post(f"/cases/{case}/declaration")
    serve("bert", post())

    found = anna.get(f"/cases/{case}").get_json()
    (asked,) = found["recusals"]
    assert (asked["name"], asked["tie"], asked["granted"], asked["decider"]) == (
        "bert", "worked_there", None, BODY,
    )  # fmt: skip
    assert "执法大队" in asked["reason"]
    assert len(found["team"]) == 2
    assert len(audited(database, "case.apply_recusal")) == len(audited(database, "staff.served")) == 1
    serve("bert", post())
    assert len(anna.get(f"/cases/{case}").get_json()["recusals"]) == 1, "once for each cause"
    bert.change(case, "findings", FINDING)

    today = record_fields(RecordKind.INTERVIEW, day="2026-11-23")
    body = {"fields": today, "supervisors": ["anna", "bert"]}
    refused(anna.post(f"/cases/{case}/interviews", body, version_of(anna, case)), 422, "worked_there")
    anna.change(case, "interviews", body | {"fields": today | {"day": "2026-11-22"}})
    head = seat("head", Role.HEAD)
    after = head.change(case, f"recusals/{asked['id']}/decision", {"decision": "grant", "reason": "属实"})
    assert [each["name"] for each in after["team"]] == ["anna"]
    assert bert.get(f"/cases/{case}").status_code == 404


def test_a_head_who_refuses_clears_them_of_this_post_and_no_other(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    serve("bert", post())
    case, anna, head = about_the_squad(), seat("anna"), seat("head", Role.HEAD)
    anna.post(f"/cases/{case}/claim")
    asked = {"username": "bert", "side": "others", "tie": "worked_there", "reason": "登记有误"}
    (row,) = anna.change(case, "recusals", asked)["recusals"]
    head.change(case, f"recusals/{row['id']}/decision", {"decision": "refuse", "reason": "系另一单位"})
    anna.change(case, "assignment", {"username": "bert"})

    serve("bert", post(), post("2025-06-30"))
    assert {each["granted"] for each in anna.get(f"/cases/{case}").get_json()["recusals"]} == {False, None}


def test_an_older_word_and_a_post_entered_by_mistake_bind_nobody(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    case = about_the_squad()
    serve("bert", post(), version=5)
    serve("bert", version=4)
    assert not seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]
    serve("bert", version=6)
    assert seat("bert").get(f"/cases/{case}").get_json()["may"]["claim"]["open"]


def test_who_reports_the_tie_that_waits_already_withdraws_at_once(
    about_the_squad: Any, seat: Any, serve: Any
) -> None:
    case, anna = about_the_squad(), seat("anna")
    for name in ("bert", "carl", "dora"):
        seat(name)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": "bert"})
    serve("bert", post())
    own = {"username": "bert", "side": "self", "tie": "worked_there", "reason": "确曾在该大队任职"}
    seat("bert").change(case, "recusals", own)
    assert seat("bert").get(f"/cases/{case}").status_code == 404
    found = anna.get(f"/cases/{case}").get_json()
    assert {each["granted"] for each in found["recusals"]} == {True}
    assert {each["kind"] for each in found["timeline"]} >= {"apply_recusal", "recusal_granted"}
