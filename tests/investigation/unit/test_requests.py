"""What the supervised unit answers, objects to and asks for, and how it is answered in writing."""

from datetime import date
from typing import Any

from services.investigation import agenda
from shared.contracts.events import CaseConcluded
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import LATER, caller
from tests.investigation.test_api import concluded
from tests.investigation.test_documents import PAGES, texts
from tests.investigation.test_views import Browser, sound
from tests.investigation.unit.conftest import WHO, read, until


def test_the_unit_reports_and_reads_why_its_proof_was_not_accepted(case: str, issue: Any, seat: Any) -> None:
    _, unit = issue()
    refused = unit.send("report", 422, who=WHO, text="已退还<款项>", proofs="")
    assert "已退还&lt;款项&gt;" in refused
    unit.report()
    assert "已退还款项" in read(seat, case)["rectifications"][0]["report"]
    unit.send("report", 422, who=WHO, text="再报", proofs="无")
    seat("anna").change(case, "rectification", {"status": "not_accepted", "text": "缺少收条。"})
    assert "缺少收条。" in unit.open()
    unit.report()
    confirmed = seat("anna").change(case, "rectification", {"status": "confirmed", "text": "已核对"})

    assert confirmed["state"] == "concluded"
    assert 'name="text"' not in unit.open()
    unit.send("report", 422, who=WHO, text="再报", proofs="无")


def test_an_objection_goes_to_a_head_who_had_no_hand_in_it_and_is_answered_in_writing(
    case: str, issue: Any, seat: Any, said: Any
) -> None:
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    (asked,) = read(seat, case)["unit_requests"]
    assert asked["answer_by"] == "2026-12-08"
    unit.send("objection", 422, who=WHO, reasons="再提一次")
    ruling = f"unit-requests/{asked['id']}/ruling"
    version = read(seat, case)["version"]
    body = {"ruling": "lifted", "answer": "事实另行认定，撤回本意见。"}
    assert seat("anna").post(f"/cases/{case}/{ruling}", body, version).status_code == 403
    wrong = seat("head", Role.HEAD).post(f"/cases/{case}/{ruling}", body | {"ruling": "granted"}, version)
    assert wrong.status_code == 422
    ended = seat("head", Role.HEAD).change(case, ruling, body)

    assert ended["state"] == "concluded"
    assert ended["rectifications"][0]["state"] == "lifted"
    letter = next(each for each in ended["documents"] if each["kind"] == "unit_answer")
    assert letter["number"].startswith("西湖区应急执监复")
    page = unit.open()
    assert letter["number"] in page
    assert "撤回本意见" in page
    assert said(CaseConcluded)[-1].rectify_by is None


def test_the_days_for_objecting_end(case: str, issue: Any, time: Any) -> None:
    _, unit = issue()
    time.pass_days(16)
    assert "reasons-objection" not in unit.open()

    assert "异议期限已过" in unit.send("objection", 422, who=WHO, reasons="与现场记录不符。")


def test_a_measure_is_not_confirmed_over_an_objection_that_nobody_answered(
    case: str, issue: Any, seat: Any, works: Works
) -> None:
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    unit.send("more_time", who=WHO, reasons="需要财政拨款。", **until("until", date(2027, 2, 20)))
    unit.report()
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    item, version = read(seat, case)["rectifications"][0]["id"], read(seat, case)["version"]
    sent = {"item": item, "status": "confirmed", "text": "已核对"}
    refused = seat("anna").post(f"/cases/{case}/rectification", sent, version)
    assert refused.get_json()["errors"][0]["code"] == "objection_waiting"
    page = anna.post(f"{address}/rectification", anna.get(address, tab="closing"), **sent, form="check")
    assert "尚未答复" in page.get_data(as_text=True)
    asked = next(each for each in read(seat, case)["unit_requests"] if each["request"] == "objection")
    ruling = f"unit-requests/{asked['id']}/ruling"
    seat("head", Role.HEAD).change(case, ruling, {"ruling": "kept", "answer": "事实有录像证明。"})
    assert seat("anna").change(case, "rectification", sent)["state"] == "concluded"

    with works.reading() as session:
        due = agenda.items(session, caller("h", Role.HEAD), date(2026, 12, 5), mine=False)
    assert "unit_request" not in {each.kind for each in due}, "what became of the measure answers the rest"


def test_no_day_of_a_unit_lies_beyond_sight_or_before_its_document(case: str, seat: Any) -> None:
    head, item = seat("head", Role.HEAD), read(seat, case)["rectifications"][0]["id"]
    asked = {"item": item, "request": "more_time", "who": WHO, "reasons": "需要财政拨款。"}
    for wrong, code in (
        ({"until": "9999-12-31"}, "too_far_off"),
        ({"until": "2027-02-20", "received": "0001-01-01"}, "before_it_was_issued"),
        ({"until": "2027-02-20", "received": "2026-11-22"}, "before_it_was_issued"),
    ):
        answer = seat("anna").post(f"/cases/{case}/unit-requests", asked | wrong, read(seat, case)["version"])
        assert [each["code"] for each in answer.get_json()["errors"]] == [code]
    kept = seat("anna").change(case, "unit-requests", asked | {"until": "2027-02-20"})
    where = f"/cases/{case}/unit-requests/{kept['unit_requests'][0]['id']}/ruling"
    ruling = {"ruling": "granted", "answer": "同意。", "until": "9999-12-31"}

    assert head.post(where, ruling, kept["version"]).get_json()["errors"][0]["code"] == "too_far_off"


