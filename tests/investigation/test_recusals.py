"""Who withdraws, who decides it, and when a case goes to the body above."""

from datetime import date
from typing import Any

import pytest

from services.investigation.domain.opening import case_id
from services.investigation.domain.records import RecordKind
from shared.contracts.events import CasePassedUp
from shared.contracts.terms import Role
from tests.investigation.builders import accepted, fields_for, record_fields
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser

ABOVE = "SUP-330100"
OF_ANNA = {"username": "anna", "side": "unit", "tie": "worked_there", "reason": "两年前在该中队任职。"}
OBJECTION = {"proposed": "杭州市余杭区", "basis": "该人员编制在余杭区。"}
GRANT = {"decision": "grant", "reason": "情况属实。"}


@pytest.fixture
def case(opened: Any, seat: Any) -> str:
    """A case that anna leads, with bert beside; carl and dora could take it as well."""
    found = opened()
    for name in ("bert", "carl", "dora"):
        seat(name)
    seat("head", Role.HEAD)
    seat("anna").post(f"/cases/{found}/claim")
    seat("anna").change(found, "assignment", {"username": "bert"})
    seat("bert").post(f"/cases/{found}/declaration")
    return str(found)


def test_whom_an_act_names_as_its_legal_reviewer_does_not_judge_it(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    head, other = seat("head", Role.HEAD, name="李局长"), seat("other", Role.HEAD, name="周局长")
    anna.post(f"/cases/{case}/claim")
    act = record_fields(RecordKind.CHALLENGED_ACT, reviewed_by="法规科（李局长签发）")
    kept = anna.change(case, "challenged-acts", {"fields": act})
    (asked,) = kept["recusals"]
    assert (asked["name"], asked["tie"], asked["granted"]) == ("李局长", "legal_reviewer", None)
    assert len(anna.change(case, "challenged-acts", {"fields": act})["recusals"]) == 1, "once for a person"
    anna.change(case, "findings", FINDING)
    version = anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})[
        "version"
    ]
    for decision in ("approve", "return"):
        refused = head.post(f"/cases/{case}/approval", {"decision": decision, "reason": "阅"}, version)
        assert refused.status_code == 403
        assert refused.get_json()["type"].endswith("reviewed_the_act")

    assert other.change(case, "approval", {"decision": "approve"})["state"] == "concluded"


def test_the_work_goes_on_until_the_head_grants_it_then_the_second_leads(case: str, seat: Any) -> None:
    asked = seat("bert").change(case, "recusals", OF_ANNA)
    assert asked["team"][0]["name"] == "anna"
    recusal = asked["recusals"][0]["id"]
    after = seat("head", Role.HEAD).change(case, f"recusals/{recusal}/decision", GRANT)

    assert [(each["name"], each["part"]) for each in after["team"]] == [("bert", "lead")]
    assert seat("anna").get(f"/cases/{case}").status_code == 404
    assert seat("anna").get("/cases").get_json()["items"] == []


def test_what_one_reports_of_oneself_takes_effect_at_once(case: str, seat: Any) -> None:
    own = OF_ANNA | {"username": "bert", "side": "self", "tie": "kin"}
    version = seat("bert").get(f"/cases/{case}").get_json()["version"]
    answer = seat("bert").post(f"/cases/{case}/recusals", own, version)

    assert (answer.status_code, answer.data) == (204, b"")
    assert "ETag" not in answer.headers
    assert seat("bert").get(f"/cases/{case}").status_code == 404
    assert [each["name"] for each in seat("anna").get(f"/cases/{case}").get_json()["team"]] == ["anna"]


def test_with_nobody_left_on_the_team_the_case_waits_in_the_queue_again(case: str, seat: Any) -> None:
    for name in ("bert", "anna"):
        seat(name).change(case, "recusals", OF_ANNA | {"username": name, "side": "self"})

    found = seat("carl").get(f"/cases/{case}").get_json()
    assert (found["state"], found["team"]) == ("queued", [])
    assert found["may"]["claim"]["open"]


