"""The desk's pages, without scripts: forms that go through, and forms that come back with what was typed."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask

from services.investigation.domain.records import RecordKind
from shared.contracts.terms import Role
from tests import sampled
from tests.investigation.builders import fields_for, record_fields, respondent
from tests.investigation.conftest import Seat
from tests.investigation.test_api import FINDING

OPINION = {"outcomes": [{"code": "O2", "fields": fields_for("O2")}]}
TABS = ("timeline", "matters", "work", "people", "outcome", "documents", "messages", "closing")


class Browser:
    """One signed-in account at the pages."""

    def __init__(self, seat: Seat) -> None:
        self.client, self.cookie = seat.client, seat.headers["Authorization"].removeprefix("Bearer ")

    def get(self, path: str, **query: Any) -> str:
        answer = self._ask("GET", path, query_string=query)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return str(answer.get_data(as_text=True))

    def post(self, path: str, page: str, **form: Any) -> Any:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        version = re.search(r'name="version" value="(\d+)"', page)
        sent = {"csrf_token": token[1] if token else "", "version": version[1] if version else ""}
        return self._ask("POST", path, data=sent | form)

    def _ask(self, method: str, path: str, **rest: Any) -> Any:
        self.client.set_cookie("jiandu_staff", self.cookie)
        return self.client.open(path, method=method, **rest)


@pytest.fixture
def browser(seat: Any) -> Callable[..., Browser]:
    return lambda *who, **said: Browser(seat(*who, **said))


class Outline(HTMLParser):
    """Headings and ids of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ones, self.ids = 0, []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ones += tag == "h1"
        self.ids += [given["id"]] if given.get("id") else []
        assert "style" not in given
        assert not any(name.startswith("on") for name in given)


