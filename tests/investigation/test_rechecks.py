"""A recheck says what becomes of the first opinion; the second one is the last."""

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from docx import Document as Word

from services.investigation.agenda import items
from services.investigation.cabinet import folder_of
from services.investigation.models import Case
from services.investigation.sight import caller_of
from shared.contracts.events import CaseConcluded, ComplaintWithdrawn
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import accepted, fields_for
from tests.investigation.rechecked import ABOVE, HERE, TOP, answered, of_another, reader, rechecked
from tests.investigation.test_api import FINDING, concluded
from tests.investigation.test_views import Browser


@pytest.mark.parametrize(("result", "told"), [("confirm", "维持"), ("change", "变更"), ("annul", "撤销")])
def test_the_file_goes_up_and_the_reply_says_what_becomes_of_the_first(
    opened: Any, seat: Any, said: Any, result: str, told: str
) -> None:
    complaint = uuid4()
    concluded(opened(accepted(complaint)), seat)
    case = rechecked(opened, complaint, 7, ABOVE)
    seen = seat("reader", home=ABOVE).get(f"/cases/{case}").get_json()
    (before,) = seen["earlier"]

    assert seen["terms"][0]["article"] == "petition:35"
    assert before["body"] == "SUP-330106"
    assert before["findings"][0]["reasons"] == FINDING["reasons"]
    assert before["documents"][0]["number"].endswith("1号")
    assert FINDING["told"] in before["reply"]
    answered(case, seat, ABOVE, first_result=result)
    assert told in said(CaseConcluded)[-1].reply
    assert "经复查" in said(CaseConcluded)[-1].reply


@pytest.mark.parametrize("result", ["confirm", "change", "annul"])
def test_the_body_before_learns_the_result_and_an_annulled_opinion_binds_nobody(
    opened: Any, seat: Any, result: str
) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    (item,) = reader(seat, HERE).get(f"/cases/{first}").get_json()["rectifications"]
    case = rechecked(opened, complaint, 7, ABOVE)
    answered(case, seat, ABOVE, first_result=result)
    kept = reader(seat, HERE).get(f"/cases/{first}").get_json()
    papers = reader(seat, ABOVE).get(f"/cases/{case}").get_json()["documents"]
    letters = [each for each in papers if each["kind"] == "unit_answer"]

    assert [each["kind"] for each in kept["timeline"]].count(f"recheck_{result}") == 1
    if result != "annul":
        assert (kept["state"], kept["rectifications"][0]["state"], letters) == ("rectifying", "open", [])
        return
    assert (kept["state"], kept["rectifications"][0]["state"]) == ("concluded", "lifted")
    (letter,) = letters
    address = f"/investigation/cases/{case}/documents/{letter['id']}.docx"
    paper = Browser(reader(seat, ABOVE))._ask("GET", address).data
    said = "\n".join(each.text for each in Word(io.BytesIO(paper)).paragraphs)
    assert item["document"] in said
    assert letter["addressee"] == item["unit"]
    assert not any(word in said for word in ("复查", "投诉", "举报", kept["tracking_number"]))


def test_a_second_recheck_that_annuls_leaves_nothing_of_the_opinions_before(opened: Any, seat: Any) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    second = rechecked(opened, complaint, 7, ABOVE)
    answered(second, seat, ABOVE, first_result="confirm")
    answered(rechecked(opened, complaint, 9, TOP), seat, TOP, first_result="annul")
    for case, home in ((first, HERE), (second, ABOVE)):
        assert reader(seat, home).get(f"/cases/{case}").get_json()["state"] == "concluded"


def test_the_second_recheck_is_the_last(opened: Any, seat: Any, said: Any) -> None:
    complaint = uuid4()
    concluded(opened(accepted(complaint)), seat)
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE)
    last = rechecked(opened, complaint, 9, TOP)
    answered(last, seat, TOP, first_result="annul")
    assert reader(seat, TOP).get(f"/cases/{last}").get_json()["recheck_until"] is None
    papers = seat("reader", home=TOP).get(f"/cases/{last}").get_json()["documents"]

    assert next(each["title"] for each in papers if each["kind"] == "reply").endswith("复核意见书")
    first, second, third = (each.reply for each in said(CaseConcluded))
    assert "申请复查" in first
    assert "申请复核" in second
    assert "不再受理" in third
    assert "申请复" not in third
    assert "经复核，撤销" in third


def test_what_is_due_names_the_article_of_its_round(opened: Any, seat: Any, works: Works, time: Any) -> None:
    complaint, named = uuid4(), {}
    concluded(opened(accepted(complaint)), seat)
    answered(rechecked(opened, complaint, 7, ABOVE), seat, ABOVE)
    rechecked(opened, complaint, 9, TOP)
    flags = ["RECHECKED_BEFORE"]
    of_another(opened, uuid4(), 4, TOP, uuid4(), recheck_body="SUP-000000", flags=flags)
    rechecked(opened, uuid4(), 4, ABOVE)
    for home in (ABOVE, TOP):
        with works.reading() as session:
            caller = caller_of(session, reader(seat, home).token, date(2027, 6, 1))
            due = items(session, caller, date(2027, 6, 1), mine=False)
        named[home] = {each.article for each in due if each.kind == "investigation"}

    assert named == {ABOVE: {"petition:35"}, TOP: {"petition:36"}}


