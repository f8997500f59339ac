"""Following in the browser: nothing in the address, everything by forms, every slip explained."""

from datetime import date, timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from services.intake import pursuit
from services.intake.app import create_app
from services.intake.models import Base
from shared import crypto, settings
from shared.contracts.events import (
    CaseConcluded,
    ComplaintAccepted,
    ComplaintAnswered,
    InformationRequested,
)
from shared.contracts.terms import Service
from shared.database import Database
from shared.work import PUBLIC, Works
from tests.intake.conftest import submit
from tests.intake.views.forms import Page, get, post
from tests.journeys.waiting import until


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
    assert (response.status_code, response.headers["Location"]) == (303, "/follow")


def test_number_and_code_open_the_page(client, entered, answer):
    page = get(client, "/follow")

    assert (page.status, page.headings) == (200, 1)
    assert answer["tracking_number"] in page.text
    assert answer["receipt_code"] not in page.text
    assert len(page.ids) == len(set(page.ids))


def act(client, what: str, page: Page, **typed: Any) -> Any:
    """Send one of the page's several forms."""
    ours = {name: page.fields[name] for name in ("csrf_token", "once")}
    return client.post(f"/follow/{what}", data=ours | typed)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["#number", "#code"]),
        ({"number": "7K3M-9QXT-AB2D", "code": "x"}, ["#number", "#code"]),
        ({"code": "编"}, ["#number", "#code"]),
    ],
)
def test_a_slip_is_explained_and_what_was_typed_stays(client, typed, wrong):
    page = Page(post(client, "/follow", get(client, "/follow"), **typed))

    assert page.status == 422
    assert [link for link in page.links if link in ("#number", "#code")] == wrong
    assert all(page.fields[name] == value for name, value in typed.items())


def test_a_slip_in_one_of_both_is_said_of_that_one(client, answer):
    typed = {"number": answer["tracking_number"], "code": answer["receipt_code"][:-1]}
    page = Page(post(client, "/follow", get(client, "/follow"), **typed))

    assert "18 characters" in page.text or "18 位" in page.text
    assert "#code" in page.links
    assert "#number" not in page.links


def test_a_wrong_code_and_an_unknown_number_look_alike(client, answer):
    other = client.post("/api/v1/receipts").get_json()
    pages = [
        post(client, "/follow", get(client, "/follow"), number=number, code=other["receipt_code"])
        for number in (answer["tracking_number"], other["tracking_number"])
    ]

    assert {page.status_code for page in pages} == {404}


def test_without_having_entered_there_is_only_the_door(client):
    assert "code" in get(client, "/follow").fields
    assert client.post("/follow/messages").headers["Location"] == "/follow"


def test_the_page_closes_when_asked_and_after_half_an_hour(client, entered, answer, time):
    client.post("/follow/leave", data={"csrf_token": get(client, "/follow").token})
    assert answer["tracking_number"] not in get(client, "/follow").text
    post(
        client,
        "/follow",
        get(client, "/follow"),
        number=answer["tracking_number"],
        code=answer["receipt_code"],
    )
    assert answer["tracking_number"] in get(client, "/follow").text
    time.pass_days(1)
    assert answer["tracking_number"] not in get(client, "/follow").text


def test_a_question_is_read_and_answered_once(client, entered, hear, known, said):
    hear(
        InformationRequested, **known, version=2, message_id=uuid4(), body_name="市局", text="是哪一家企业？"
    )
    page = get(client, "/follow")
    assert page.text.index("是哪一家企业？") < page.text.index('id="course"'), (
        "what waits for an answer comes first"
    )

    answers = [act(client, "messages", page, text="宏达化工").status_code for _ in range(2)]
    assert answers == [303, 409]

    assert get(client, "/follow").text.count("宏达化工") == 1
    assert len(said(Service.TRIAGE)) == 2


@pytest.mark.parametrize(
    ("what", "typed", "field"),
    [("messages", {"text": ""}, "text"), ("messages", {"text": "字" * 5001}, "text")],
)
def test_a_mistake_keeps_what_was_typed(client, entered, what, typed, field):
    page = Page(act(client, what, get(client, "/follow"), **typed))

    assert page.status == 422
    assert f"#{field}" in page.links
    assert field in page.ids
    assert page.fields[field] == typed[field]


