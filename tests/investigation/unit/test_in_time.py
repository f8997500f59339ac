"""A unit that reported by its day is in time, however long the body takes to look at the report."""

from datetime import date
from typing import Any

import pytest

from shared.contracts.terms import Role
from tests.investigation.builders import LATER
from tests.investigation.test_views import Browser
from tests.investigation.unit.conftest import read, until

LEFT = (LATER - date(2026, 11, 23)).days
"""Days from the first to the unit's last one."""
REPORTED = {"status": "reported", "text": "已退还款项"}
CONFIRMED = {"status": "confirmed", "text": "收条已核对"}
REFUSED = {"status": "not_accepted", "text": "未附收条"}


def counted(seat: Any) -> tuple[int, int]:
    outcomes = seat("head", Role.HEAD).get("/reports/annual", year=2026).get_json()["outcomes"]
    return outcomes["carried_out"], outcomes["carried_out_in_time"]


def confirm(case: str, seat: Any, **said: Any) -> None:
    seat("anna").change(case, "rectification", CONFIRMED | said)


def test_what_it_reports_by_its_link_counts_from_that_day(
    case: str, issue: Any, seat: Any, time: Any
) -> None:
    _, unit = issue()
    time.pass_days(LEFT)
    unit.report()
    time.pass_days(20)
    assert counted(seat) == (0, 0), "not confirmed yet"
    confirm(case, seat)
    assert counted(seat) == (1, 1)
    assert read(seat, case)["rectifications"][0]["reported_on"] == LATER.isoformat()


def test_of_a_report_on_paper_the_day_on_which_it_came_in_counts(case: str, seat: Any, time: Any) -> None:
    time.pass_days(LEFT + 5)
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    page = anna.get(address, tab="closing")
    (item,) = read(seat, case)["rectifications"]
    sent = {"form": "report", "item": item["id"], **REPORTED, **until("received", LATER)}
    assert anna.post(f"{address}/rectification", page, **sent).status_code == 303
    confirm(case, seat)
    assert counted(seat) == (1, 1)


def test_what_is_written_down_late_without_another_day_is_late(case: str, seat: Any, time: Any) -> None:
    time.pass_days(LEFT + 1)
    seat("anna").change(case, "rectification", REPORTED)
    confirm(case, seat)
    assert counted(seat) == (1, 0)


def test_a_report_that_was_not_accepted_counts_for_nothing(case: str, seat: Any, time: Any) -> None:
    seat("anna").change(case, "rectification", REPORTED)
    seat("anna").change(case, "rectification", REFUSED)
    assert read(seat, case)["rectifications"][0]["reported_on"] is None
    time.pass_days(LEFT + 1)
    seat("anna").change(case, "rectification", REPORTED)
    confirm(case, seat)
    assert counted(seat) == (1, 0)


@pytest.mark.parametrize(
    ("status", "day", "code"),
    [
        ("reported", "2026-11-22", "before_it_was_issued"),
        ("reported", "2026-11-24", "day_is_to_come"),
        ("confirmed", "2026-11-23", "of_a_report"),
        ("not_accepted", "2026-11-23", "of_a_report"),
    ],
)
def test_days_on_which_nothing_can_have_come_in(
    case: str, seat: Any, status: str, day: str, code: str
) -> None:
    if status != "reported":
        seat("anna").change(case, "rectification", REPORTED)
    said = {"status": status, "text": "已退还", "received": day}
    answer = seat("anna").post(f"/cases/{case}/rectification", said, read(seat, case)["version"])
    assert answer.status_code == 422
    assert [each["code"] for each in answer.get_json()["errors"]] == [code]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_and_table_say_what_is_counted(case: str, seat: Any, language: str) -> None:
    head = Browser(seat("head", Role.HEAD))
    page = head.get("/investigation/reports/annual", year="2026", lang=language)
    table = head._ask("GET", f"/investigation/reports/annual.csv?year=2026&lang={language}").get_data(
        as_text=True
    )
    label = {"zh": "以单位报告之日计", "en": "by the day of the unit's report"}[language]
    assert label in page.replace("&#39;", "'")
    assert label in table
