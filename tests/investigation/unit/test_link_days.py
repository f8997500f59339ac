"""How long a unit's link leads to its correction: as long as that has a day, and one paper at a time."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from shared.contracts.terms import Role
from tests.investigation.ended import NUMBER, annulled_by, revoking
from tests.investigation.test_api import CHECKS
from tests.investigation.unit.conftest import WHO, read


def _last_day(seat: Any, case: str) -> date:
    return max(date.fromisoformat(each["until"]) for each in read(seat, case)["unit_links"] if each["open"])


def test_what_is_in_force_again_is_reported_by_the_link_that_the_unit_holds(
    case: str, issue: Any, seat: Any, opened: Any, time: Any
) -> None:
    _, unit = issue()
    complaint = uuid4()
    revoking(opened, seat, NUMBER, "superior", complaint)
    time.pass_days(60)
    annulled_by(opened, seat, complaint)
    due = date.fromisoformat(read(seat, case)["rectifications"][0]["due"])
    time.pass_days((due - time.now.date()).days)
    unit.report()

    assert read(seat, case)["rectifications"][0]["state"] == "reported"
    assert _last_day(seat, case) == due + timedelta(days=30)


def test_who_is_pressed_with_a_later_day_answers_by_the_same_link(
    case: str, issue: Any, seat: Any, time: Any
) -> None:
    _, unit = issue()
    (item,) = read(seat, case)["rectifications"]
    time.pass_days(75)
    until = time.now.date() + timedelta(days=20)
    urging = {"item": item["id"], "text": "请立即落实。", "until": str(until)}
    seat("head", Role.HEAD).change(case, "urgings", urging)

    assert _last_day(seat, case) == until + timedelta(days=30)
    time.pass_days(20)
    unit.report()


def test_a_link_that_was_over_when_another_was_issued_leads_nowhere_also_with_a_later_day(
    case: str, issue: Any, seat: Any, time: Any
) -> None:
    _, lost = issue()
    time.pass_days(90)
    lost.open(404)
    _, unit = issue()
    until = str(time.now.date() + timedelta(days=20))
    (item,) = read(seat, case)["rectifications"]
    asked = {"item": item["id"], "request": "more_time", "who": WHO, "reasons": "正在办理", "until": until}
    (request,) = seat("anna").change(case, "unit-requests", asked)["unit_requests"]
    ruling = {"ruling": "granted", "answer": "同意", "until": until}
    seat("head", Role.HEAD).change(case, f"unit-requests/{request['id']}/ruling", ruling)

    lost.open(404)
    unit.report()


def test_what_a_check_follows_since_its_case_is_closed_is_reported_there_by_the_same_link(
    case: str, issue: Any, seat: Any, opened: Any, time: Any
) -> None:
    """The page told the unit what it owes until when, and let it send nothing."""
    _, unit = issue()
    complaint = uuid4()
    revoking(opened, seat, NUMBER, "superior", complaint)
    seat("anna").change(case, "closure", {"checks": dict.fromkeys(CHECKS, "卷宗")})
    time.pass_days(40)
    annulled_by(opened, seat, complaint)
    unit.report()
    (row,) = [each for each in seat("anna").get("/cases").get_json()["items"] if each["origin"]]
    check = read(seat, row["id"])

    assert [each["state"] for each in check["rectifications"]] == ["reported"]
    assert ([each["open"] for each in check["unit_links"]], read(seat, case)["unit_links"]) == ([True], [])


def test_an_objection_that_waited_when_its_measure_fell_has_its_days_anew_with_it(
    case: str, issue: Any, seat: Any, opened: Any, time: Any
) -> None:
    _, unit = issue()
    unit.send("objection", who=WHO, reasons="与记录不符")
    (before,) = read(seat, case)["unit_requests"]
    complaint = uuid4()
    revoking(opened, seat, NUMBER, "superior", complaint)
    time.pass_days(40)
    annulled_by(opened, seat, complaint)
    (request,) = read(seat, case)["unit_requests"]

    assert request["answer_by"] >= str(date.fromisoformat(before["answer_by"]) + timedelta(days=40))


def test_the_days_for_objecting_run_from_the_last_receipt(
    case: str, issue: Any, seat: Any, time: Any
) -> None:
    """A copy that another unit received first did not begin the days of the one that is bound; nor did an
    earlier receipt that was entered by mistake."""
    time.pass_days(12)
    opinion = next(each for each in read(seat, case)["documents"] if each["kind"] == "opinion")
    served = {"document": opinion["id"], "recipient": "执法大队", "way": "direct", "served_on": "2026-12-05"}
    seat("anna").change(case, "service-records", served)
    _, unit = issue()
    time.pass_days(10)

    unit.send("objection", who=WHO, reasons="与现场记录不符。")
    assert read(seat, case)["unit_requests"][0]["request"] == "objection"