def test_a_refused_application_changes_nothing(case: str, seat: Any) -> None:
    recusal = seat("bert").change(case, "recusals", OF_ANNA)["recusals"][0]["id"]
    head = seat("head", Role.HEAD)
    after = head.change(case, f"recusals/{recusal}/decision", {"decision": "refuse", "reason": "已满三年。"})

    assert after["team"][0]["name"] == "anna"
    assert seat("anna").get(f"/cases/{case}").status_code == 200
    again = head.post(f"/cases/{case}/recusals/{recusal}/decision", GRANT, after["version"])
    assert again.status_code == 409


REFUSE = {"decision": "refuse", "reason": "已满三年。"}


@pytest.mark.parametrize("side", ["complainant", "unit", "others"])
def test_what_was_refused_is_not_asked_again_in_other_words(case: str, seat: Any, side: str) -> None:
    bert, head = seat("bert"), seat("head", Role.HEAD)
    asked = OF_ANNA | {"side": side}
    recusal = bert.change(case, "recusals", asked)["recusals"][0]["id"]
    after = head.change(case, f"recusals/{recusal}/decision", REFUSE)

    for words in (asked, asked | {"reason": "该员确曾在该中队任职。"}, asked | {"side": "others"}):
        again = bert.post(f"/cases/{case}/recusals", words, after["version"])
        assert again.status_code == 409
        assert again.get_json()["type"].endswith("recusal_refused")
    browser, address = Browser(bert), f"/investigation/cases/{case}"
    page = browser.get(address, tab="people")
    assert "不再重复决定" in browser.post(f"{address}/recusals", page, **asked).get_data(as_text=True)
    other = bert.change(case, "recusals", asked | {"tie": "kin", "reason": "系其内弟"})
    assert [each["granted"] for each in other["recusals"]] == [False, None]


def test_who_learnt_what_is_new_is_heard_again(case: str, seat: Any) -> None:
    bert, head = seat("bert"), seat("head", Role.HEAD)
    recusal = bert.change(case, "recusals", OF_ANNA)["recusals"][0]["id"]
    after = head.change(case, f"recusals/{recusal}/decision", REFUSE)
    same = OF_ANNA | {"new": OF_ANNA["reason"]}
    again = bert.post(f"/cases/{case}/recusals", same, after["version"])
    assert (again.status_code, again.get_json()["type"].rpartition(":")[2]) == (409, "recusal_nothing_new")
    browser, address = Browser(bert), f"/investigation/cases/{case}"
    page = browser.get(address, tab="people")
    assert 'name="new"' in page
    sent = OF_ANNA | {"new": "任免文件显示其去年仍在该中队任职。"}
    assert browser.post(f"{address}/recusals", page, **sent).status_code == 303
    rows = bert.get(f"/cases/{case}").get_json()["recusals"]
    waits = {each["granted"]: each["reason"] for each in rows}
    assert set(waits) == {False, None}
    assert "新情况：任免文件" in waits[None]


def test_who_was_kept_on_the_case_may_still_say_so_themselves(case: str, seat: Any) -> None:
    recusal = seat("bert").change(case, "recusals", OF_ANNA)["recusals"][0]["id"]
    seat("head", Role.HEAD).change(case, f"recusals/{recusal}/decision", REFUSE)
    seat("anna").change(case, "recusals", OF_ANNA | {"side": "self"})

    assert seat("anna").get(f"/cases/{case}").status_code == 404


def test_nobody_reports_for_another_and_strangers_cannot_be_named(case: str, seat: Any) -> None:
    seat("triage", Role.TRIAGE)
    version = seat("anna").get(f"/cases/{case}").get_json()["version"]
    for body, pointer in (
        (OF_ANNA | {"side": "self", "username": "bert"}, "/side"),
        (OF_ANNA | {"username": "nobody"}, "/username"),
        (OF_ANNA | {"username": "triage"}, "/username"),
    ):
        answer = seat("anna").post(f"/cases/{case}/recusals", body, version)
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["pointer"] == pointer


