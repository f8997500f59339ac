"""The chain a province defined, at the doors: step by step, returned, passed over, stood in for, races told."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.investigation.models import Proposal
from shared.contracts.terms import Role
from tests.investigation.builders import fields_for
from tests.investigation.test_api import FINDING
from tests.investigation.test_heads import away
from tests.investigation.test_views import Browser, sound

TERMS = {"policy": "2026-3/330000/1", "approval_chain": "section-division-head"}
APPROVAL = {"decision": "approve"}


@pytest.fixture
def people(seat: Any) -> dict[str, Any]:
    """The head gave two offices."""
    found = {name: seat(name, name=f"{name}某") for name in ("anna", "sara", "dora", "xena")}
    found["head"] = seat("head", Role.HEAD, name="李局长")
    head = Browser(found["head"])
    for office, name in (("section", "sara"), ("division", "dora")):
        page = head.get("/investigation/offices")
        assert head.post("/investigation/offices", page, office=office, username=name).status_code == 303
    return found


@pytest.fixture
def proposed(opened: Any, people: dict[str, Any]) -> str:
    case = opened(terms=TERMS)
    people["anna"].post(f"/cases/{case}/claim")
    people["anna"].change(case, "findings", FINDING)
    propose(people["anna"], case)
    return str(case)


def propose(seat: Any, case: str) -> Any:
    return seat.change(case, "outcomes", {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]})


def states(document: Any) -> list[str]:
    return [each["state"] for each in document["proposal"]["steps"]]


def refused(seat: Any, case: str) -> str:
    version = seat.get(f"/cases/{case}").get_json()["version"]
    return str(seat.post(f"/cases/{case}/approval", APPROVAL, version).get_json()["type"]).rsplit("/", 1)[-1]


def test_a_proposal_goes_by_each_office_and_the_head_issues_the_document(
    proposed: str, people: dict[str, Any]
) -> None:
    assert refused(people["head"], proposed).endswith("step_before")
    assert refused(people["dora"], proposed).endswith("role")

    after = people["sara"].change(proposed, "approval", APPROVAL)
    assert (after["state"], states(after), after["documents"]) == (
        "proposed", ["passed", "waiting", "later"], [],
    )  # fmt: skip
    assert refused(people["sara"], proposed).endswith("role")
    people["dora"].change(proposed, "approval", APPROVAL)
    done = people["head"].change(proposed, "approval", APPROVAL)

    order = ["section", "division", "head"]  # the clock of these tests stands still
    taken = sorted(done["approvals"], key=lambda each: order.index(each["office"]))
    assert [(each["office"], each["decision"], each["by"]) for each in taken] == [
        ("section", "endorse", "sara某"), ("division", "endorse", "dora某"), ("head", "approve", "李局长"),
    ]  # fmt: skip
    assert done["documents"][0]["by"] == "李局长"
    titles = {each["title"] for each in done["timeline"]}
    assert {"处理建议已转下一环节：科长", "处理建议已转下一环节：处长"} <= titles


def test_a_step_returns_it_and_the_next_version_begins_anew(proposed: str, people: dict[str, Any]) -> None:
    people["sara"].change(proposed, "approval", APPROVAL)
    back = people["dora"].change(proposed, "approval", {"decision": "return", "reason": "理由不足"})
    [returned] = [each["office"] for each in back["approvals"] if each["decision"] == "return"]
    assert (back["state"], returned) == ("investigating", "division")

    again = propose(people["anna"], proposed)

    assert states(again) == ["waiting", "later", "later"]
    people["sara"].change(proposed, "approval", APPROVAL)


def test_whoever_investigated_is_passed_over(opened: Any, people: dict[str, Any]) -> None:
    case = opened(terms=TERMS)
    people["sara"].post(f"/cases/{case}/claim")
    people["sara"].change(case, "findings", FINDING)
    document = propose(people["sara"], case)

    assert states(document) == ["skipped", "waiting", "later"]
    assert refused(people["sara"], case).endswith("role")


def test_who_stands_in_takes_the_step_and_no_more(proposed: str, people: dict[str, Any], time: Any) -> None:
    assert away(Browser(people["sara"]), "xena").status_code == 303
    assert refused(people["sara"], proposed).endswith("role")

    after = people["xena"].change(proposed, "approval", APPROVAL)

    assert after["approvals"][0]["by"] == "xena某（代sara某）"
    assert refused(people["xena"], proposed).endswith("role"), "a deputy of an office is no head"
    people["dora"].change(proposed, "approval", APPROVAL)
    assert people["head"].change(proposed, "approval", APPROVAL)["concluded_at"]


def test_only_who_decides_may_be_missed(people: dict[str, Any]) -> None:
    assert away(Browser(people["xena"]), "anna").status_code == 403


def test_without_holders_the_head_decides_at_once(proposed: str, people: dict[str, Any]) -> None:
    head = Browser(people["head"])
    while 'action="/investigation/offices/' in (page := head.get("/investigation/offices")):
        ending = page.split('action="/investigation/offices/')[1].split('"')[0]
        assert head.post(f"/investigation/offices/{ending}", page).status_code == 303

    assert states(people["head"].get(f"/cases/{proposed}").get_json()) == ["skipped", "skipped", "waiting"]
    assert people["head"].change(proposed, "approval", APPROVAL)["concluded_at"]


def test_a_proposal_keeps_the_chain_of_its_time(opened: Any, people: dict[str, Any], works: Any) -> None:
    case = opened(terms={"policy": "1"})
    people["anna"].post(f"/cases/{case}/claim")
    people["anna"].change(case, "findings", FINDING)
    propose(people["anna"], case)

    with works.reading() as session:
        assert session.scalars(select(Proposal)).one().chain == "head"
    assert people["head"].change(case, "approval", APPROVAL)["concluded_at"]


@pytest.mark.parametrize(
    ("office", "username"),
    [("section", "head"), ("section", "sara"), ("mayor", "xena"), ("section", "nobody")],
)
def test_an_office_is_given_to_a_colleague_who_holds_none_and_is_no_head(
    people: dict[str, Any], office: str, username: str
) -> None:
    head = Browser(people["head"])
    page = head.get("/investigation/offices")

    assert head.post("/investigation/offices", page, office=office, username=username).status_code == 422


def test_only_a_head_gives_offices(people: dict[str, Any]) -> None:
    anna = Browser(people["anna"])
    page = anna.get("/investigation/offices")

    sound(page)
    assert '<form method="post" action="/investigation/offices"' not in page
    page = anna.get("/investigation/absences")
    token = Browser(people["head"]).get("/investigation/offices")
    assert anna.post("/investigation/offices", token, office="section", username="xena").status_code == 403


def test_offices_are_given_and_ended_at_the_json_door(people: dict[str, Any], seat: Any) -> None:
    head, elsewhere = people["head"], seat("far", Role.HEAD, home="SUP-330110")
    items = {each["username"]: each for each in people["anna"].get("/offices").get_json()["items"]}
    assert {name: (each["office"], each["by"]) for name, each in items.items()} == {
        "sara": ("section", "李局长"), "dora": ("division", "李局长"),
    }  # fmt: skip
    assert elsewhere.get("/offices").get_json()["items"] == []
    wanted = {"office": "section", "username": "sara"}
    assert head.post("/offices", wanted).get_json()["errors"][0]["code"] == "holds_an_office"
    assert people["anna"].post("/offices", wanted | {"username": "xena"}).status_code == 403
    ending = f"/offices/{items['sara']['id']}/ending"
    assert elsewhere.post(ending).status_code == 422
    assert [each["office"] for each in head.post(ending).get_json()["items"]] == ["division"]
    assert head.post(ending).get_json()["errors"][0]["code"] == "unknown_office"


def test_the_pages_show_who_has_it_now(proposed: str, people: dict[str, Any]) -> None:
    page = Browser(people["sara"]).get(f"/investigation/cases/{proposed}", tab="outcome")
    sound(page)
    assert "转下一环节" in page
    assert "正在办理 · sara某" in page
    assert "awaits_approval" in people["sara"].get("/cases").get_json()["items"][0]["marks"]
    assert "awaits_approval" not in people["dora"].get("/cases").get_json()["items"][0]["marks"]
    sent = Browser(people["sara"]).post(
        f"/investigation/cases/{proposed}/approval", page, decision="approve", reason="", step="below"
    )
    assert sent.status_code == 303
    sound(Browser(people["head"]).get("/investigation/offices"))
    assert date.fromisoformat(people["head"].get(f"/cases/{proposed}").get_json()["due"])


def test_where_the_head_alone_decides_no_page_speaks_of_steps(opened: Any, people: dict[str, Any]) -> None:
    case = opened()
    people["anna"].post(f"/cases/{case}/claim")
    people["anna"].change(case, "findings", FINDING)
    propose(people["anna"], case)

    page = Browser(people["head"]).get(f"/investigation/cases/{case}", tab="outcome")
    assert "转下一环节" not in page
    assert "审批流程" not in page


def test_who_takes_a_step_reads_what_is_sealed_and_the_page_says_so(
    opened: Any, people: dict[str, Any]
) -> None:
    case, anna = str(opened(terms=TERMS)), people["anna"]
    reasons = "某甲的处分建议须写明依据。"
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    outcomes = {"outcomes": [{"code": code, "fields": fields_for(code)} for code in ("O2", "O9")]}
    anna.change(case, "outcomes", outcomes)
    people["sara"].change(case, "approval", {"decision": "return", "reason": reasons})
    reads = {name: reasons in people[name].get(f"/cases/{case}").get_data(as_text=True) for name in people}
    advice = fields_for("O9")["proposal"]
    told = {name: advice in people[name].get(f"/cases/{case}").get_data(as_text=True) for name in people}
    tabs = ("timeline", "outcome")
    address = f"/investigation/cases/{case}"
    pages = {name: "".join(Browser(people[name]).get(address, tab=tab) for tab in tabs) for name in people}

    assert reads == told == dict.fromkeys(people, True) | {"xena": False}
    for name, page in pages.items():
        assert (reasons in page) is reads[name], name
        assert ("该案处理建议的审签人员" in page) is not reads[name], name
    assert reasons not in Browser(people["xena"]).get(address, find="处分建议")