def test_a_recheck_of_what_was_answered_with_another_complaint_has_its_file_and_counts_its_answer(
    opened: Any, seat: Any, said: Any
) -> None:
    first, joined = uuid4(), uuid4()
    answered(opened(accepted(first)), seat, HERE)
    case = of_another(opened, first, 4, ABOVE, joined)
    seat(f"anna {ABOVE}", home=ABOVE).post(f"/cases/{case}/claim")
    seen = seat(f"anna {ABOVE}", home=ABOVE).get(f"/cases/{case}").get_json()
    answered(case, seat, ABOVE, first_result="annul")
    last = of_another(opened, first, 6, TOP, joined, recheck_body="SUP-000000")
    answered(last, seat, TOP, first_result="confirm")

    assert [each["body"] for each in seen["earlier"]] == [HERE]
    assert seen["may"]["ask_extension"]["code"] == "recheck_not_extended"
    before = reader(seat, HERE).get("/cases", state="concluded").get_json()["items"]
    assert len(before) == 1
    _, again, final = (each.reply for each in said(CaseConcluded))
    assert "复查意见" in again
    assert "申请复核" in again
    assert "不再受理" in final


def test_a_recheck_made_anew_of_what_was_rechecked_before_is_the_second_and_last(
    opened: Any, seat: Any, said: Any
) -> None:
    first, anew = uuid4(), uuid4()
    answered(opened(accepted(first)), seat, HERE)
    answered(rechecked(opened, first, 7, ABOVE), seat, ABOVE, first_result="confirm")
    flags = ["RECHECKED_BEFORE"]
    case = of_another(opened, first, 4, TOP, anew, recheck_body="SUP-000000", flags=flags)
    answered(case, seat, TOP, first_result="annul")
    seen = reader(seat, TOP).get(f"/cases/{case}").get_json()

    assert seen["recheck_until"] is None
    title = next(each["title"] for each in seen["documents"] if each["kind"] == "reply")
    assert title.endswith("复核意见书")
    assert "经复核，撤销" in said(CaseConcluded)[-1].reply
    assert "不再受理" in said(CaseConcluded)[-1].reply


def test_who_must_not_learn_of_the_first_complaint_sees_no_recheck_of_it(opened: Any, seat: Any) -> None:
    first = uuid4()
    opened(accepted(first, barred=["PERSON-330100:reader SUP-330100"]))
    case = of_another(opened, first, 4, ABOVE, uuid4())

    assert reader(seat, ABOVE).get(f"/cases/{case}").status_code == 404
    assert seat("other", home=ABOVE).get(f"/cases/{case}").status_code == 200


def test_who_must_not_learn_of_the_first_complaint_sees_no_second_recheck_either(
    opened: Any, seat: Any, works: Works
) -> None:
    first, anew, away = uuid4(), uuid4(), "reader SUP-330000"
    answered(opened(accepted(first, barred=[f"PERSON-330000:{away}"])), seat, HERE)
    answered(of_another(opened, first, 4, ABOVE, anew), seat, ABOVE, first_result="confirm")
    last = of_another(opened, anew, 6, TOP, anew, recheck_body="SUP-000000")
    other = seat("other", home=TOP).get(f"/cases/{last}").get_json()

    assert {each["body"] for each in other["earlier"]} == {HERE, ABOVE}
    assert seat(away, home=TOP).get(f"/cases/{last}").status_code == 404
    assert seat(away, home=TOP).get("/cases").get_json()["items"] == []
    with works.reading() as session:
        barred = folder_of(session, session.get_one(Case, UUID(last))).barred
    assert f"PERSON-330000:{away}" in barred


def test_who_asks_alone_for_the_second_recheck_has_the_first_handling_in_its_file_too(
    opened: Any, seat: Any, said: Any, works: Works
) -> None:
    """The recheck was asked for by another one; what is annulled at the last falls with all of it."""
    first, joined, alone, away = uuid4(), uuid4(), uuid4(), "reader SUP-330000"
    answered(opened(accepted(first, barred=[f"PERSON-330000:{away}"])), seat, HERE)
    answered(of_another(opened, first, 4, ABOVE, joined), seat, ABOVE, first_result="confirm")
    flags = ["RECHECKED_BEFORE"]
    last = of_another(opened, joined, 6, TOP, alone, recheck_body="SUP-000000", flags=flags)
    seen = seat("other", home=TOP).get(f"/cases/{last}").get_json()

    assert {each["body"] for each in seen["earlier"]} == {HERE, ABOVE}
    assert seat(away, home=TOP).get(f"/cases/{last}").status_code == 404
    assert seat(away, home=TOP).get("/cases").get_json()["items"] == []
    with works.reading() as session:
        assert f"PERSON-330000:{away}" in folder_of(session, session.get_one(Case, UUID(last))).barred
    answered(last, seat, TOP, first_result="annul")
    assert "不再受理" in said(CaseConcluded)[-1].reply
    assert (
        len(reader(seat, HERE).get("/cases", state="concluded").get_json()["items"]) == 1
    )  # nothing is owed