def test_one_application_about_a_person_waits_at_a_time(case: str, seat: Any) -> None:
    asked = seat("bert").change(case, "recusals", OF_ANNA)

    twice = seat("bert").post(f"/cases/{case}/recusals", OF_ANNA, asked["version"])
    assert twice.status_code == 409
    assert twice.get_json()["type"].endswith("recusal_asked")


def test_when_no_pair_is_left_the_granted_recusal_sends_the_case_up(case: str, seat: Any, said: Any) -> None:
    for name in ("carl", "dora"):
        seat(name).change(case, "recusals", OF_ANNA | {"username": name, "side": "self"})
    recusal = seat("bert").change(case, "recusals", OF_ANNA)["recusals"][-1]["id"]
    after = seat("head", Role.HEAD).change(case, f"recusals/{recusal}/decision", GRANT)

    assert after["state"] == "passed_up"
    assert [(each.body, each.to_body) for each in said(CasePassedUp)] == [("SUP-330106", ABOVE)]
    still = {action for action, way in after["may"].items() if way["open"]}
    assert still == {"serve"}, "the decision on the recusal is handed over by whoever made it"


def test_a_head_gives_it_up_only_when_too_few_are_left(case: str, seat: Any, said: Any) -> None:
    head = seat("head", Role.HEAD)
    version = head.get(f"/cases/{case}").get_json()["version"]
    early = head.post(f"/cases/{case}/passing-up", {"reason": "人手紧张"}, version)
    assert early.status_code == 409
    for name in ("carl", "dora", "bert"):
        seat(name).change(case, "recusals", OF_ANNA | {"username": name, "side": "self"})

    assert head.change(case, "passing-up", {"reason": "仅余一人"})["state"] == "passed_up"
    assert len(said(CasePassedUp)) == 1


def test_a_case_given_by_hand_is_objected_to_once_and_comes_back_when_designated(
    hear: Any, seat: Any, said: Any
) -> None:
    given = accepted(given_by=ABOVE, object_by=date(2026, 11, 25))
    hear(given)
    case = str(case_id(given.complaint_id, given.body))
    head, path = seat("head", Role.HEAD), f"/cases/{case}/objection"
    version = head.get(f"/cases/{case}").get_json()["version"]

    own = head.post(path, OBJECTION | {"proposed": "330106"}, version)
    nowhere = head.post(path, OBJECTION | {"proposed": "月亮区"}, version)
    assert [own.status_code, nowhere.status_code] == [422, 422]
    browser, address = Browser(head), f"/investigation/cases/{case}"
    page = browser.get(address, tab="people")
    assert browser.post(f"{address}/objection", page, **OBJECTION | {"proposed": "月亮区"}).status_code == 422
    assert browser.post(f"{address}/objection", page, **OBJECTION).status_code == 303
    (told,) = said(CasePassedUp)
    assert told.proposed == "SUP-330110"

    hear(accepted(given.complaint_id, version=5))
    again = head.get(f"/cases/{case}").get_json()
    assert (again["state"], again["may"]["object"]["open"]) == ("queued", False)


def test_an_objection_is_no_way_out_otherwise(hear: Any, seat: Any, opened: Any) -> None:
    late = accepted(given_by=ABOVE, object_by=date(2026, 11, 20))
    hear(late)
    head = seat("head", Role.HEAD)

    for case, code in (
        (opened(), "not_given_by_hand"),
        (case_id(late.complaint_id, late.body), "objection_too_late"),
    ):
        version = head.get(f"/cases/{case}").get_json()["version"]
        answer = head.post(f"/cases/{case}/objection", OBJECTION, version)
        assert (answer.status_code, answer.get_json()["type"].rpartition(":")[2]) == (409, code)


