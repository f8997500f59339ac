"""The desk's pages, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from shared.contracts.events import ComplaintAccepted, ComplaintDecided, InformationRequested
from shared.contracts.terms import Service
from tests.triage.builders import received, respondent
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]


def test_the_desk_lists_what_waits(hear: Hear, seat: Sit) -> None:
    event = received()
    hear(event)

    page = seat().get("/triage/").get_data(as_text=True)

    assert event.tracking_number in page
    assert "15 days left" in page
    assert page.count("Petition Regulations art. 23") == 1, "the rule is read once for the whole list"
    assert event.tracking_number not in seat("SUP-330110").get("/triage/").get_data(as_text=True)


def test_statement_and_reasons_stand_beside_each_other(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department", name="西湖区应急管理局"))
    hear(event)

    page = seat("SUP-330100").get(f"/triage/complaints/{event.tracking_number}").get_data(as_text=True)

    assert event.statement in page
    assert "the body one level up handles it" in page
    assert "Measures art. 2" in page


def test_one_click_confirms(hear: Hear, seat: Sit, said: Callable[..., list[object]]) -> None:
    event = received()
    hear(event)

    answer = seat().submit(
        f"/triage/complaints/{event.tracking_number}/decision", decision="confirm", version="1"
    )

    assert answer.status_code == 303
    assert said(ComplaintAccepted)


def test_a_refused_decision_keeps_what_was_typed(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department"))
    hear(event)
    path = f"/triage/complaints/{event.tracking_number}/decision"
    seated = seat("SUP-330100")

    barred = seated.submit(path, decision="accept", body="SUP-330106", reason="就近", version="1")
    missing = seated.submit(path, decision="decline", text="不受理说明", version="1")
    stale = seated.submit(path, decision="confirm", version="7")
    unknown = seated.submit(path, decision="accept", body="无此地", reason="x", version="1")

    assert (barred.status_code, missing.status_code, stale.status_code, unknown.status_code) == (
        409, 422, 409, 422,
    )  # fmt: skip
    assert "is barred from this complaint" in barred.get_data(as_text=True)
    assert "不受理说明" in missing.get_data(as_text=True)


def test_the_accused_get_the_page_of_a_number_that_does_not_exist(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department"))
    hear(event)

    hidden = seat().get(f"/triage/complaints/{event.tracking_number}")
    missing = seat().get("/triage/complaints/NO-SUCH-NUMB")

    assert hidden.status_code == missing.status_code == 404
    number, other = event.tracking_number, "NO-SUCH-NUMB"
    assert hidden.get_data(as_text=True).replace(number, other) == missing.get_data(as_text=True)
    assert (
        seat().submit(f"/triage/complaints/{number}/decision", decision="confirm", version="1").status_code
        == 404
    )


def test_an_order_of_the_service_line_goes_back_with_an_addressee_chosen_by_name(
    hear: Hear, seat: Sit, said: Callable[..., list[Any]]
) -> None:
    event = received(channel="12345")
    hear(event)
    path = f"/triage/complaints/{event.tracking_number}"

    page = seat().get(path).get_data(as_text=True)
    form = {"form": "return", "decision": "return", "sender": "12345", "version": "1", "reason": "不属本机关"}
    sent = seat().submit(f"{path}/decision", to_kind="JUSTICE", to="杭州市西湖区", **form)

    assert "Return to the sender" in page
    assert sent.status_code == 303
    (decided,) = said(ComplaintDecided, Service.INTAKE)
    assert [one["to"] for one in decided.referrals] == ["12345", "JUSTICE:330106"]


def test_common_questions_are_asked_in_the_complainants_language(
    hear: Hear, seat: Sit, said: Callable[..., list[Any]]
) -> None:
    event = received()
    hear(event)

    form = {"form": "ask", "decision": "pending_info", "version": "1", "reason": "不清楚"}
    seat().submit(
        f"/triage/complaints/{event.tracking_number}/decision", questions="when", text="在场有谁？", **form
    )

    (asked,) = said(InformationRequested, Service.INTAKE)
    assert asked.text == "事情发生在哪一天、什么地点？\n在场有谁？"


def test_after_a_decision_the_next_complaint_is_there(hear: Hear, seat: Sit) -> None:
    first, second = received(), received()
    hear(first, second)
    desk = seat()
    numbers = [one["tracking_number"] for one in desk.get("/triage/api/v1/complaints").get_json()["items"]]

    once = desk.submit(f"/triage/complaints/{numbers[0]}/decision", decision="confirm", version="1")
    then = desk.submit(f"/triage/complaints/{numbers[1]}/decision", decision="confirm", version="1")

    assert once.headers["Location"] == f"/triage/complaints/{numbers[1]}#complaint"
    assert then.headers["Location"] == "/triage/"


def test_danger_is_told_by_word_in_the_list_and_by_telephone_from_the_desk(hear: Hear, seat: Sit) -> None:
    calm, danger = received(), received(facts={"circumstances": {"imminent_danger": True}})
    hear(calm, danger)
    seated = seat()

    urgent, other = seated.get("/triage/").get_data(as_text=True).split("jd-row__link")[1:]
    assert danger.tracking_number in urgent
    assert ("Urgent" in urgent, "Urgent" in other) == (True, False)
    say = "telephone the emergency services yourself"
    assert say in seated.get(f"/triage/complaints/{danger.tracking_number}").get_data(as_text=True)
    assert say not in seated.get(f"/triage/complaints/{calm.tracking_number}").get_data(as_text=True)


def test_the_next_page_says_what_was_decided_beside_its_complaint(hear: Hear, seat: Sit) -> None:
    first, second = received(), received()
    hear(first, second)
    seated = seat()

    path = f"/triage/complaints/{first.tracking_number}/decision"
    seated.submit(path, decision="confirm", version="1")
    page = seated.get(f"/triage/complaints/{second.tracking_number}").get_data(as_text=True)

    assert (
        page.count(f'Decided: <a class="govuk-link" href="/triage/complaints/{first.tracking_number}">') == 1
    )
    assert f"{first.tracking_number}</a> · Accept" in page
    assert page.index('id="complaint"') < page.index("Decided: <a")


def test_the_place_of_the_accused_is_told_where_it_is_not_the_desks_own(hear: Hear, seat: Sit) -> None:
    hear(received(respondent("department")), received(respondent("officer")))

    assert (
        "Xihu District" in seat("SUP-330100").get("/triage/").get_data(as_text=True).split("jd-row__link")[1]
    )
    assert "Xihu District" not in seat().get("/triage/").get_data(as_text=True).split("jd-row__link")[1]


def test_bribery_that_only_the_statement_tells_is_pointed_out_until_a_person_has_said(
    hear: Hear, seat: Sit
) -> None:
    told = received(facts={"claims": {"categories": ["C4.2"]}})
    said = received(facts={"claims": {"categories": ["C4.2"]}, "circumstances": {"discipline_clue": "also"}})
    hear(told, said)

    pages = [
        seat().get(f"/triage/complaints/{one.tracking_number}").get_data(as_text=True) for one in (told, said)
    ]

    assert ["correct the facts first" in page for page in pages] == [True, False]


@pytest.mark.parametrize("path", ["/staff", "/triage", "///triage"])
def test_a_redirection_stays_in_the_house_whatever_host_is_asked_for(desk_app: Flask, path: str) -> None:
    answer = desk_app.test_client().get(path, base_url="http://elsewhere.example/")

    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/{path.strip('/')}/"