def test_more_time_moves_the_day_and_the_complainant_hears_of_it(
    case: str, issue: Any, seat: Any, said: Any
) -> None:
    _, unit = issue()
    unit.send("more_time", 422, who=WHO, reasons="需要财政拨款。", **until("until", LATER))
    unit.send("more_time", who=WHO, reasons="需要财政拨款。", **until("until", date(2027, 2, 20)))
    (asked,) = read(seat, case)["unit_requests"]
    head, address = Browser(seat("head", Role.HEAD)), f"/investigation/cases/{case}"
    page = head.get(address, tab="closing")
    sent = {"ruling": "granted", "answer": "情况属实。", "form": "ruling", "request": asked["id"]}
    where = f"{address}/unit-requests/{asked['id']}/ruling"
    assert head.post(where, page, **sent).status_code == 422
    assert head.post(where, page, **sent, **until("until", date(2027, 2, 10))).status_code == 303
    (item,) = read(seat, case)["rectifications"]

    assert (item["due"], item["first_due"]) == ("2027-02-10", LATER.isoformat())
    assert read(seat, case)["due"] == "2027-02-10"
    assert said(CaseConcluded)[-1].rectify_by == date(2027, 2, 10)
    assert "2027年2月10日" in unit.open()


def test_more_time_until_a_day_off_is_given_as_it_is_decided_and_told(
    case: str, issue: Any, seat: Any, time: Any
) -> None:
    """2027-02-20 and 02-21 are a Saturday and a Sunday."""
    _, unit = issue()
    unit.send("more_time", who=WHO, reasons="需要财政拨款。", **until("until", date(2027, 2, 20)))
    made = read(seat, case)
    (asked,) = made["unit_requests"]
    (warning,) = asked["warnings"]
    assert (warning["code"], warning["pointer"]) == ("term_on_a_day_off", "/until")
    assert "2027年2月20日（周六）不是工作日，其后第一个工作日为2027年2月22日（周一）" in warning["message"]
    head = seat("head", Role.HEAD)
    address = f"/investigation/cases/{case}"
    assert "is no working day" in Browser(head).get(address, tab="closing", lang="en")

    granted = {"ruling": "granted", "answer": "情况属实。", "until": "2027-02-21"}
    ruled = head.change(case, f"unit-requests/{asked['id']}/ruling", granted)
    assert ruled["rectifications"][0]["due"] == "2027-02-21"
    (warning,) = ruled["unit_requests"][0]["warnings"]
    assert "21 Feb 2027 (Sun) is no working day" in warning["message"]
    page = Browser(head).get(address, tab="closing", lang="en")
    sound(page)
    assert "is no working day" in page
    unit.report()
    confirmed = seat("anna").change(case, "rectification", {"status": "confirmed", "text": "已核对"})
    assert confirmed["unit_requests"][0]["warnings"] == []


def test_no_word_of_a_working_day_or_of_what_is_refused(case: str, issue: Any, seat: Any) -> None:
    _, unit = issue()
    unit.send("more_time", who=WHO, reasons="需要财政拨款。", **until("until", date(2027, 2, 19)))
    (asked,) = read(seat, case)["unit_requests"]
    assert asked["warnings"] == []
    refused = {"ruling": "refused", "answer": "材料齐备，按期办理。"}
    ruled = seat("head", Role.HEAD).change(case, f"unit-requests/{asked['id']}/ruling", refused)
    assert ruled["unit_requests"][0]["warnings"] == []


def test_a_paper_is_entered_and_a_late_unit_pressed_for_it(
    case: str, issue: Any, seat: Any, time: Any
) -> None:
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    (item,) = read(seat, case)["rectifications"]
    sent = {"item": item["id"], "request": "objection", "who": WHO, "reasons": "不服。", "form": "enter"}
    page = anna.get(address, tab="closing")
    assert anna.post(f"{address}/unit-requests", page, **sent | {"who": ""}).status_code == 422
    received = until("received", date(2026, 11, 23))
    assert anna.post(f"{address}/unit-requests", page, **sent, **received).status_code == 303
    head = seat("head", Role.HEAD)
    urging = {"item": item["id"], "text": "请立即落实。", "until": "2027-02-20"}
    early = head.post(f"/cases/{case}/urgings", urging, read(seat, case)["version"])
    assert early.get_json()["type"].endswith("nothing_late")
    time.pass_days(60)
    head = seat("head", Role.HEAD)
    pressed = head.change(case, "urgings", urging)
    (letter,) = [each for each in pressed["documents"] if each["kind"] == "urging"]

    assert letter["addressee"] == item["unit"]
    assert not pressed["rectifications"][0]["late"]
    assert pressed["due"] == LATER.isoformat(), "the broken day stays broken"
    sound(Browser(head).get(address, tab="closing"))


