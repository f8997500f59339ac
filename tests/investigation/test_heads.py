"""What a head reads of a second version, and who decides while a head is away."""

from typing import Any

import pytest

from services.investigation.domain import changes
from shared.contracts.terms import Role
from tests.investigation.builders import fields_for
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser, sound


@pytest.fixture
def proposed(opened: Any, seat: Any) -> str:
    case = opened()
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "findings", FINDING)
    outcome = {"code": "O2", "fields": fields_for("O2", manner="书面报告")}
    seat("anna").change(case, "outcomes", {"outcomes": [outcome]})
    return str(case)


def test_a_second_version_shows_what_changed_and_nothing_else(proposed: str, seat: Any) -> None:
    head = seat("head", Role.HEAD)
    head.change(proposed, "approval", {"decision": "return", "reason": "方式不清"})
    seat("anna").change(proposed, "findings", FINDING | {"reasons": "违反法定程序规定"})
    outcomes = [
        {"code": "O2", "fields": fields_for("O2", manner="三日内书面报告")},
        {"code": "O1", "fields": fields_for("O1")},
    ]
    made = seat("anna").change(proposed, "outcomes", {"outcomes": outcomes})["proposal"]["changes"]

    assert [(each["of"], each["name"]) for each in made][:2] == [("1", "reasons"), ("O2", "manner")]
    assert {each["of"] for each in made[2:]} == {"O1"}
    assert all(each["before"] is None for each in made[2:])
    page = Browser(head).get(f"/investigation/cases/{proposed}", tab="outcome")
    sound(page)
    assert "三日内</ins>书面报告" in page


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "新"), ("旧", ""), ("三日内报告", "五日内书面报告"), ("同", "同"), ("长" * 5000, "短")],
)
def test_marks_hold_both_texts(before: str, after: str) -> None:
    found = changes.marks(before, after)

    assert "".join(text for kind, text in found if kind != changes.NEW) == before
    assert "".join(text for kind, text in found if kind != changes.GONE) == after


def away(head: Browser, deputy: str, last: tuple[str, str, str] = ("2026", "11", "25")) -> Any:
    days = {"first": ("2026", "11", "23"), "last": last}
    parts = ("year", "month", "day")
    sent = {
        f"{name}_{part}": value for name, day in days.items() for part, value in zip(parts, day, strict=True)
    }
    return head.post("/investigation/absences", head.get("/investigation/absences"), deputy=deputy, **sent)


@pytest.mark.parametrize(("deputy", "told"), [("dora", "期间由代行人审批"), ("", "没有代行人")])
def test_who_goes_away_is_told_who_decides_meanwhile(seat: Any, deputy: str, told: str) -> None:
    head, _ = Browser(seat("head", Role.HEAD)), seat("dora")
    away(head, deputy)

    assert told in head.get("/investigation/absences")


def test_a_deputy_decides_on_the_days_said_but_not_on_their_own_work(
    proposed: str, seat: Any, time: Any
) -> None:
    head, dora = Browser(seat("head", Role.HEAD, name="李局长")), seat("dora", name="陈某")
    approval = {"decision": "approve"}
    version = dora.get(f"/cases/{proposed}").get_json()["version"]
    assert dora.post(f"/cases/{proposed}/approval", approval, version).status_code == 403
    assert away(head, "head").status_code == 422
    assert away(head, "anna").status_code == 303
    refused = seat("anna").post(f"/cases/{proposed}/approval", approval, version)
    assert refused.get_json()["type"].endswith("own_proposal")
    assert away(head, "dora").status_code == 422  # two deputies at once
    back(head)
    assert away(head, "dora").status_code == 303
    assert "李局长" in Browser(dora).get("/investigation/")
    sound(Browser(dora).get("/investigation/absences"))
    assert "您今天代行李局长的职责" in Browser(dora).get(f"/investigation/cases/{proposed}", tab="outcome")
    decided = dora.change(proposed, "approval", approval)

    assert decided["approvals"][0]["by"] == "陈某（代李局长）"
    assert {each["by"] for each in decided["documents"]} == {"陈某（代李局长）"}
    time.pass_days(3)
    may = seat("dora", name="陈某").get(f"/cases/{proposed}").get_json()["may"]
    assert may["decide_request"]["code"] == "role"