def test_on_a_head_the_body_above_decides_and_sees_the_number_only(case: str, seat: Any, said: Any) -> None:
    own, above = seat("head", Role.HEAD), seat("chief", Role.HEAD, home=ABOVE)
    asked = seat("anna").change(case, "recusals", OF_ANNA | {"username": "head"})
    recusal = asked["recusals"][0]["id"]
    assert asked["recusals"][0]["decider"] == ABOVE
    mine = own.post(f"/cases/{case}/recusals/{recusal}/decision", GRANT, asked["version"])
    assert mine.status_code in (404, 409)
    assert own.get("/recusals").get_json()["items"] == []
    (row,) = above.get("/recusals").get_json()["items"]
    assert set(row) & {"statement", "facts", "allegations"} == set()
    assert above.get(f"/cases/{case}").status_code == 404
    assert above.post(f"/recusals/{recusal}/decision", GRANT).get_json()["items"] == []

    assert own.get(f"/cases/{case}").status_code == 404
    assert seat("anna").get(f"/cases/{case}").get_json()["state"] == "passed_up", "no head is left"
    assert len(said(CasePassedUp)) == 1
    assert above.post(f"/recusals/{recusal}/decision", GRANT).status_code == 409


def test_a_barred_head_above_is_not_asked(opened: Any, seat: Any) -> None:
    found = opened(barred=["PERSON-330100:周局长"])
    seat("head", Role.HEAD)
    seat("anna").post(f"/cases/{found}/claim")
    seat("anna").change(found, "recusals", OF_ANNA | {"username": "head"})

    assert seat("chief", Role.HEAD, home=ABOVE, name="周局长").get("/recusals").get_json()["items"] == []
    assert len(seat("deputy", Role.HEAD, home=ABOVE).get("/recusals").get_json()["items"]) == 1


def test_the_forms_go_through_and_come_back(case: str, seat: Any) -> None:
    bert, address = Browser(seat("bert")), f"/investigation/cases/{case}"
    page = bert.get(address, tab="people")
    assert bert.post(f"{address}/recusals", page, **OF_ANNA | {"reason": ""}).status_code == 422
    assert bert.post(f"{address}/recusals", page, **OF_ANNA).status_code == 303
    head = Browser(seat("head", Role.HEAD))
    recusal = seat("head", Role.HEAD).get(f"/cases/{case}").get_json()["recusals"][0]["id"]
    page = head.get(address, tab="people")
    refused = head.post(f"{address}/recusals/{recusal}/decision", page, recusal=recusal, decision="grant")
    assert refused.status_code == 422
    assert head.post(f"{address}/recusals/{recusal}/decision", page, **GRANT).status_code == 303
    page = bert.get(address, tab="people")
    own = OF_ANNA | {"username": "bert", "side": "self"}
    gone = bert.post(f"{address}/recusals", page, **own)
    assert (gone.status_code, gone.headers["Location"]) == (303, "/investigation/")


def test_the_page_of_heads_below_decides_too(case: str, seat: Any) -> None:
    seat("head", Role.HEAD)
    asked = seat("anna").change(case, "recusals", OF_ANNA | {"username": "head"})
    recusal, chief = asked["recusals"][0]["id"], Browser(seat("chief", Role.HEAD, home=ABOVE))
    page = chief.get("/investigation/recusals")
    where = f"/investigation/recusals/{recusal}/decision"
    assert asked["tracking_number"] in page
    assert chief.post(where, page, decision="grant", reason="").status_code == 422
    assert chief.post(where, page, **GRANT).status_code == 303


def test_a_proposal_returned_to_nobody_waits_in_the_queue(case: str, seat: Any) -> None:
    anna, head = seat("anna"), seat("head", Role.HEAD)
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    for name in ("bert", "anna"):
        seat(name).change(case, "recusals", OF_ANNA | {"username": name, "side": "self"})

    returned = head.change(case, "approval", {"decision": "return", "reason": "事实不清。"})

    assert (returned["state"], returned["team"], returned["returned"]) == ("queued", [], True)
    assert seat("carl").post(f"/cases/{case}/claim").get_json()["state"] == "investigating"
    again = seat("carl").change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})
    assert again["proposal"]["version"] == 2