def test_what_another_body_took_over_after_the_answer_is_no_recheck(
    opened: Any, seat: Any, said: Any
) -> None:
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    taken = accepted(complaint, version=7, body=ABOVE, recheck_body=TOP, taken_from=HERE)
    case = str(opened(taken))
    answered(case, seat, ABOVE)
    again = rechecked(opened, complaint, 9, TOP)
    answered(again, seat, TOP, first_result="confirm")

    _, anew, recheck = (each.reply for each in said(CaseConcluded))
    assert "答复意见" in anew
    assert "申请复查" in anew
    assert "复查意见" in recheck
    assert "不再受理" not in recheck


def test_a_withdrawal_before_the_reply_does_not_end_the_recheck_asked_for_afterwards(
    opened: Any, seat: Any, hear: Any, time: Any
) -> None:
    complaint = uuid4()
    first = opened(accepted(complaint))

    def withdrawal(version: int) -> ComplaintWithdrawn:
        return ComplaintWithdrawn(
            id=uuid4(),
            at=time(),
            complaint_id=complaint,
            tracking_number="X",
            version=version,
            reason="不再追究",
        )

    hear(withdrawal(3))
    assert reader(seat, HERE).get(f"/cases/{first}").get_json()["withdrawn"]
    time.pass_minutes(5)
    answered(first, seat, HERE)
    case = rechecked(opened, complaint, 7, ABOVE)
    listed = reader(seat, ABOVE).get("/cases").get_json()["items"]
    assert not reader(seat, ABOVE).get(f"/cases/{case}").get_json()["withdrawn"]
    assert "withdrawn" not in listed[0]["marks"]
    time.pass_minutes(5)
    hear(withdrawal(9))
    assert reader(seat, ABOVE).get(f"/cases/{case}").get_json()["withdrawn"]
    assert "withdrawn" in reader(seat, ABOVE).get("/cases").get_json()["items"][0]["marks"]


def test_only_a_recheck_judges_a_first_opinion(opened: Any, seat: Any) -> None:
    case, anna = opened(), seat("anna")
    anna.post(f"/cases/{case}/claim")
    version = anna.change(case, "findings", FINDING)["version"]
    body = {"first_result": "annul", "outcomes": [{"code": "O2", "fields": fields_for("O2")}]}

    answer = anna.post(f"/cases/{case}/outcomes", body, version)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "/first_result"


@pytest.mark.parametrize("result", ["confirm", "change", "annul"])
def test_a_recheck_that_ends_early_judges_nothing(opened: Any, seat: Any, result: str) -> None:
    """Nothing would stand in the place of what it annuls."""
    complaint = uuid4()
    first = opened(accepted(complaint))
    answered(first, seat, HERE)
    case, anna = rechecked(opened, complaint, 7, ABOVE), reader(seat, ABOVE)
    version = anna.post(f"/cases/{case}/claim").get_json()["version"]
    ended = {"outcomes": [{"code": "O15", "fields": fields_for("O15")}]}

    refused = anna.post(f"/cases/{case}/outcomes", ended | {"first_result": result}, version)
    assert [(each["pointer"], each["code"]) for each in refused.get_json()["errors"]] == [
        ("/first_result", "ended_without_result")
    ]
    anna.change(case, "outcomes", ended)
    seat(f"head {ABOVE}", Role.HEAD, home=ABOVE).change(case, "approval", {"decision": "approve"})
    below = reader(seat, HERE).get(f"/cases/{first}").get_json()
    assert {item["state"] for item in below["rectifications"]} == {"open"}


@pytest.mark.parametrize("judged", [True, False])
def test_the_page_asks_what_becomes_of_the_earlier_opinion_and_takes_no_answer_for_an_early_end(
    opened: Any, seat: Any, judged: bool
) -> None:
    complaint = uuid4()
    answered(opened(accepted(complaint)), seat, HERE)
    case, anna = rechecked(opened, complaint, 7, ABOVE), reader(seat, ABOVE)
    anna.post(f"/cases/{case}/claim")
    unfounded = {**FINDING, "finding": "unfounded", "category": None, "nature": None, "serious": False}
    if judged:
        anna.change(case, "findings", unfounded)
    desk, address = Browser(anna), f"/investigation/cases/{case}"

    def sent(code: str, **said: Any) -> Any:
        fields = {f"{code}-{name}": text for name, text in fields_for(code).items()}
        form = desk.get(address, tab="outcome")
        return desk.post(f"{address}/outcomes", form, outcomes=code, **fields, **said)

    if judged:
        asked = sent("O12")
        assert asked.status_code == 422
        assert "first_result" in asked.get_data(as_text=True)
        assert anna.get(f"/cases/{case}").get_json()["state"] == "investigating"
        refused = sent("O15")
        assert refused.status_code == 422
        assert "已作出认定" in refused.get_data(as_text=True)
        return
    assert sent("O15", first_result="annul").status_code == 303
    assert anna.get(f"/cases/{case}").get_json()["proposal"]["first_result"] is None