def sound(page: str) -> None:
    outline = Outline(page)
    assert outline.ones == 1
    assert len(outline.ids) == len(set(outline.ids)), sorted(
        each for each in outline.ids if outline.ids.count(each) > 1
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_stands_in_every_state(opened: Any, seat: Any, browser: Any, language: str) -> None:
    """In each state every third tab to one of them, other ones to the other."""
    anna, head = browser("anna"), browser("head", Role.HEAD)
    case = opened()
    steps: list[Callable[[], Any]] = [
        lambda: seat("anna").post(f"/cases/{case}/claim"),
        lambda: seat("anna").change(case, "findings", FINDING),
        lambda: seat("anna").change(case, "outcomes", OPINION),
        lambda: seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"}),
        lambda: seat("anna").change(case, "rectification", {"status": "reported", "text": "已整改"}),
        lambda: seat("anna").change(case, "rectification", {"status": "confirmed", "text": "已核对"}),
    ]
    for state, step in enumerate([lambda: None, *steps]):
        step()
        for turn, who in enumerate((anna, head), state):
            sound(who.get("/investigation/", lang=language))
            for tab in sampled.dealt(TABS, turn, 3):
                sound(who.get(f"/investigation/cases/{case}", tab=tab, lang=language))


def test_a_case_goes_through_by_forms_alone(opened: Any, browser: Any) -> None:
    case = opened()
    anna, head = browser("anna"), browser("head", Role.HEAD)
    url = f"/investigation/cases/{case}"

    assert anna.post(f"{url}/claim", anna.get(url)).status_code == 303
    found = {**FINDING, "serious": ""}
    assert anna.post(f"{url}/findings", anna.get(url, tab="matters"), **found).status_code == 303
    fields = {f"O2-{name}": text for name, text in fields_for("O2").items()}
    day = {"O2-carry_out_by_year": "2027", "O2-carry_out_by_month": "1", "O2-carry_out_by_day": "5"}
    page = anna.get(url, tab="outcome")
    assert anna.post(f"{url}/outcomes", page, outcomes="O2", **fields, **day).status_code == 303
    page = head.get(url, tab="outcome")
    assert "拟答复投诉举报人的内容" in page
    assert head.post(f"{url}/approval", page, decision="approve", reason="").status_code == 303
    page = anna.get(url, tab="closing")
    assert anna.post(f"{url}/rectification", page, status="reported", text="已整改").status_code == 303
    page = anna.get(url, tab="closing")
    assert anna.post(f"{url}/rectification", page, status="confirmed", text="已核对").status_code == 303
    checks = dict.fromkeys(
        ("facts_clear", "evidence_solid", "procedure_lawful", "nature_accurate", "handling_proper",
         "formalities_complete"), "卷宗第1页",
    )  # fmt: skip
    assert anna.post(f"{url}/closure", anna.get(url, tab="closing"), **checks).status_code == 303
    assert "已办结" in anna.get(url)


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_do(opened: Any, browser: Any) -> None:
    case = opened()
    anna = browser("anna")
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    anna.post(f"{url}/findings", anna.get(url, tab="matters"), **{**FINDING, "serious": ""})

    answer = anna.post(
        f"{url}/outcomes", anna.get(url, tab="outcome"), **{
            "outcomes": "O2", "O2-unit": "西湖区应急管理局执法大队", "O2-carry_out_by_year": "2027",
            "O2-carry_out_by_month": "2", "O2-carry_out_by_day": "30",
        },
    )  # fmt: skip

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="西湖区应急管理局执法大队"' in page
    assert 'href="#O2-basis"' in page
    assert "请填写正确的日期" in page
    assert 'value="30"' in page
    assert page.count("投诉人将看到此处内容") == 2, "of what is not accepted: why, and what else is open"
    assert page.count("收文单位可以看到此处内容") == 6
    sound(page)


def test_a_button_leads_to_a_form_that_is_open(opened: Any, browser: Any) -> None:
    case, anna = opened(), browser("anna")
    browser("bert").get("/investigation/")
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    offered = dict(re.findall(r"tab=(\w+)&amp;open=(\w+)", anna.get(url)))

    def unfolded(**asked: str) -> int:
        return len(re.findall(r"<details[^>]* open", anna.get(url, **asked)))

    assert set(re.findall(r"open=(\w+)", anna.get(url))) == {"assign", "hand_over", "release", "extension"}
    for tab, form in offered.items():
        assert unfolded(tab=tab, open=form) == unfolded(tab=tab) + 1
    assert re.search(r'value="lead"[^>]* checked', anna.get(url, open="hand_over"))


def test_a_refused_finding_has_no_nature_that_nobody_chose(opened: Any, browser: Any) -> None:
    case, anna = opened(), browser("anna")
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    typed = {"allegation": FINDING["allegation"], "finding": "substantiated", "facts": "", "reasons": ""}
    refused = anna.post(f"{url}/findings", anna.get(url, tab="matters"), **typed)
    page = refused.get_data(as_text=True)

    assert refused.status_code == 422
    assert not re.search(r'name="nature"[^>]* checked', page)
    assert re.search(r'name="finding"[^>]* checked', page)


def test_a_form_of_an_older_version_is_not_lost(opened: Any, browser: Any) -> None:
    case = opened()
    anna, bert = browser("anna"), browser("bert")
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))
    old = anna.get(url, tab="matters")
    anna.post(f"{url}/findings", old, **{**FINDING, "serious": ""})

    answer = anna.post(f"{url}/findings", old, **{**FINDING, "serious": "", "facts": "后写的事实"})

    assert answer.status_code == 412
    assert "后写的事实" in answer.get_data(as_text=True)
    assert "您本人在另一窗口更新了本案" in answer.get_data(as_text=True)
    assert "他人更新" not in answer.get_data(as_text=True)
    assert bert.post(f"{url}/claim", bert.get(url)).status_code == 409


def test_the_form_lists_what_the_findings_call_for_first_and_what_is_not_open_last(
    opened: Any, seat: Any, browser: Any
) -> None:
    case = opened()
    anna = seat("anna")
    anna.post(f"/cases/{case}/claim")
    nothing = FINDING | {"finding": "unfounded", "nature": None, "serious": False}
    anna.change(case, "findings", nothing)

    page = browser("anna").get(f"/investigation/cases/{case}", tab="outcome")
    boxes = re.findall(r'<input[^>]*name="outcomes"[^>]*>', page)
    listed = [(re.search(r'value="(O\d+)"', each)[1], " disabled" in each) for each in boxes]  # type: ignore[index]

    assert listed[0] == ("O12", False)
    assert dict(listed)["O2"] is True
    assert [closed for _, closed in listed] == sorted(closed for _, closed in listed)
    assert "不可选，原因：没有与此处理结果相应的认定。" in page


