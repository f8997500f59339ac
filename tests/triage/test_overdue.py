"""What is not decided by its day is told upward: once, to nobody who is barred, and without its content."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.triage.escalating import escalate
from services.triage.models import Overdue
from shared.contracts.events import ComplaintReceived
from shared.work import Works
from tests.triage.builders import HANGZHOU, XIHU, YUHANG, ZHEJIANG, received, respondent, supplemented
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
OVERDUE = "/triage/api/v1/overdue"


@pytest.fixture
def later(desk_works: Works) -> Callable[[int], None]:
    """So many days after the day by which complaints of today are decided."""

    def to(days: int) -> None:
        desk_works.clock.now += timedelta(days=15 + days)  # type: ignore[attr-defined]

    return to


@pytest.fixture
def event(hear: Hear) -> ComplaintReceived:
    made = received()
    hear(made)
    return made


def told(works: Works) -> list[tuple[int, str]]:
    with works.reading() as session:
        return sorted((one.level, one.superior) for one in session.query(Overdue))


def test_on_its_day_nobody_is_told(event: ComplaintReceived, later: Any, desk_works: Works) -> None:
    later(0)

    assert escalate(desk_works) == 0


def test_the_body_above_is_told_once_and_later_the_next(
    event: ComplaintReceived, later: Any, desk_works: Works
) -> None:
    later(1)
    first = [escalate(desk_works), escalate(desk_works)]
    desk_works.clock.now += timedelta(days=5)  # type: ignore[attr-defined]
    then = [escalate(desk_works), escalate(desk_works)]

    assert (first, then) == ([1, 0], [1, 0])
    assert told(desk_works) == [(1, f"SUP-{HANGZHOU}"), (2, f"SUP-{ZHEJIANG}")]


def test_a_house_that_slept_tells_both_at_once(
    event: ComplaintReceived, later: Any, desk_works: Works
) -> None:
    later(30)

    assert escalate(desk_works) == 2


def test_the_superior_sees_whose_it_is_and_how_late_and_nothing_else(
    event: ComplaintReceived, later: Any, desk_works: Works, seat: Sit
) -> None:
    later(2)
    escalate(desk_works)
    above = seat(f"SUP-{HANGZHOU}")

    assert above.get(OVERDUE).get_json() == {
        "items": [
            {
                "tracking_number": event.tracking_number,
                "desk": f"SUP-{XIHU}",
                "accept_by": "2026-12-08",
                "days_late": 2,
            }
        ]
    }
    page = above.get("/triage/overdue").get_data(as_text=True)
    assert event.tracking_number in page
    assert "2 days late" in page
    assert event.statement[:6] not in page
    assert above.get(f"/triage/complaints/{event.tracking_number}").status_code == 404


def test_nobody_else_sees_it(event: ComplaintReceived, later: Any, desk_works: Works, seat: Sit) -> None:
    later(2)
    escalate(desk_works)

    for home in (f"SUP-{XIHU}", f"SUP-{YUHANG}", f"SUP-{ZHEJIANG}"):
        assert seat(home).get(OVERDUE).get_json() == {"items": []}
        assert event.tracking_number not in seat(home).get("/triage/overdue").get_data(as_text=True)


def test_a_superior_that_is_barred_is_passed_over(
    hear: Hear, later: Any, desk_works: Works, seat: Sit
) -> None:
    """A member of the body of Hangzhou came from Xihu and is accused: theirs is not told."""
    hear(
        received(
            respondent("officer", XIHU, current_post={"kind": "supervision_staff", "division": HANGZHOU})
        )
    )
    later(1)
    escalate(desk_works)

    assert told(desk_works) == [(1, f"SUP-{ZHEJIANG}")]
    assert seat(f"SUP-{HANGZHOU}").get(OVERDUE).get_json() == {"items": []}


def test_once_decided_it_is_pressed_no_more(
    event: ComplaintReceived, later: Any, desk_works: Works, seat: Sit
) -> None:
    later(1)
    escalate(desk_works)
    seat().decide(event.tracking_number, decision="confirm")

    assert seat(f"SUP-{HANGZHOU}").get(OVERDUE).get_json() == {"items": []}
    assert escalate(desk_works) == 0


def test_waiting_for_an_answer_does_not_stop_the_time(
    hear: Hear, event: ComplaintReceived, later: Any, desk_works: Works, seat: Sit
) -> None:
    """Petition art. 34 knows no pause; a province may allow one."""
    seat().decide(event.tracking_number, decision="pending_info", text="何时？", reason="不清楚")
    later(1)

    assert escalate(desk_works) == 1
    hear(supplemented(event, desk_works.clock()))
    shown = seat().get("/triage/api/v1/complaints").get_json()["items"][0]
    assert (shown["accept_by"], shown["due_state"], shown["days_left"]) == ("2026-12-08", "overdue", -1)


def test_the_list_warns_before_the_day(event: ComplaintReceived, desk_works: Works, seat: Sit) -> None:
    def row() -> Any:
        return seat().get("/triage/api/v1/complaints").get_json()["items"][0]

    fresh = row()
    desk_works.clock.now += timedelta(days=9)  # type: ignore[attr-defined]
    slow = row()
    page = seat().get("/triage/").get_data(as_text=True)

    assert (fresh["aim_by"], fresh["past_aim"], fresh["due_state"]) == ("2026-11-30", False, "ahead")
    assert (slow["past_aim"], slow["due_state"]) == (True, "ahead")
    assert "Past our own 5 working days" in page
    assert "6 days left" in page


def test_a_day_in_a_year_not_announced_is_marked(hear: Hear, desk_works: Works, seat: Sit) -> None:
    hear(replace(received(), accept_by=date(2027, 1, 7)))

    assert seat().get("/triage/api/v1/complaints").get_json()["items"][0]["provisional"] is True
    assert "provisional" in seat().get("/triage/").get_data(as_text=True)
