"""An objection to an order that a recheck let stand is for the body that rechecked: nobody lifts it below."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.investigation import agenda
from services.investigation.domain.unit import Request, decider
from services.investigation.models import ArchivePiece, SupplementPiece
from shared.contracts.events import CaseConcluded
from shared.contracts.terms import Role, Service
from shared.work import Works
from tests.investigation.builders import accepted, caller, fields_for
from tests.investigation.rechecked import ABOVE, HERE, TOP
from tests.investigation.test_api import CHECKS, FINDING
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import WHO, read, taken, until

NAMES = {ABOVE: "杭州市应急管理局执法监督处", TOP: "浙江省应急管理厅执法监督处"}
LIFTED = {"ruling": "lifted", "answer": "事实另行认定。"}


def test_who_confirmed_the_order_decides_on_the_objection_and_whoever_follows_it_on_the_term() -> None:
    assert decider(Request.OBJECTION, "below", "above") == "above"
    assert decider(Request.OBJECTION, "below", None) == "below"
    assert decider(Request.MORE_TIME, "below", "above") == "below"


def head(seat: Any, body: str) -> Any:
    return seat(f"head {body}", Role.HEAD, home=body)


def recheck(case: str, opened: Any, seat: Any, body: str, version: int, **said: Any) -> str:
    """The next body finds the same of both matters, and decides."""
    found, first = read(seat, case), UUID(read(seat, case)["complaint_id"])
    allegations = [
        {name: each[name] for name in ("id", "respondent", "natures", "categories")}
        for each in found["allegations"]
    ]
    again = {
        "decision": "recheck",
        "recheck_of": first,
        "recheck_body": TOP,
        "allegations": allegations,
        "body_name": NAMES[body],
    }
    above = str(opened(accepted(first, version=version, body=body, **again)))
    anna = seat(f"anna {body}", home=body)
    anna.post(f"/cases/{above}/claim")
    for ref in ("1", "2"):
        anna.change(above, "findings", FINDING | {"allegation": ref} | said.pop(ref, {}))
    anna.change(above, "outcomes", {"outcomes": [], "first_result": "confirm"} | said)
    head(seat, body).change(above, "approval", {"decision": "approve"})
    return above


@pytest.fixture
def objected(case: str, issue: Any, opened: Any, seat: Any) -> tuple[str, str, Any]:
    """The case below, its recheck, and the unit that objected before that was decided."""
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    return case, recheck(case, opened, seat, ABOVE, 7), unit


def ruled(seat: Any, body: str, case: str, **said: Any) -> Any:
    found = seat(f"reader {body}", home=body).get(f"/cases/{case}").get_json()
    (asked,) = [each for each in found["unit_requests"] if each["request"] == "objection"]
    door = f"/cases/{case}/unit-requests/{asked['id']}/ruling"
    return head(seat, body).post(door, LIFTED | said, found["version"])


def test_nobody_lifts_below_what_the_body_above_confirmed(
    objected: tuple[str, str, Any], seat: Any, said: Any
) -> None:
    case, above, unit = objected
    refused = ruled(seat, HERE, case)
    assert (refused.status_code, refused.get_json()["type"].rpartition(":")[2]) == (409, "objection_above")
    below = Browser(head(seat, HERE)).get(f"/investigation/cases/{case}", tab="closing")
    sound(below)
    assert "杭州市应急管理局执法监督" in below
    assert "异议由其决定" in below
    assert "杭州市应急管理局" in unit.open()
    assert "复查" not in unit.open(), "that somebody asked for a recheck the unit is not told"
    told = len(said(CaseConcluded))
    done = ruled(seat, ABOVE, above)

    assert done.status_code == 200, done.get_json()
    assert (done.get_json()["state"], done.get_json()["upheld"][0]["state"]) == ("concluded", "lifted")
    now = read(seat, case)
    assert (now["state"], now["rectifications"][0]["state"]) == ("concluded", "lifted")
    answered, followed = said(CaseConcluded, Service.TRIAGE)[told:]
    assert (answered.body, "不再执行" in answered.letter) == (ABOVE, True)
    assert (followed.body, followed.rectify_by, followed.letter) == (HERE, None, "")
    (letter,) = [each for each in done.get_json()["documents"] if each["kind"] == "unit_answer"]
    assert letter["number"].startswith("杭州市应急执监复")
    assert letter["number"] in unit.open()
    assert "已作出的处理" not in unit.open()


@pytest.mark.parametrize("late", [False, True])
def test_the_file_of_the_recheck_holds_the_objection_that_it_decided(
    objected: tuple[str, str, Any], seat: Any, works: Works, late: bool
) -> None:
    """Also where it was decided after the file was put away: in a supplement then."""
    case, above, _ = objected
    anna = seat(f"anna {ABOVE}", home=ABOVE)
    if not late:
        assert ruled(seat, ABOVE, above).status_code == 200
    anna.change(above, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    anna.change(above, "archive", {"years": 30, "note": ""})
    if late:
        assert ruled(seat, ABOVE, above).status_code == 200
        unfiled = anna.get(f"/cases/{above}/archive").get_json()["unfiled"]
        assert "unit_request" in [each["kind"] for each in unfiled]
        anna.change(above, "archive/supplements", {"note": ""})
    kept = anna.get(f"/cases/{above}/archive").get_json()
    with works.reading() as session:
        mine = SupplementPiece if late else ArchivePiece
        drawn = [each.drawn for each in session.scalars(select(mine).where(mine.kind == "unit_request"))]

    assert kept["unfiled"] == []
    volume = kept["supplements"][0] if late else kept
    assert [each["kind"] for each in volume["pieces"]].count("unit_request") == len(drawn) == 1
    ordered = next(each for each in read(seat, case)["documents"] if each["kind"] == "opinion")
    for said in (WHO, "与现场记录不符。", LIFTED["answer"], ordered["number"]):
        assert said in str(drawn)
    assert read(seat, case)["tracking_number"] not in str(drawn)


def test_the_body_above_sees_it_among_what_waits_for_a_head_and_decides_on_the_page(
    objected: tuple[str, str, Any], seat: Any, works: Works
) -> None:
    case, above, unit = objected
    with works.reading() as session:
        due = {
            body: {each.kind for each in agenda.items(session, found, date(2026, 12, 5), mine=False)}
            for body in (HERE, ABOVE)
            for found in [caller("h", Role.HEAD, home=body)]
        }
    assert ("unit_request" in due[HERE], "unit_request" in due[ABOVE]) == (False, True)
    for body, waits in ((HERE, case), (ABOVE, above)):
        listed = Browser(head(seat, body)).get("/investigation/", view="approval")
        assert (f"/investigation/cases/{waits}" in listed) == (body == ABOVE)

    browser, address = Browser(head(seat, ABOVE)), f"/investigation/cases/{above}"
    page = browser.get(address, tab="closing")
    sound(page)
    assert "与现场记录不符。" in page
    (asked,) = read(seat, case)["unit_requests"]
    sent = {"ruling": "changed", "answer": "期限过短。", "form": "ruling", "request": asked["id"]}
    where = f"{address}/unit-requests/{asked['id']}/ruling"
    kept = browser.post(where, page, **sent, **until("until", date(2027, 2, 10)))
    assert kept.status_code == 303, kept.get_data(as_text=True)
    (item,) = read(seat, case)["rectifications"]
    assert (item["due"], read(seat, case)["due"]) == ("2027-02-10", "2027-02-10")
    assert "2027年2月10日" in unit.open()
    for body, each in ((HERE, case), (ABOVE, above)):
        for tab in ("timeline", "closing"):
            sound(Browser(head(seat, body)).get(f"/investigation/cases/{each}", tab=tab))


def test_who_follows_it_decides_on_more_time_and_confirms_once_the_objection_is_answered(
    objected: tuple[str, str, Any], seat: Any
) -> None:
    case, above, unit = objected
    unit.send("more_time", who=WHO, reasons="需要财政拨款。", **until("until", date(2027, 2, 20)))
    (asked,) = [each for each in read(seat, case)["unit_requests"] if each["request"] == "more_time"]
    refused = ruled(seat, HERE, case)
    assert refused.get_json()["errors"][0]["code"] == "objection_above", "another of its requests is open"
    granted = {"ruling": "granted", "answer": "同意。", "until": "2027-02-10"}
    head(seat, HERE).change(case, f"unit-requests/{asked['id']}/ruling", granted)
    unit.report()
    sent = {"status": "confirmed", "text": "已核对"}
    waits = seat("anna").post(f"/cases/{case}/rectification", sent, read(seat, case)["version"])
    assert waits.get_json()["errors"][0]["code"] == "objection_waiting"
    assert ruled(seat, ABOVE, above, ruling="kept").status_code == 200

    assert seat("anna").change(case, "rectification", sent)["state"] == "concluded"


def test_a_recheck_that_is_closed_answers_what_came_later(
    case: str, issue: Any, opened: Any, seat: Any
) -> None:
    above = recheck(case, opened, seat, ABOVE, 7)
    anna = seat(f"anna {ABOVE}", home=ABOVE)
    reply = anna.get(f"/cases/{above}").get_json()["documents"][0]["id"]
    served = {"document": reply, "recipient": "本人", "way": "direct", "served_on": "2026-11-23"}
    anna.change(above, "service-records", served)
    anna.change(above, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    assert ruled(seat, HERE, case).status_code == 409
    done = ruled(seat, ABOVE, above)

    assert (done.status_code, done.get_json()["state"]) == (200, "closed"), done.get_json()
    assert read(seat, case)["state"] == "concluded"


def test_of_two_rechecks_the_last_decides_and_what_it_finds_otherwise_is_for_who_follows(
    case: str, issue: Any, opened: Any, seat: Any
) -> None:
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    first = recheck(case, opened, seat, ABOVE, 7)
    last = recheck(case, opened, seat, TOP, 9)
    assert seat(f"reader {ABOVE}", home=ABOVE).get(f"/cases/{first}").get_json()["upheld"] == []
    assert ruled(seat, TOP, last).status_code == 200
    assert [each["upheld_by"] for each in read(seat, case)["rectifications"]] == [
        "浙江省应急管理厅执法监督处"
    ]


def test_where_the_last_recheck_finds_otherwise_who_follows_decides(
    case: str, issue: Any, opened: Any, seat: Any
) -> None:
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    first = recheck(case, opened, seat, ABOVE, 7)
    other = {"nature": "unlawful"}
    orders = [{"code": "O2", "fields": fields_for("O2")}]
    recheck(case, opened, seat, TOP, 9, outcomes=orders, first_result="change", **{"1": other, "2": other})

    assert seat(f"reader {ABOVE}", home=ABOVE).get(f"/cases/{first}").get_json()["upheld"] == []
    assert ruled(seat, HERE, case).status_code == 200


def test_where_the_recheck_was_lost_after_its_answer_who_follows_decides_again(
    objected: tuple[str, str, Any], hear: Any, seat: Any
) -> None:
    """Its answer stands no more, and its heads can do nothing any more: the unit would wait in vain."""
    case, above, unit = objected
    hear(taken(read(seat, case)["complaint_id"], TOP, ABOVE, 9))
    assert seat(f"reader {ABOVE}", home=ABOVE).get(f"/cases/{above}").get_json()["state"] == "passed_up"

    assert "杭州市应急管理局" not in unit.open()
    assert ruled(seat, HERE, case).status_code == 200