def test_a_stale_token_keeps_what_was_typed(client, entered):
    page = Page(act(client, "messages", get(client, "/follow"), text="补充", csrf_token="old"))

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
    page = get(client, "/follow")
    assert "经查属实" in page.text
    unmarked = Page(act(client, "rating", page, manner="5", speed="", result="x"))
    assert unmarked.status == 422
    assert "请从五档中选一档" in unmarked.text or "Choose one of the five" in unmarked.text
    assert act(client, "rating", page, manner="5", speed="4", result="3").status_code == 303
    page, promise = get(client, "/follow"), ("不满意？", "Not content?")
    assert any(each in page.text for each in promise)
    bare = Page(act(client, "recheck", page, reason=" "))
    assert bare.status == 422
    assert "您没有写明理由" in bare.text or "You gave no reason" in bare.text
    assert 'name="without"' in bare.text
    assert 'name="without"' not in page.text
    assert act(client, "recheck", bare, reason="", without="reason").status_code == 303
    assert not any(each in get(client, "/follow").text for each in promise)

    assert [event.name for event in said(Service.INVESTIGATION)][1:] == [
        "complaint.rated",
        "complaint.recheck_requested",
    ]


def answered(case: UUID, time: Any, reply: str, **more: Any) -> dict[str, Any]:
    return {
        "case_id": case, "version": 3, "body": "SUP-330106", "body_name": "西湖区执法监督科",
        "concluded_at": time.now, "reply": reply,
        "findings": [{"allegation": "1", "finding": "substantiated", "nature": "unlawful"}],
        "outcomes": [{"code": "O2", "name": "责令改正", "article": "measures:14"}], **more,
    }  # fmt: skip


def test_after_a_recheck_the_page_speaks_of_the_second_one_and_keeps_the_first_answer(
    client, entered, hear, known, time
):
    """It offered “a recheck” once more, called its answer the end of the investigation, and the first one was gone."""
    client.get("/follow?lang=en")
    last_day, above = date(2026, 12, 31), {"body": "SUP-330100", "recheck_body": "SUP-330000"}
    hear(CaseConcluded, **known, **answered(uuid4(), time, "第一次的答复。", recheck_until=last_day))
    assert "Not content? You can ask for a recheck until" in get(client, "/follow").text
    assert act(client, "recheck", get(client, "/follow"), reason="仍有异议").status_code == 303
    assert "Result of the recheck" in get(client, "/follow").text
    time.now += timedelta(minutes=5)
    hear(CaseConcluded, **known, **answered(uuid4(), time, "复查的答复。", recheck_until=last_day) | above)
    page = get(client, "/follow")

    assert "Recheck ended, answer given" in page.text
    assert "The recheck has ended. You can read the answer below." in page.text
    assert "The investigation has ended." not in page.text
    assert "Not content? You can ask for a second recheck until" in page.text
    assert "art. 36" in page.text
    assert "Ask for a recheck" not in page.text
    assert page.text.index("复查的答复。") < page.text.index("第一次的答复。")
    assert act(client, "recheck", page, reason="仍有异议").status_code == 303
    last = get(client, "/follow").text
    assert "is looking at the matter a second time" in last
    assert "Result of the second recheck" in last


def test_who_is_answered_with_anothers_recheck_reads_so_and_keeps_the_first_answer(
    client, entered, hear, known, time
):
    """The letter speaks of “your application”, which was somebody else's, and the first answer was gone."""
    client.get("/follow?lang=en")
    above = {"body": "SUP-330100", "body_name": "杭州市应急管理局执法监督处", "stage": "concluded"}
    hear(ComplaintAnswered, **known, **answered(uuid4(), time, "第一次的答复。") | {"stage": "concluded"})
    assert "answered together with yours" not in get(client, "/follow").text
    time.now += timedelta(minutes=5)
    hear(ComplaintAnswered, **known, **answered(uuid4(), time, "复查的答复。") | above, rechecks=1)
    page = get(client, "/follow").text

    assert (
        "A recheck was asked for under the number of a complaint that was answered together with yours"
        in page
    )
    assert "A complaint that was answered with yours was rechecked" in page
    assert page.index("复查的答复。") < page.index("第一次的答复。")
    assert "In charge: Supervision body, Hangzhou (Zhejiang)" in page
    assert "You can ask for a second recheck until" in page


