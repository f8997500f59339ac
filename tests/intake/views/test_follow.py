"""Following in the browser: nothing in the address, everything by forms, every slip explained."""

from typing import Any
from uuid import uuid4

import pytest

from shared.contracts.events import CaseConcluded, InformationRequested
from shared.contracts.terms import Service
from tests.intake.conftest import submit
from tests.intake.views.forms import Page, get, post


@pytest.fixture
def answer(client) -> dict[str, Any]:
    return submit(client)


@pytest.fixture
def known(answer, said) -> dict[str, Any]:
    return {
        "complaint_id": said(Service.TRIAGE)[0].complaint_id,
        "tracking_number": answer["tracking_number"],
    }


@pytest.fixture
def entered(client, answer) -> None:
    page = get(client, "/follow")
    typed = {"number": answer["tracking_number"].lower(), "code": answer["receipt_code"].replace("-", " ")}
    response = post(client, "/follow", page, **typed)
    assert (response.status_code, response.headers["Location"]) == (303, "/follow/complaint")


def test_number_and_code_open_the_page(client, entered, answer):
    page = get(client, "/follow/complaint")

    assert (page.status, page.headings) == (200, 1)
    assert answer["tracking_number"] in page.text
    assert answer["receipt_code"] not in page.text
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize(
    ("typed", "status", "field"),
    [
        ({}, 422, "number"),
        ({"number": "7K3M-9QXT-AB2D", "code": "x"}, 422, "number"),
        ({"code": "编"}, 422, "code"),
    ],
)
def test_a_slip_is_explained_and_what_was_typed_stays(client, typed, status, field):
    page = Page(post(client, "/follow", get(client, "/follow"), **typed))

    assert page.status == status
    assert f"#{field}" in page.links
    assert all(page.fields[name] == value for name, value in typed.items())


def test_a_wrong_code_and_an_unknown_number_look_alike(client, answer):
    other = client.post("/api/v1/receipts").get_json()
    pages = [
        post(client, "/follow", get(client, "/follow"), number=number, code=other["receipt_code"])
        for number in (answer["tracking_number"], other["tracking_number"])
    ]

    assert {page.status_code for page in pages} == {404}


def test_without_having_entered_there_is_only_the_door(client):
    assert client.get("/follow/complaint").headers["Location"] == "/follow"
    assert client.post("/follow/messages").headers["Location"] == "/follow"


def test_the_page_closes_after_half_an_hour_and_when_asked(client, entered, answer, time):
    client.post("/follow/leave", data={"csrf_token": get(client, "/follow/complaint").token})
    assert client.get("/follow/complaint").status_code == 303


def test_a_question_is_read_and_answered_once(client, entered, hear, known, said):
    hear(
        InformationRequested, **known, version=2, message_id=uuid4(), body_name="市局", text="是哪一家企业？"
    )
    page = get(client, "/follow/complaint")
    assert "是哪一家企业？" in page.text

    for _ in range(2):
        assert post(client, "/follow/messages", page, text="宏达化工").status_code == 303

    assert get(client, "/follow/complaint").text.count("宏达化工") == 1
    assert len(said(Service.TRIAGE)) == 2


@pytest.mark.parametrize(
    ("what", "typed", "field"),
    [("messages", {"text": ""}, "text"), ("messages", {"text": "字" * 5001}, "text")],
)
def test_a_mistake_keeps_what_was_typed(client, entered, what, typed, field):
    page = Page(post(client, f"/follow/{what}", get(client, "/follow/complaint"), **typed))

    assert page.status == 422
    assert f"#{field}" in page.links
    assert field in page.ids
    assert page.fields[field] == typed[field]


def test_a_stale_token_keeps_what_was_typed(client, entered):
    page = Page(
        post(client, "/follow/messages", get(client, "/follow/complaint"), text="补充", csrf_token="old")
    )

    assert (page.status, page.fields["text"]) == (400, "补充")


def test_the_answer_is_read_rated_and_rechecked(client, entered, hear, known, time, said):
    hear(
        CaseConcluded,
        **known,
        case_id=uuid4(),
        version=3,
        body="SUP-330106",
        body_name="西湖区执法监督科",
        concluded_at=time.now,
        reply="经查属实，已责令改正。",
        findings=[{"allegation": "1", "finding": "substantiated", "nature": "unlawful"}],
        outcomes=[{"code": "O2", "name": "责令改正", "article": "measures:14"}],
    )
    page = get(client, "/follow/complaint")
    assert "经查属实" in page.text
    assert Page(post(client, "/follow/rating", page, manner="5")).status == 422
    assert post(client, "/follow/rating", page, manner="5", speed="4", result="3").status_code == 303
    page = get(client, "/follow/complaint")
    assert post(client, "/follow/recheck", page, reason="没有查清").status_code == 303

    assert [event.name for event in said(Service.INVESTIGATION)][1:] == [
        "complaint.rated",
        "complaint.recheck_requested",
    ]


def test_a_withdrawal_asks_why_and_is_done(client, entered):
    post(client, "/follow/withdrawal", get(client, "/follow/complaint"), reason="已解决")

    assert Page(post(client, "/follow/withdrawal", get(client, "/follow/complaint"), reason="")).status == 409


@pytest.mark.parametrize(
    "address", ["/", "/guide", "/about", "/privacy", "/accessibility", "/follow", "/complaints/new"]
)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_pages_for_everyone_stand_in_both_languages(client, address, language):
    response = client.get(f"{address}?lang={language}")
    page = Page(response)

    assert (page.status, page.headings) == (200, 1)
    assert len(page.ids) == len(set(page.ids))
    assert len(response.get_data()) <= 60_000
    assert "style=" not in page.text


def test_help_leads_to_the_guide(client):
    assert client.get("/help").headers["Location"] == "/guide"
