"""Another body takes a complaint over: an answer that was given falls with its case, and the page tells it."""

from datetime import date, timedelta
from uuid import uuid4

from shared.contracts.events import (
    CasePassedUp,
    ComplaintAccepted,
    ComplaintAnswered,
    ComplaintDecided,
    ComplaintReplyFell,
)
from tests.intake.api.following.conftest import CASE
from tests.intake.conftest import DOOR, receipt


def test_an_answer_that_fell_is_no_answer_and_nothing_to_contest(
    client, answer, known, concluded, hear, state, time
):
    up = {"case_id": CASE, "version": 4, "body": "SUP-330106", "to_body": "SUP-330100", "passed_at": time.now}
    assert "request_recheck" in state()["may"]
    hear(CasePassedUp, **known, **up, taken_over=True)

    shown = state()
    assert shown["outcome"] is None
    assert "request_recheck" not in shown["may"]


def test_who_was_answered_with_another_complaint_reads_that_the_answer_fell(
    client, answer, known, hear, state, time
):
    told = {"case_id": CASE, "body": "SUP-330106", "body_name": "西湖区执法监督科", "reply": "经查属实。"}
    joined = {"decision": "merge", "decided_at": time.now, "merged_into": "T2"}
    hear(ComplaintDecided, **known, version=2, **joined)
    hear(ComplaintAnswered, **known, **told, version=3, stage="concluded", concluded_at=time.now)
    assert state()["status"] == "concluded"
    hear(ComplaintReplyFell, **known, case_id=CASE, body="SUP-330106", version=4, fell_at=time.now)

    shown = state()
    assert (shown["status"], shown["outcome"]) == ("merged", None)
    assert not {"rate", "request_recheck"} & set(shown["may"])
    assert any("不再有效" in str(each["text"]) for each in shown["timeline"])
    again = told | {"case_id": uuid4(), "body": "SUP-330100", "reply": "重新答复。"}
    hear(ComplaintAnswered, **known, **again, version=3, stage="concluded", concluded_at=time.now)
    assert state()["status"] == "concluded"
    assert "request_recheck" in state()["may"]


def test_who_was_answered_with_another_complaint_gets_the_letter_of_what_fell(
    client, answer, known, hear, state, time
):
    told = {"case_id": CASE, "body": "SUP-330106", "body_name": "西湖区执法监督科", "reply": "经查属实。"}
    hear(ComplaintAnswered, **known, **told, version=3, stage="concluded", concluded_at=time.now)
    assert state()["messages"] == []
    later = told | {"letter": "不再执行。", "recheck_until": date(2027, 1, 6)}
    hear(ComplaintAnswered, **known, **later, version=4, stage="concluded", concluded_at=time.now)

    shown = state()
    assert [each["text"] for each in shown["messages"]] == ["不再执行。"]
    assert "2027-01-06" in str(shown)


def test_that_an_answer_fell_stands_below_the_answer_when_both_are_told_at_one_moment(
    client, answer, known, hear, state, time
):
    """So triage tells them where it heard of the loss before it heard of the answer."""
    told = {"case_id": CASE, "body": "SUP-330106"}
    fell = {"version": 3, "fell_at": time.now}
    hear(ComplaintReplyFell, **known, **told, **fell)
    concluded = {"body_name": "西湖区执法监督科", "reply": "经查属实。", "concluded_at": time.now}
    hear(ComplaintAnswered, **known, **told, **concluded, version=3, stage="concluded")

    assert "不再有效" in str(state()["timeline"][-1]["text"])


def test_a_case_that_another_body_took_over_was_not_given_up_for_want_of_people(
    client, answer, known, accepted, hear, time
):
    time.now += timedelta(days=1)
    moment = time.now
    hear(
        ComplaintAccepted,
        **known,
        version=5,
        decision="accept",
        body="SUP-330100",
        body_name="杭州市监督处",
        accepted_at=moment,
        investigate_by=date(2027, 1, 22),
        identity="anonymous",
        channel="web",
        contactable=False,
        barred=[],
    )
    time.now += timedelta(seconds=2)
    up = {"case_id": CASE, "version": 2, "body": "SUP-330106", "to_body": "SUP-330100", "passed_at": moment}
    hear(CasePassedUp, **known, **up, taken_over=True)

    url = f"{DOOR}/{answer['tracking_number']}"
    told = client.get(url, headers=receipt(answer) | {"Accept-Language": "zh-CN"}).get_json()["timeline"]
    steps = [one["text"] for one in told]
    assert "已改由其他机构办理，您反映的人员不参与办理" in steps[-2], steps
    assert "杭州市监督处" in steps[-1], "it came by that to the body that takes it up"
