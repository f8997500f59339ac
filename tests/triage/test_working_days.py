"""A year entered at the desk of the nation: deadlines that rested on it move, here and in the other services."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.triage.domain.arrangements import special, write
from services.triage.models import Complaint
from shared import workdays
from shared.contracts.events import CaseExtended, WorkdaysAnnounced
from shared.contracts.terms import Role
from shared.work import Works
from tests.triage.builders import NOW, received
from tests.triage.conftest import Seat

DOOR = "/triage/api/v1/workdays"
Sit = Callable[..., Seat]
LATE = datetime(2026, 12, 28, 1, tzinfo=UTC)
"""Fifteen days later is Tuesday 12 January 2027, in a year that is not announced."""


@pytest.fixture
def nation(seat: Sit) -> Seat:
    return seat("SUP-000000", Role.ADMIN)


def arrangement(*off: str, **more: Any) -> dict[str, Any]:
    days = [one.as_json() for one in special(2027, workdays.load())]
    days += [{"day": day, "kind": "holiday", "name": "测试"} for day in off]
    return {"year": 2027, "days": days, "reason": "国办发明电", "dry_run": False} | more


def late(**said: Any) -> Any:
    event = received(**said)
    return type(event)(**{**event.__dict__, "received_at": LATE, "accept_by": date(2027, 1, 12)})


def accept_by(works: Works, event: Any) -> date | None:
    with works.reading() as session:
        found = session.get(Complaint, event.complaint_id)
        return found.accept_by if found else None


def test_a_year_is_read_by_everyone_and_says_whether_it_is_announced(seat: Sit) -> None:
    found = seat().get(DOOR, year=2026).get_json()

    assert (found["announced"], found["version"]) == (True, 0)
    assert {"day": "2026-10-01", "kind": "holiday", "name": ""} in found["days"]
    assert seat().get(DOOR, year=2028).get_json()["announced"] is False


def test_a_dry_run_counts_what_moves_and_moves_nothing(
    nation: Seat, desk_works: Works, hear: Callable[..., None]
) -> None:
    hear(event := late())
    told = nation.post(DOOR, arrangement("2027-01-12", dry_run=True, reason="")).get_json()

    assert (told["off"], told["acceptances"], told["version"]) == (["2027-01-12"], 1, 0)
    assert event.tracking_number not in str(told)
    assert accept_by(desk_works, event) == date(2027, 1, 12)


def test_entering_a_year_moves_open_deadlines_and_tells_the_others(
    nation: Seat, desk_works: Works, hear: Callable[..., None], said: Callable[..., list[Any]], seat: Sit
) -> None:
    hear(event := late())
    assert seat().get("/triage/api/v1/complaints").get_json()["items"][0]["provisional"] is True

    entered = nation.post(DOOR, arrangement("2027-01-12"), version=0)

    assert (entered.status_code, entered.get_json()["acceptances"]) == (200, 1)
    assert accept_by(desk_works, event) == date(2027, 1, 13)
    (announced,) = said(WorkdaysAnnounced)
    assert (announced.year, announced.version) == (2027, 1)
    assert seat().get("/triage/api/v1/complaints").get_json()["items"][0]["provisional"] is False
    assert nation.get(DOOR, year=2027).get_json()["history"][0]["reason"] == "国办发明电"
    hear(other := late())
    assert accept_by(desk_works, other) == date(2027, 1, 13)
    nation.post(DOOR, arrangement(), version=1)
    assert accept_by(desk_works, event) == date(2027, 1, 12)


def test_only_the_nations_administrator_enters_a_year(seat: Sit) -> None:
    body = arrangement()

    assert seat("SUP-330000", Role.ADMIN).post(DOOR, body, version=0).status_code == 403
    assert seat("SUP-000000", Role.HEAD).post(DOOR, body, version=0).status_code == 403


def test_a_wrong_arrangement_is_refused_as_a_whole(nation: Seat) -> None:
    wrong = nation.post(DOOR, arrangement("2026-01-12"), version=0)
    assert wrong.get_json()["errors"][-1]["code"] == "other_year"
    assert (
        nation.post(DOOR, arrangement(reason=""), version=0).get_json()["errors"][0]["pointer"] == "/reason"
    )
    assert nation.post(DOOR, arrangement(days=None), version=0).get_json()["errors"][0]["pointer"] == "/days"
    assert nation.post(DOOR, arrangement()).status_code == 428
    nation.post(DOOR, arrangement(), version=0)
    assert nation.post(DOOR, arrangement(), version=0).status_code == 412


def test_the_page_shows_the_differences_before_it_enters_them(nation: Seat, seat: Sit) -> None:
    lines = write([*arrangement("2027-01-12")["days"]])
    typed = {"year": "2027", "version": "0", "lines": lines, "reason": "国办发明电"}

    shown = nation.submit("/triage/workdays", **typed)
    assert "12 Jan 2027 (Tue)" in shown.text
    assert nation.submit("/triage/workdays", **typed, keep="yes").status_code == 303
    assert nation.submit("/triage/workdays", **typed, keep="yes").status_code == 409
    bad = nation.submit("/triage/workdays", **typed | {"lines": "day,kind\nx,holiday\n"})
    assert bad.status_code == 422
    assert "Line 2" in bad.text
    assert 'name="lines"' not in seat("SUP-330000", Role.ADMIN).get("/triage/workdays", year="2027").text


def test_the_desk_reads_the_last_day_as_it_is_counted_today(
    nation: Seat, seat: Sit, hear: Callable[..., None], desk_works: Works
) -> None:
    waiting, accepted = received(), received()
    hear(waiting, accepted)
    seat().decide(accepted.tracking_number, decision="confirm")

    def read(event: Any) -> tuple[str, bool]:
        found = seat().get(f"/triage/api/v1/complaints/{event.tracking_number}").get_json()
        clocks = found["assessment"]["deadlines"]
        return clocks["investigate_by"], clocks["provisional"]

    assert (read(waiting), read(accepted)) == (("2027-01-22", True), ("2027-01-22", True))

    nation.post(DOOR, arrangement("2027-01-22"), version=0)
    assert (read(waiting), read(accepted)) == (("2027-01-25", False), ("2027-01-25", False))

    desk_works.clock.now = NOW + timedelta(days=10)  # type: ignore[attr-defined]  # the tests' own clock
    assert (read(waiting), read(accepted)) == (("2027-02-01", False), ("2027-01-25", False))

    about = {"complaint_id": accepted.complaint_id, "tracking_number": accepted.tracking_number}
    hear(
        CaseExtended(
            id=uuid4(), at=NOW + timedelta(days=9), version=4, case_id=uuid4(), body="SUP-330106",
            body_name="西湖区", investigate_by=date(2027, 2, 24), message_id=uuid4(), reason="取证", **about,
        )
    )  # fmt: skip
    assert read(accepted) == ("2027-02-24", False)