def test_every_letter_of_a_deputy_says_for_whom(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    away(Browser(seat("head", Role.HEAD, name="李局长")), seat("dora", name="陈某").token.username)
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "extensions", {"days": 10, "reason": "证人出差"})
    asked = {"username": seat("emil").token.username, "side": "unit", "tie": "kin", "reason": "亲属"}
    kept = anna.change(case, "recusals", asked)
    dora = seat("dora", name="陈某")
    dora.change(case, "extensions/decision", {"decision": "grant", "reason": "需核对录像"})
    decided = {"decision": "refuse", "reason": "并无亲属关系"}
    made = dora.change(case, f"recusals/{kept['recusals'][0]['id']}/decision", decided)

    assert {each["kind"]: each["by"] for each in made["documents"]} == dict.fromkeys(
        ("extension", "recusal"), "陈某（代李局长）"
    )


def test_where_nobody_stands_in_the_case_goes_up(proposed: str, seat: Any, said: Any) -> None:
    head, anna = Browser(seat("head", Role.HEAD)), seat("anna")
    assert anna.get(f"/cases/{proposed}").get_json()["may"]["pass_up"]["code"] == "role"
    assert away(head, "").status_code == 303
    seat("bert")  # the second of a pair that is left
    waits = anna.get(f"/cases/{proposed}").get_json()["may"]["pass_up"]
    assert (waits["code"], "2026年11月26日" in waits["text"]) == ("head_comes_back", True)
    back(head)
    assert away(head, "", ("2027", "2", "1")).status_code == 303  # past the term
    assert anna.change(proposed, "passing-up", {"reason": "负责人不在岗"})["state"] == "passed_up"


def back(head: Browser) -> str:
    page = head.get("/investigation/absences")
    absence = page.split("/investigation/absences/")[1].split("/ending")[0]
    assert head.post(f"/investigation/absences/{absence}/ending", page).status_code == 303
    return str(absence)


def test_who_is_entered_as_absent_decides_nothing_until_they_say_that_they_are_back(
    proposed: str, seat: Any
) -> None:
    head, dora = seat("head", Role.HEAD, name="李局长"), seat("dora")
    away(Browser(head), "dora")
    version = head.get(f"/cases/{proposed}").get_json()["version"]
    refused = head.post(f"/cases/{proposed}/approval", {"decision": "approve"}, version)
    assert (refused.status_code, refused.get_json()["type"]) == (403, "urn:jiandu:problem:entered_as_absent")
    assert "2026" in refused.get_json()["detail"]
    for page in (f"/investigation/cases/{proposed}", "/investigation/", "/investigation/own"):
        shown = Browser(head).get(page)
        sound(shown)
        assert 'href="/investigation/absences">说明已返岗' in shown
    assert 'action="/investigation/own"' not in Browser(head).get("/investigation/own")
    assert dora.get(f"/cases/{proposed}").get_json()["may"]["approve"]["open"]

    back(Browser(head))
    assert 'action="/investigation/own"' in Browser(head).get("/investigation/own")
    assert head.change(proposed, "approval", {"decision": "approve"})["approvals"][0]["by"] == "李局长"
    assert dora.get(f"/cases/{proposed}").get_json()["may"]["approve"]["code"] == "role"


OFFICE = {"office": "section", "username": "sara"}


def test_what_a_head_decides_besides_the_steps_of_a_case_is_the_deputys_too(seat: Any, enrol: Any) -> None:
    head, dora = seat("head", Role.HEAD), seat("dora")
    enrol("sara")
    for door in ("/late-cases", "/recusals"):
        assert (head.get(door).status_code, dora.get(door).status_code) == (200, 403)
    for page in ("/investigation/late", "/investigation/recusals"):
        assert Browser(dora)._ask("GET", page).status_code == 403
    assert dora.post("/offices", OFFICE).status_code == 403
    away(Browser(head), "dora")

    refused = head.post("/offices", OFFICE)
    assert refused.get_json()["type"].endswith("entered_as_absent")
    for door in ("/late-cases", "/recusals"):
        assert (head.get(door).status_code, dora.get(door).status_code) == (200, 200)
    for page in ("/investigation/late", "/investigation/recusals", "/investigation/offices"):
        sound(Browser(dora).get(page))
        assert "说明已返岗" in Browser(head).get(page)
    given = dora.post("/offices", OFFICE)
    assert given.status_code == 201
    ending = f"/offices/{given.get_json()['items'][0]['id']}/ending"
    assert head.post(ending).get_json()["type"].endswith("entered_as_absent")
    assert dora.post(ending).status_code == 200


def test_a_head_comes_back_earlier(proposed: str, seat: Any) -> None:
    head = Browser(seat("head", Role.HEAD))
    away(head, "anna")
    absence, page = back(head), head.get("/investigation/absences")

    assert head.post(f"/investigation/absences/{absence}/ending", page).status_code == 404
    assert seat("anna").get(f"/cases/{proposed}").get_json()["may"]["approve"]["code"] == "role"
