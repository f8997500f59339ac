"""The receipt code opens one complaint: how it stands, and what can be done about it."""

from datetime import date
from uuid import uuid4

import pytest

from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CaseOpened,
    ComplainantMessaged,
    ComplaintAccepted,
    ComplaintDecided,
    ComplaintRated,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    InformationRequested,
    RecheckRequested,
)
from shared.contracts.terms import Service
from tests.intake.api.following.conftest import CASE
from tests.intake.conftest import DOOR, receipt


def test_a_new_complaint_stands_at_received(state, answer):
    shown = state()

    assert shown["status"] == "received"
    assert shown["received_at"] == answer["received_at"]
    assert (shown["body"], shown["decision"], shown["outcome"], shown["messages"]) == (None, None, None, [])
    assert [entry["status"] for entry in shown["timeline"]] == ["received"]
    assert shown["may"] == ["supplement", "withdraw"]
    assert {entry["action"]: entry["code"] for entry in shown["may_not"]} == {
        "rate": "no_outcome",
        "request_recheck": "no_outcome",
    }
    assert shown["next"] == {"party": "body", "by": shown["accept_by"]}


def test_number_and_code_are_read_leniently(client, answer):
    number = answer["tracking_number"].lower().replace("-", "").replace("0", "o").replace("1", "l")
    code = answer["receipt_code"].lower().replace("-", " ").replace("1", "i")

    assert client.get(f"{DOOR}/{number}", headers={"Authorization": f"receipt {code}"}).status_code == 200


def test_without_a_code_it_says_so_and_with_a_wrong_one_it_does_not_say_whether_the_number_exists(
    client, answer
):
    other = client.post("/api/v1/receipts").get_json()
    known, unknown = answer["tracking_number"], other["tracking_number"]
    wrong = receipt(other)

    assert client.get(f"{DOOR}/{known}").status_code == 401
    assert client.get(f"{DOOR}/{known}", headers={"Authorization": "Bearer x"}).status_code == 401
    assert client.get(f"{DOOR}/{known}", headers={"Authorization": "Receipt  "}).status_code == 401
    refusals = [
        client.get(f"{DOOR}/{known}", headers=wrong),
        client.get(f"{DOOR}/{known}", headers={"Authorization": "Receipt nonsense"}),
        client.get(f"{DOOR}/{unknown}", headers=wrong),
        client.get(f"{DOOR}/{unknown}", headers=receipt(answer)),
        client.get(f"{DOOR}/nonsense", headers=wrong),
        client.post(f"{DOOR}/{known}/messages", json={"text": "x"}, headers=wrong),
        client.post(f"{DOOR}/{unknown}/messages", json={"text": "x"}, headers=wrong),
    ]
    assert {response.status_code for response in refusals} == {404}
    assert len({response.get_data() for response in refusals}) == 1


def test_the_way_to_the_outcome_is_told(state, concluded):
    shown = state()

    assert shown["status"] == "concluded"
    assert shown["body"] == {"code": "SUP-330106", "name": "西湖区执法监督科"}
    assert shown["decision"] == "accept"
    assert shown["outcome"]["text"] == "经查属实，已责令改正。"
    assert [entry["status"] for entry in shown["timeline"]] == [
        "received",
        "accepted",
        "investigating",
        "concluded",
    ]
    assert all(entry["text"] for entry in shown["timeline"])
    assert shown["may"] == ["supplement", "rate", "request_recheck"]


def test_a_question_is_answered_by_a_message(hear, known, state, post, said):
    hear(
        InformationRequested, **known, version=2, message_id=uuid4(), body_name="市局", text="是哪一家企业？"
    )

    shown = state()
    assert (shown["status"], shown["next"]["party"]) == ("more_information_needed", "you")
    assert shown["messages"][0]["text"] == "是哪一家企业？"
    response = post("messages", {"text": "宏达化工"})
    assert (response.status_code, response.get_json()["sender"]) == (201, "complainant")
    assert state()["status"] == "received"
    event = said(Service.TRIAGE)[-1]
    assert isinstance(event, ComplaintSupplemented)
    assert (event.text, event.version, event.held) == ("宏达化工", 2, True)


def test_the_body_writes_and_the_complainant_answers(hear, known, accepted, state, post, time):
    hear(
        ComplainantMessaged,
        **known,
        case_id=CASE,
        version=2,
        message_id=uuid4(),
        body_name="科",
        text="请补充时间",
    )
    time.pass_days(1)
    post("messages", {"text": "上午九点"})

    assert [message["sender"] for message in state()["messages"]] == ["body", "complainant"]


def test_a_withdrawal_is_told_to_those_who_must_know(post, said):
    response = post("withdrawal", {"reason": "已经解决"})

    assert (response.status_code, response.get_json()["status"]) == (200, "withdrawn")
    for reader in (Service.TRIAGE, Service.INVESTIGATION):
        event = said(reader)[-1]
        assert isinstance(event, ComplaintWithdrawn)
        assert event.reason == "已经解决"