def test_a_confirmation_may_rest_on_a_visit_after_the_report(
    case: str, issue: Any, seat: Any, time: Any
) -> None:
    anna, bert = seat("anna"), seat("bert")
    visit = {
        "day": "2026-11-23", "hours": "9时至10时", "place": "大队", "method": "on_site",
        "certificates_shown": "yes", "seen": "款项已退",
    }  # fmt: skip
    anna.change(case, "assignment", {"username": bert.token.username, "part": "second"})
    bert.post(f"/cases/{case}/declaration")
    anna.change(case, "visits", {"fields": visit, "supervisors": ["anna", "bert"]})
    _, unit = issue()
    time.pass_days(3)
    unit.report()
    anna = seat("anna")
    version = read(seat, case)["version"]
    body = {"status": "confirmed", "text": "已核对"}
    for number, code in ((1, "visit_before_report"), (2, "unknown_visit")):
        answer = anna.post(f"/cases/{case}/rectification", body | {"visit": number}, version)
        assert answer.get_json()["errors"][0]["code"] == code
    offered = Browser(anna).get(f"/investigation/cases/{case}", tab="closing")
    assert 'name="visit"' not in offered
    assert "先在报告之后现场核查" in offered
    day = visit | {"day": "2026-11-26"}
    anna.change(case, "visits", {"fields": day, "supervisors": ["anna", "bert"]})
    offered = Browser(anna).get(f"/investigation/cases/{case}", tab="closing")
    assert '<option value="2"' in offered
    assert '<option value="1"' not in offered

    assert anna.change(case, "rectification", body | {"visit": 2})["rectifications"][0]["visit"] == 2


def test_whoever_can_be_reached_is_called_back_once(opened: Any, seat: Any) -> None:
    reached, nobody = opened(), opened(contactable=False)
    for each in (reached, nobody):
        concluded(each, seat)
    anna, address = Browser(seat("anna")), f"/investigation/cases/{reached}"
    assert read(seat, reached)["call_back"]["due"] == "2026-11-30"
    assert read(seat, nobody)["call_back"] is None
    page = anna.get(address, tab="closing")
    sent = {"way": "message", "answer": "unsatisfied", "form": "call"}
    assert anna.post(f"{address}/call-back", page, **sent).status_code == 422
    assert anna.post(f"{address}/call-back", page, **sent, text="认为退款太慢").status_code == 303
    again = anna.post(f"{address}/call-back", anna.get(address, tab="closing"), **sent, text="再问")

    assert again.status_code == 409
    assert read(seat, reached)["call_back"]["answer"] == "unsatisfied"


def test_the_paper_tells_the_days_for_objecting_of_its_province(opened: Any, seat: Any) -> None:
    """Where a province gives them 20, a paper that says 15 cuts their right short."""
    case = opened(terms={"policy": "x", "unit_objection": 20})
    concluded(case, seat, ("O2", "O3"))

    said = {each["kind"]: issued_text(seat, case, each["id"]) for each in read(seat, case)["documents"]}

    for kind in ("opinion", "notice"):
        assert "20日内" in said[kind]
        assert "15日内" not in said[kind]


def issued_text(seat: Any, case: str, document: str) -> str:
    answer = Browser(seat("anna"))._ask("GET", PAGES.format(case, document, "docx"))
    return texts(answer.data)


def test_an_objection_that_was_answered_is_not_made_again(case: str, issue: Any, seat: Any) -> None:
    """Each one kept the measure from being confirmed, and a head at work, for as long as the days ran; where no
    receipt is kept, for ever. What was changed since may be objected to once more."""
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    (first,) = read(seat, case)["unit_requests"]
    seat("head", Role.HEAD).change(
        case, f"unit-requests/{first['id']}/ruling", {"ruling": "changed", "answer": "方式改为书面。"}
    )
    unit.send("objection", who=WHO, reasons="仍与现场记录不符。")
    second = next(each for each in read(seat, case)["unit_requests"] if not each["ruling"])
    seat("head", Role.HEAD).change(
        case, f"unit-requests/{second['id']}/ruling", {"ruling": "kept", "answer": "事实清楚。"}
    )

    assert "reasons-objection" not in unit.open()
    assert "已经复核答复" in unit.send("objection", 422, who=WHO, reasons="再提一次")
    item = read(seat, case)["rectifications"][0]["id"]
    asked = {"item": item, "request": "objection", "who": WHO, "reasons": "再提一次"}
    answer = seat("anna").post(f"/cases/{case}/unit-requests", asked, read(seat, case)["version"])
    assert [each["code"] for each in answer.get_json()["errors"]] == ["objected_before"]
