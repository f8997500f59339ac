"""Refused forms of the desk: each message says which field it means, in words of people instead of codes."""

import re
from typing import Any

import pytest

from services.investigation.domain.records import RecordKind
from shared.contracts.terms import Role
from tests.investigation.builders import record_fields
from tests.investigation.test_api import concluded
from tests.investigation.test_views import Browser

OF_A_CASE = [
    ("recusals", {}, ["应当回避的人员", "提出方", "回避事由", "理由"]),
    ("messages", {}, ["致投诉举报人的消息"]),
    ("assignment", {}, ["持证执法监督人员", "承担何种职责"]),
]
OF_A_CORRECTION = [
    ("rectification", {"form": "report", "status": "reported"}, ["被监督单位报告的内容及凭证"]),
    ("unit-requests", {"form": "enter"}, ["申请事项", "签署人", "被监督单位的理由"]),
    ("call-back", {"form": "call"}, ["方式", "投诉人的评价"]),
]
OF_THE_BODY = {"own": ["立案类型", "核查事项", "理由"], "absences": ["开始日期", "结束日期"]}


def refused(who: Browser, case: str, path: str, tab: str = "people", **form: str) -> list[str]:
    """What the summary of a refused form says, a line each."""
    url = f"/investigation/cases/{case}"
    answer = who.post(f"{url}/{path}", who.get(url, tab=tab), **form)
    assert answer.status_code == 422
    return summary(answer.get_data(as_text=True))


def summary(page: str) -> list[str]:
    listed = re.search(r'govuk-error-summary__list">(.*?)</ul>', page, re.DOTALL)
    assert listed
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<li>(.*?)</li>", listed[1])]


def told(lines: list[str], labels: list[str]) -> None:
    assert [line.partition("：")[0] for line in lines] == labels
    for line in lines:
        assert not re.search(r"[a-z]|2026", line), f"codes and ISO dates are for programs: {line}"


@pytest.mark.parametrize(("path", "form", "labels"), OF_A_CASE)
def test_an_empty_form_of_the_case_says_what_is_missing(
    path: str, form: dict[str, str], labels: list[str], opened: Any, seat: Any
) -> None:
    case = opened()
    seat("anna").post(f"/cases/{case}/claim")

    told(refused(Browser(seat("anna")), case, path, **form), labels)


@pytest.mark.parametrize(("path", "form", "labels"), OF_A_CORRECTION)
def test_an_empty_form_of_a_correction_says_what_is_missing(
    path: str, form: dict[str, str], labels: list[str], opened: Any, seat: Any
) -> None:
    case = opened()
    concluded(case, seat)
    item = seat("anna").get(f"/cases/{case}").get_json()["rectifications"][0]["id"]

    told(refused(Browser(seat("anna")), case, path, "closing", **{"item": item} | form), labels)


def test_service_that_nobody_filled_in_asks_for_a_day_and_a_way_in_words(opened: Any, seat: Any) -> None:
    case, anna, bert = opened(), seat("anna"), seat("bert")
    anna.post(f"/cases/{case}/claim")
    anna.change(case, "assignment", {"username": bert.token.username})
    kept = anna.change(case, "evidence-requests", {"fields": record_fields(RecordKind.EVIDENCE_REQUEST)})

    lines = refused(Browser(anna), case, "service-records", "documents", document=kept["documents"][0]["id"])

    told(lines, ["签收人", "方式", "日期"])


@pytest.mark.parametrize("path", ["own", "absences"])
def test_an_empty_form_of_the_body_says_what_is_missing(path: str, seat: Any) -> None:
    head = Browser(seat("head", Role.HEAD))
    url = f"/investigation/{path}"
    answer = head.post(url, head.get(url))

    assert answer.status_code == 422
    lines = summary(answer.get_data(as_text=True))
    told(lines, OF_THE_BODY[path])