@pytest.mark.parametrize(
    ("language", "body", "outcome"),
    [
        ("zh-CN", "西湖区执法监督科", "执法监督意见书"),
        ("en", "Supervision body, Xihu District", "Supervision opinion"),
    ],
)
def test_who_handles_it_and_what_follows_are_told_in_the_reader_s_language(
    client, entered, hear, known, time, language, body, outcome
):
    accepted = {
        "decision": "accept",
        "body": "SUP-330106",
        "body_name": "西湖区执法监督科",
        "identity": "anonymous",
    }
    until = {
        "accepted_at": time.now,
        "investigate_by": time.now.date(),
        "channel": "web",
        "contactable": True,
    }
    hear(ComplaintAccepted, **known, version=2, **accepted, **until)
    hear(
        CaseConcluded, **known, case_id=uuid4(), version=3, body="SUP-330106", body_name="西湖区执法监督科",
        concluded_at=time.now, reply="经查属实。", findings=[],
        outcomes=[{"code": "O2", "name": "执法监督意见书", "article": "measures:14"}],
    )  # fmt: skip

    page = client.get("/follow", headers={"Accept-Language": language}).text

    assert outcome in page
    assert page.count(body) >= 2, "who is in charge, and who took it up"
    assert language == "zh-CN" or "西湖区执法监督科" not in page


def test_a_withdrawal_asks_why_and_is_done(client, entered, said):
    page = get(client, "/follow")
    assert act(client, "withdrawal", page, reason="已解决").status_code == 303

    assert act(client, "withdrawal", page, reason="").status_code == 409
    assert [event.name for event in said(Service.TRIAGE)] == ["complaint.received", "complaint.withdrawn"]


@pytest.mark.parametrize(
    "address",
    ["/", "/guide", "/statistics", "/about", "/privacy", "/accessibility", "/follow", "/complaints/new"],
)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_pages_for_everyone_stand_in_both_languages(client, address, language):
    response = client.get(f"{address}?lang={language}")
    page = Page(response)

    assert (page.status, page.headings) == (200, 1)
    assert len(page.ids) == len(set(page.ids))
    assert len(response.get_data()) <= 60_000
    assert "style=" not in page.text


@pytest.fixture
def two_at_once(new_postgres_url, time, tmp_path, monkeypatch) -> Any:
    """The application on a server where two write beside one another: its works and a client."""
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    crypto.configure([b"intake tests' own master key 1234"])
    database = Database(new_postgres_url())
    Base.metadata.create_all(database.engine)
    works = Works(database, "intake", time)
    made = create_app(settings.load(), works)
    made.testing = True
    yield works, made.test_client()
    database.dispose()


@pytest.mark.postgres
def test_pressed_twice_at_once_is_one_message(two_at_once):
    works, client = two_at_once
    answer = submit(client)
    typed = {"number": answer["tracking_number"], "code": answer["receipt_code"]}
    post(client, "/follow", get(client, "/follow"), **typed)
    page, second = get(client, "/follow"), []
    press = Thread(target=lambda: second.append(act(client, "messages", page, text="补充的话")))
    waits = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
    with works.begin(PUBLIC) as work:
        found = pursuit.find(work.session, answer["tracking_number"], answer["receipt_code"])
        pursuit.write(work, found, "补充的话")
        press.start()
        until(lambda: _asked(works, waits), "the second to wait for the first")
    press.join()

    assert second[0].status_code == 409
    assert get(client, "/follow").text.count("补充的话") == 1


def _asked(works: Works, what: Any) -> int:
    with works.reading() as session:
        return int(session.scalar(what))
