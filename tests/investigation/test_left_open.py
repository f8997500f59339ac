"""What a case leaves open when it ends, is erased, or goes out of somebody's sight: nobody gets at it by an old door."""

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from markupsafe import escape

from services.investigation.oversight import escalate
from shared.contracts.events import ComplaintAccepted, ComplaintAssessed, ComplaintErased, Event
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import NOW, accepted
from tests.investigation.test_api import CHECKS, concluded
from tests.investigation.test_own import ASSIGNED
from tests.investigation.test_views import Browser
from tests.investigation.unit.conftest import WHO, Unit

ABOVE = "SUP-330100"
OF_HEAD = {"username": "other", "side": "complainant", "tie": "interest", "reason": "与被投诉人合伙"}
GRANT = {"decision": "grant", "reason": "情况属实。"}
PRESS = {"text": "请于五日内办结。"}
Hear = Callable[[Event], None]


@pytest.fixture
def complaint() -> ComplaintAccepted:
    return accepted()


@pytest.fixture
def case(opened: Any, complaint: ComplaintAccepted) -> str:
    return str(opened(complaint))


@pytest.fixture
def above(seat: Any) -> Callable[[], Any]:
    """The head of the body above, signed in now."""
    return lambda: seat("chief", Role.HEAD, home=ABOVE)


def close(case: str, seat: Any) -> None:
    seat("anna").change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗第1页")})


def erase(hear: Hear, complaint: ComplaintAccepted) -> None:
    about = {"complaint_id": complaint.complaint_id, "tracking_number": complaint.tracking_number}
    hear(ComplaintErased(id=uuid4(), at=NOW, version=9, erased_at=NOW, rule="measures", **about))


def bar(hear: Hear, complaint: ComplaintAccepted, *parties: str) -> None:
    about = {"complaint_id": complaint.complaint_id, "tracking_number": complaint.tracking_number}
    hear(ComplaintAssessed(id=uuid4(), at=NOW, version=9, barred=list(parties), **about))


def asked_about_the_head(case: str, seat: Any) -> str:
    """An application that waits for the body above, about a head who did not decide; its case is concluded."""
    seat("other", Role.HEAD)
    concluded(case, seat, ("O1",))
    return str(seat("anna").change(case, "recusals", OF_HEAD)["recusals"][0]["id"])


def test_who_withdraws_from_a_closed_case_is_no_question_any_more(case: str, seat: Any, above: Any) -> None:
    recusal, chief = asked_about_the_head(case, seat), above()
    assert len(chief.get("/recusals").get_json()["items"]) == 1
    page = Browser(chief).get("/investigation/recusals")
    close(case, seat)
    before = seat("anna").get(f"/cases/{case}").get_json()

    assert chief.get("/recusals").get_json()["items"] == []
    late = chief.post(f"/recusals/{recusal}/decision", GRANT)
    assert (late.status_code, late.get_json()["type"].rpartition(":")[2]) == (409, "state")
    answer = Browser(chief).post(f"/investigation/recusals/{recusal}/decision", page, **GRANT)
    assert answer.status_code == 409
    assert "情况属实。" in answer.get_data(as_text=True), "what was typed is not lost"
    assert seat("anna").get(f"/cases/{case}").get_json() == before


