"""Notices on the follow page: with the name that only intake knows, for the holder of the receipt alone."""

import io
from typing import Any
from uuid import UUID, uuid4

import pytest
from docx import Document

from services.intake.handlers import HANDLERS
from shared.contracts.events import NoticeIssued
from shared.contracts.terms import Service
from shared.papers import Paper
from shared.work import SYSTEM
from tests.intake.conftest import Time, receipt, submit
from tests.intake.views.forms import get, post

NAME = "陈某某"
KEY = UUID(int=7)


def paper() -> dict[str, Any]:
    made = Paper("西湖区应急管理局", "西湖区应急执监受告〔2026〕1号", "受理告知书", "", (("一、反映事项", ("某事",)),),
                 "西湖区应急管理局", Time.now.date())  # fmt: skip
    return made.as_json()


def follow(client, answer: dict[str, Any]) -> None:
    typed = {"number": answer["tracking_number"], "code": answer["receipt_code"]}
    post(client, "/follow", get(client, "/follow"), **typed)


@pytest.fixture
def answer(client, works, said) -> dict[str, Any]:
    """A complaint under a hidden name, which was told that it is accepted; heard twice."""
    answer = submit(client, identity="confidential", complainant={"name": NAME, "phone": "13800001111"})
    known = {
        "complaint_id": said(Service.TRIAGE)[0].complaint_id,
        "tracking_number": answer["tracking_number"],
    }
    with works.begin(SYSTEM) as work:
        event = work.event(
            NoticeIssued, version=2, notice_id=KEY, notice="acceptance", paper=paper(), **known
        )
        HANDLERS[NoticeIssued](work, event)
    with works.begin(SYSTEM) as work:
        HANDLERS[NoticeIssued](work, event)
    return answer


def test_the_page_shows_it_and_gives_it_with_the_name(client, answer):
    follow(client, answer)
    page = get(client, "/follow")
    file = client.get(f"/follow/notices/{KEY}.docx")

    assert "西湖区应急执监受告〔2026〕1号" in page.text
    assert "某事" in page.text
    assert f"{NAME}：" in [one.text for one in Document(io.BytesIO(file.data)).paragraphs]
    assert client.get(f"/follow/notices/{KEY}.pdf").data.startswith(b"%PDF-")


def test_the_json_door_gives_its_words(client, answer):
    shown = client.get(f"/api/v1/complaints/{answer['tracking_number']}", headers=receipt(answer)).get_json()

    assert [(one["kind"], one["number"]) for one in shown["notices"]] == [
        ("acceptance", "西湖区应急执监受告〔2026〕1号")
    ]
    assert shown["notices"][0]["sections"] == [{"heading": "一、反映事项", "lines": ["某事"]}]


def test_nobody_else_gets_it(client, answer):
    unopened = client.get(f"/follow/notices/{KEY}.pdf")
    follow(client, submit(client))
    anothers = client.get(f"/follow/notices/{KEY}.pdf")
    follow(client, answer)
    unknown = client.get(f"/follow/notices/{uuid4()}.pdf")

    assert (unopened.status_code, anothers.status_code, unknown.status_code) == (404, 404, 404)


def test_without_a_name_it_is_addressed_to_the_complainant(client, works, answer, said):
    nameless = submit(client, identity="confidential", complainant={"phone": "13800001111"})
    known = {"complaint_id": said(Service.TRIAGE)[-1].complaint_id, "tracking_number": "T"}
    key = uuid4()
    with works.begin(SYSTEM) as work:
        event = work.event(
            NoticeIssued, version=2, notice_id=key, notice="acceptance", paper=paper(), **known
        )
        HANDLERS[NoticeIssued](work, event)
    follow(client, nameless)
    file = client.get(f"/follow/notices/{key}.docx")

    assert "投诉人：" in [one.text for one in Document(io.BytesIO(file.data)).paragraphs]