def test_a_closed_action_says_why(opened: Any, seat: Any, browser: Any) -> None:
    case = opened()
    anna = seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})

    page = browser("anna").get(f"/investigation/cases/{case}", tab="outcome")

    assert "须由未回避的负责人办理" in page
    assert "第十四条第二款" in page


def test_service_is_offered_once_there_is_a_document_to_serve(opened: Any, seat: Any, browser: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": seat("bert").token.username})
    before = browser("anna").get(f"/investigation/cases/{case}")
    anna.change(case, "evidence-requests", {"fields": record_fields(RecordKind.EVIDENCE_REQUEST)})

    assert "记录文书送达" not in before
    assert "记录文书送达" in browser("anna").get(f"/investigation/cases/{case}")


def test_corrections_are_no_step_where_no_unit_owes_any(opened: Any, seat: Any, browser: Any) -> None:
    case = opened()
    seat("anna").post(f"/cases/{case}/claim")
    now, _, later = browser("anna").get(f"/investigation/cases/{case}").partition("其他阶段的操作")

    for label in ("登记整改报告", "确认整改", "为被监督单位生成链接", "录入被监督单位的申请"):
        assert label not in now
        assert label in later


def _proposed_by_anna(opened: Any, seat: Any) -> Any:
    case = opened()
    anna = seat("anna")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "findings", FINDING)
    return anna.change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})


def test_one_reason_is_given_why_neither_approval_nor_return_is_theirs(
    opened: Any, seat: Any, browser: Any
) -> None:
    after = _proposed_by_anna(opened, seat)
    page = browser("anna").get(f"/investigation/cases/{after['id']}", tab="outcome")

    assert after["may"]["approve"]["code"] != after["may"]["return"]["code"], "each answers for itself"
    assert after["may"]["approve"]["text"] in page
    assert after["may"]["return"]["text"] not in page


def test_who_proposed_is_told_which_heads_can_decide(opened: Any, seat: Any, browser: Any) -> None:
    seat("head", Role.HEAD, name="李局长")
    after = _proposed_by_anna(opened, seat)
    page = browser("anna").get(f"/investigation/cases/{after['id']}", tab="outcome")

    assert after["proposal"]["steps"][0]["able"] == ["李局长"]
    assert "可作决定的负责人：李局长" in page


def test_a_case_with_64_respondents_stays_small(opened: Any, browser: Any) -> None:
    many = [
        {"id": str(number), "respondent": respondent(name=f"执法员{number}"), "categories": ["C4.1"]}
        for number in range(1, 65)
    ]
    case = opened(allegations=many)
    anna = browser("anna")
    url = f"/investigation/cases/{case}"
    anna.post(f"{url}/claim", anna.get(url))

    page = anna.get(url, tab="matters", allegation="64")
    assert page.count("<textarea") == page.count('name="facts"') * 3 + page.count('name="reason"')
    assert 'name="allegation" value="64"' in page
    assert len(page) < 150_000


def test_the_queue_is_filtered_and_searched(opened: Any, browser: Any, seat: Any) -> None:
    mine, other = opened(), opened()
    seat("anna").post(f"/cases/{mine}/claim")
    anna = browser("anna")

    assert mine in anna.get("/investigation/", view="mine")
    assert other not in anna.get("/investigation/", view="mine")
    assert other in anna.get("/investigation/", view="new")
    assert "没有案件" in anna.get("/investigation/", q="ZZZ")


def test_a_stranger_gets_a_plain_404(opened: Any, browser: Any) -> None:
    stranger = browser("x", home="SUP-330110")

    answer = stranger._ask("GET", f"/investigation/cases/{opened()}")
    assert answer.status_code == 404


def test_a_form_without_its_protection_is_refused(opened: Any, browser: Any, app: Flask) -> None:
    assert app.config.get("WTF_CSRF_ENABLED", True)
    answer = browser("anna").post(f"/investigation/cases/{opened()}/claim", "")

    assert answer.status_code == 400