def test_a_rating_is_given_once_for_each_answer(post, concluded, said):
    rating = {"manner": 5, "speed": 3.0, "result": 4, "comment": "谢谢"}

    first, second = post("rating", rating), post("rating", rating)

    assert (first.status_code, second.status_code) == (200, 409)
    assert second.get_json()["type"] == "urn:jiandu:problem:not_open_already_done"
    event = said(Service.INVESTIGATION)[-1]
    assert isinstance(event, ComplaintRated)
    assert (event.manner, event.speed, event.result, event.comment) == (5, 3, 4, "谢谢")


def test_a_recheck_is_asked_for_and_carried_out_by_the_next_body(
    post, concluded, said, hear, known, state, time
):
    assert post("recheck", {"reason": "没有查清"}).get_json()["status"] == "recheck"
    assert isinstance(said(Service.TRIAGE)[-1], RecheckRequested)
    again = uuid4()
    time.pass_days(1)
    hear(
        ComplaintAccepted,
        **known,
        version=5,
        decision="recheck",
        body="SUP-330100",
        body_name="杭州市执法监督处",
        accepted_at=time.now,
        investigate_by=date(2026, 12, 23),
        identity="anonymous",
        channel="web",
        contactable=False,
        recheck_of=CASE,
    )
    hear(CaseOpened, **known, case_id=again, version=1, body="SUP-330100")
    assert (state()["status"], state()["body"]["code"]) == ("recheck", "SUP-330100")
    hear(
        CaseConcluded,
        **known,
        case_id=again,
        version=2,
        body="SUP-330100",
        body_name="杭州市执法监督处",
        concluded_at=time.now,
        reply="维持原结论。",
    )
    assert (state()["status"], state()["outcome"]["text"]) == ("concluded", "维持原结论。")
    hear(CaseClosed, **known, case_id=again, version=3, body="SUP-330100", closed_at=time.now)
    assert state()["status"] == "closed"


def test_a_recheck_comes_too_late_after_its_last_day(post, concluded, time):
    time.pass_days(31)

    response = post("recheck", {"reason": ""})
    assert (response.status_code, response.get_json()["type"]) == (
        409,
        "urn:jiandu:problem:not_open_too_late",
    )


@pytest.mark.parametrize(
    ("what", "body"),
    [("rating", {"manner": 1, "speed": 1, "result": 1}), ("recheck", {"reason": ""})],
)
def test_what_is_not_open_is_refused_with_its_reason(post, kept, what, body):
    before = kept()

    response = post(what, body)

    assert (response.status_code, response.get_json()["type"]) == (
        409,
        "urn:jiandu:problem:not_open_no_outcome",
    )
    assert response.get_json()["detail"]
    assert kept() == before


BAD = [
    ("messages", {}, "/text", "required"),
    ("messages", {"text": ""}, "/text", "required"),
    ("messages", {"text": "\x00"}, "/text", "control_character"),
    ("messages", {"text": "字" * 5001}, "/text", "too_long"),
    ("messages", {"text": "x", "to": "y"}, "/to", "unknown_field"),
    ("rating", {"manner": 6, "speed": 1, "result": 1}, "/manner", "out_of_range"),
    ("rating", {"manner": "5", "speed": 1, "result": 1}, "/manner", "wrong_type"),
    ("rating", {"manner": True, "speed": 1, "result": 1}, "/manner", "wrong_type"),
    ("rating", {"manner": 5}, "/speed", "required"),
    ("withdrawal", {"reason": 5}, "/reason", "wrong_type"),
    ("recheck", {"why": "x"}, "/why", "unknown_field"),
]


@pytest.mark.parametrize(("what", "body", "pointer", "code"), BAD, ids=lambda value: str(value)[:30])
def test_bad_input_is_refused_with_its_field(post, kept, what, body, pointer, code):
    before = kept()

    response = post(what, body)

    assert response.status_code == 422
    assert (pointer, code) in {(error["pointer"], error["code"]) for error in response.get_json()["errors"]}
    assert kept() == before


def test_a_message_sent_twice_with_one_key_is_one_message(post, state):
    key = {"Idempotency-Key": "message-1"}

    first, second = post("messages", {"text": "补充"}, **key), post("messages", {"text": "补充"}, **key)

    assert first.get_json() == second.get_json()
    assert len(state()["messages"]) == 1


def test_a_refusal_of_triage_is_told_in_its_words(hear, known, state, time):
    hear(
        ComplaintDecided,
        **known,
        version=2,
        decision="refer",
        decided_at=time.now,
        text="此事由住建部门负责，已转送。",
        referrals=[{"to": "HOUSING:330100", "part": "", "reason": ""}],
    )

    shown = state()
    assert (shown["status"], shown["decision"]) == ("referred", "refer")
    assert "住建部门" in shown["timeline"][-1]["text"]
