"""Who assigned a matter is told how it ended: a report before the decision is refused, and none counts."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.investigation.domain.own import interim_possible
from services.investigation.models import Mandate
from shared.contracts.terms import Role
from shared.work import SYSTEM, Works
from tests.investigation.builders import TODAY, fields_for
from tests.investigation.conflicts.posts import version_of
from tests.investigation.test_annual import YEAR
from tests.investigation.test_api import FINDING
from tests.investigation.test_own import opened_by
from tests.investigation.test_views import Browser

TEXT = {"text": "已查清，见内部通报。"}


@pytest.fixture
def assigned(seat: Any) -> str:
    case: str = opened_by(seat("head", Role.HEAD))["id"]
    seat("anna").post(f"/cases/{case}/claim")
    return case


def proposed(case: str, seat: Any) -> None:
    seat("anna").change(case, "findings", FINDING)
    seat("anna").change(case, "outcomes", {"outcomes": [{"code": "O1", "fields": fields_for("O1")}]})


def approved(case: str, seat: Any) -> None:
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})


def counted(seat: Any) -> tuple[int, int, int]:
    own = seat("head", Role.HEAD).get(YEAR, year=2026).get_json()["own"]
    return own["reports_made"], own["reports_in_time"], own["reports_late"]


@pytest.mark.parametrize("who", ["anna", "head"])
@pytest.mark.parametrize("before", ["investigating", "proposed"])
def test_nothing_is_reported_before_it_is_decided(assigned: str, seat: Any, who: str, before: str) -> None:
    if before == "proposed":
        proposed(assigned, seat)
    caller = seat(who, *((Role.HEAD,) if who == "head" else ()))
    case = caller.get(f"/cases/{assigned}").get_json()
    answer = caller.post(f"/cases/{assigned}/report-back", TEXT, case["version"])

    assert case["state"] == before
    assert answer.status_code == 409
    assert answer.get_json()["type"].endswith("nothing_decided_yet")
    assert "尚未作出决定" in Browser(caller).get(f"/investigation/cases/{assigned}", tab="closing")
    assert counted(seat)[0] == 0


def test_the_report_that_follows_the_decision_counts(assigned: str, seat: Any) -> None:
    proposed(assigned, seat)
    approved(assigned, seat)
    seat("anna").change(assigned, "report-back", TEXT)
    assert counted(seat) == (1, 1, 0)


def test_what_went_out_too_early_before_this_was_refused_is_no_report(
    assigned: str, seat: Any, works: Works, time: Any
) -> None:
    with works.begin(SYSTEM) as work:
        mandate = work.session.get_one(Mandate, UUID(assigned))
        mandate.report, mandate.reported_at, mandate.reported_by = "正在调查", work.now, "anna"
    time.pass_days(1)
    proposed(assigned, seat)
    approved(assigned, seat)
    assert counted(seat)[0] == 0
    time.pass_days(25)
    assert "向交办机关报告" in Browser(seat("anna")).get("/investigation/due")
    page = Browser(seat("anna")).get(f"/investigation/cases/{assigned}", tab="closing")
    assert "正在调查" in page
    time.pass_days(3)
    assert counted(seat) == (0, 0, 1)
    seat("anna").change(assigned, "report-back", TEXT)
    assert counted(seat) == (1, 0, 0)


HOW_IT_ENDED, HOW_FAR = "向交办机关报告", "向交办机关报告进展情况"


def due(seat: Any) -> list[str]:
    page = Browser(seat("anna")).get("/investigation/due", lang="zh")
    found = ["interim_report"] if HOW_FAR in page else []
    return found + (["report_back"] if HOW_IT_ENDED in page.replace(HOW_FAR, "") else [])


def until_the_day(seat: Any, case: str, days: int = 0) -> int:
    day = seat("anna").get(f"/cases/{case}").get_json()["mandate"]["report_by"]
    return (date.fromisoformat(day) - TODAY).days + days


def test_on_the_day_that_they_named_who_assigned_it_is_told_how_far_it_is(
    assigned: str, seat: Any, time: Any
) -> None:
    days = until_the_day(seat, assigned)
    time.pass_days(days - 8)
    early = seat("anna").post(f"/cases/{assigned}/report-back", TEXT, version_of(seat("anna"), assigned))
    assert early.status_code == 409
    time.pass_days(8)
    anna = seat("anna")
    assert "interim_report" in due(seat)
    assert "report_back" not in due(seat)
    browser, address = Browser(anna), f"/investigation/cases/{assigned}"
    page = browser.get(address, tab="closing", lang="zh")
    assert "尚未作出决定" in page
    sent = browser.post(f"{address}/report-back", page, text="已询问三人，预计十二月底作出决定。")
    assert sent.status_code == 303
    now = anna.get(f"/cases/{assigned}").get_json()
    assert (now["mandate"]["report"], now["mandate"]["interim_by"]) == (None, "anna")
    assert "预计十二月底" in now["mandate"]["interim"]
    assert [each["kind"] for each in now["documents"]] == ["report_back"]
    assert "已向交办机关报告进展情况" in browser.get(address, tab="timeline", lang="zh")
    assert "interim_report" not in due(seat)
    assert "预计十二月底" in browser.get(address, tab="closing")


def test_how_it_ended_stays_owed_after_that(assigned: str, seat: Any, time: Any) -> None:
    time.pass_days(until_the_day(seat, assigned))
    seat("anna").change(assigned, "report-back", {"text": "正在调查。"})
    assert counted(seat)[0] == 0
    proposed(assigned, seat)
    approved(assigned, seat)
    assert "report_back" in due(seat)
    ended = seat("anna").change(assigned, "report-back", TEXT)
    assert (ended["mandate"]["report"], ended["mandate"]["interim"]) == (TEXT["text"], "正在调查。")
    assert "report_back" not in due(seat)


def test_nothing_is_owed_in_between_where_it_is_decided_before_the_day(
    assigned: str, seat: Any, time: Any
) -> None:
    proposed(assigned, seat)
    approved(assigned, seat)
    time.pass_days(until_the_day(seat, assigned))
    assert due(seat) == ["report_back"]


def test_what_lies_in_the_queue_is_reported_on_by_a_head(seat: Any, time: Any) -> None:
    head = seat("head", Role.HEAD)
    case = opened_by(head)["id"]
    time.pass_days(until_the_day(seat, case))
    told = seat("head", Role.HEAD).change(case, "report-back", {"text": "待分配承办人员。"})
    assert (told["state"], told["mandate"]["interim"]) == ("queued", "待分配承办人员。")


@pytest.mark.parametrize(("days", "possible"), [(-8, False), (-7, True), (0, True), (90, True)])
def test_how_far_it_is_is_owed_around_the_day_and_after_it(days: int, possible: bool) -> None:
    assert interim_possible(TODAY, TODAY + timedelta(days=days)) is possible
    assert not interim_possible(None, TODAY)