def test_of_an_erased_case_the_body_above_hears_nothing_more(
    case: str, seat: Any, above: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    recusal, chief = asked_about_the_head(case, seat), above()
    close(case, seat)
    erase(hear, complaint)

    assert chief.post(f"/recusals/{recusal}/decision", GRANT).status_code == 404


def test_a_case_that_is_closed_is_not_pressed_for(
    case: str, seat: Any, above: Any, time: Any, works: Works
) -> None:
    time.pass_days(62)
    escalate(works)
    chief = above()
    page = Browser(chief).get("/investigation/late")
    concluded(case, seat, ("O1",))
    close(case, seat)
    before = seat("anna").get(f"/cases/{case}").get_json()

    refused = chief.post(f"/late-cases/{case}/instructions", PRESS)
    assert (refused.status_code, refused.get_json()["type"].rpartition(":")[2]) == (409, "not_late")
    answer = Browser(chief).post(f"/investigation/late/{case}/instructions", page, **PRESS)
    assert answer.status_code == 409
    assert PRESS["text"] in answer.get_data(as_text=True), "what was typed is not lost"
    assert seat("anna").get(f"/cases/{case}").get_json() == before, "no letter has a number"


@pytest.mark.parametrize("mine", [True, False])
def test_a_kept_answer_shows_no_case_to_a_head_above_who_is_barred_since(
    mine: bool, case: str, opened: Any, above: Any, hear: Hear, complaint: ComplaintAccepted, time: Any,
    works: Works,
) -> None:  # fmt: skip
    other = accepted()
    opened(other)
    time.pass_days(62)
    escalate(works)
    chief = above()
    chief.headers["Idempotency-Key"] = "once"
    first = chief.post(f"/late-cases/{case}/instructions", PRESS).get_json()["items"]
    assert {each["tracking_number"] for each in first} == {complaint.tracking_number, other.tracking_number}
    barred = complaint if mine else other

    bar(hear, barred, "STAFF-" + str(chief.token.staff_id))
    again = chief.post(f"/late-cases/{case}/instructions", PRESS)

    assert again.status_code == (404 if mine else 201)
    assert barred.tracking_number not in again.get_data(as_text=True)


def issued_link(case: str, seat: Any) -> str:
    anna, url = Browser(seat("anna")), f"/investigation/cases/{case}"
    (item,) = seat("anna").get(f"/cases/{case}").get_json()["rectifications"]
    shown = anna.post(f"{url}/unit-links", anna.get(url, tab="closing"), item=item["id"])
    found = re.search(r"/investigation/unit/[a-z0-9-]+", shown.get_data(as_text=True))
    assert found is not None
    return found[0]


def test_what_outlives_an_erased_case_tells_nothing_and_does_not_break(
    case: str, seat: Any, client: Any, hear: Hear, complaint: ComplaintAccepted
) -> None:
    concluded(case, seat)
    link = issued_link(case, seat)
    for status in ("reported", "confirmed"):
        seat("anna").change(case, "rectification", {"status": status, "text": "已整改"})
    close(case, seat)
    code = seat("anna").get(f"/cases/{case}").get_json()["documents"][0]["verification"]
    page = client.get("/investigation/verify", query_string={"code": code}).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert client.get(link).status_code == 200
    erase(hear, complaint)

    assert client.get(link).status_code == 404
    sent = {"csrf_token": token[1] if token else "", "code": code, "file": (io.BytesIO(b"%PDF"), "a.pdf")}
    compared = client.post("/investigation/verify", data=sent)
    assert compared.status_code == 200
    assert "西湖区应急执监" in compared.get_data(as_text=True), "that it was issued stays on record"
    assert 'type="file"' not in compared.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("findings", {"allegation": "1", "finding": "unfounded", "facts": "另一处\r\n录像", "reasons": "无"}),
        ("records/notes", {"text": "电话联系 <b>未果</b>"}),
        ("records/tasks", {"task": "调取录像 & 台账", "by_whom": "贝特"}),
        ("extensions", {"days": "10", "reason": "证人出差，月底返回"}),
        ("outcomes", {"outcomes": "O1", "O1-circulated_to": "各执法队"}),
        ("messages", {"text": "请补充票据。"}),
    ],
)
def test_what_was_typed_in_another_tab_is_not_lost_when_the_case_moved_on(
    path: str, form: dict[str, str], case: str, seat: Any
) -> None:
    anna, url = Browser(seat("anna")), f"/investigation/cases/{case}"
    seat("anna").post(f"/cases/{case}/claim")
    page = anna.get(url, tab="work")
    seat("head", Role.HEAD).change(case, "release", {"reason": "另有安排"})

    answer = anna.post(f"{url}/{path}", page, **form)

    assert answer.status_code in (403, 409, 412)
    shown = answer.get_data(as_text=True)
    for name, text in form.items():
        if name not in ("allegation", "finding", "outcomes", "days"):
            assert str(escape(text)) in shown, name
    told = "再重新提交" in shown
    assert "您本人在另一窗口" not in shown, "the head did it"
    assert told is ("该表单目前已不能提交" not in shown and answer.status_code == 412), "not where it is gone"


def test_a_unit_that_reports_in_two_tabs_has_its_second_text_back(case: str, seat: Any, client: Any) -> None:
    concluded(case, seat)
    unit = Unit(client, issued_link(case, seat))
    unit.report()

    page = unit.send("report", 422, who=WHO, text="款项已于当日退还。", proofs="收条两份")

    assert "款项已于当日退还。" in page
    assert "收条两份" in page


def test_a_kept_answer_shows_no_own_case_to_the_head_who_opened_it_and_withdrew(seat: Any) -> None:
    head = seat("head", Role.HEAD)
    seat("deputy", Role.HEAD)
    head.headers["Idempotency-Key"] = "once"
    opened = head.post("/own-cases", ASSIGNED)
    assert head.post("/own-cases", ASSIGNED).get_json() == opened.get_json()
    del head.headers["Idempotency-Key"]
    head.change(opened.get_json()["id"], "recusals", OF_HEAD | {"side": "self", "username": "head"})
    head.headers["Idempotency-Key"] = "once"

    again = head.post("/own-cases", ASSIGNED)

    assert again.status_code == 404
    assert ASSIGNED["matter"] not in again.get_data(as_text=True)
