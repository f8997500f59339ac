"""Objection and designation at the desks: once, in time, kept, and never past who is barred."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared.contracts.events import ComplaintAccepted, ComplaintDecided, ComplaintReceived
from shared.work import Works
from tests.triage.builders import HANGZHOU, XIHU, YUHANG, passed_up, received, respondent, withdrawn
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]
DESK = "/triage/api/v1/complaints"
BASIS = "该人员编制在余杭区。"


@pytest.fixture
def event(hear: Hear) -> ComplaintReceived:
    made = received(respondent("officer", XIHU))
    hear(made)
    return made


def act(seat: Seat, event: ComplaintReceived, what: str, **body: Any) -> Any:
    path = f"{DESK}/{event.tracking_number}"
    version = seat.get(path).get_json().get("version", 1)
    return seat.post(f"{path}/{what}", body, version)


def objected(seat: Sit, event: ComplaintReceived) -> Any:
    return act(seat(), event, "objection", proposed=f"SUP-{YUHANG}", basis=BASIS)


def test_an_objection_puts_it_before_the_common_superior(event: ComplaintReceived, seat: Sit) -> None:
    answer = objected(seat, event)

    assert (answer.status_code, answer.get_json()["desk"]) == (200, f"SUP-{HANGZHOU}")
    assert seat().get(f"{DESK}/{event.tracking_number}").status_code == 404
    shown = seat(f"SUP-{HANGZHOU}").get(f"{DESK}/{event.tracking_number}").get_json()
    assert shown["dispute"]["objection"]["basis"] == BASIS
    assert "objected" in [one["kind"] for one in shown["history"]]
    assert seat(f"SUP-{YUHANG}").get(f"{DESK}/{event.tracking_number}").status_code == 404


def test_the_body_that_objected_sees_what_becomes_of_it(event: ComplaintReceived, seat: Sit) -> None:
    objected(seat, event)
    act(seat(f"SUP-{HANGZHOU}"), event, "designation", body=f"SUP-{YUHANG}", reason="属实")

    (row,) = seat().get("/triage/api/v1/objections").get_json()["items"]
    assert (row["tracking_number"], row["designated"]) == (event.tracking_number, f"SUP-{YUHANG}")
    page = seat().get("/triage/objections").get_data(as_text=True)
    assert event.tracking_number in page
    assert BASIS not in page
    assert seat(f"SUP-{YUHANG}").get("/triage/api/v1/objections").get_json() == {"items": []}


def test_until_it_is_designated_nobody_decides(event: ComplaintReceived, seat: Sit) -> None:
    objected(seat, event)

    answer = seat(f"SUP-{HANGZHOU}").decide(event.tracking_number, decision="confirm")

    assert (answer.status_code, answer.get_json()["type"]) == (409, "urn:jiandu:problem:competence")


def test_the_designated_body_handles_it_and_cannot_return_it(
    event: ComplaintReceived, seat: Sit, said: Callable[..., list[Any]]
) -> None:
    objected(seat, event)
    act(seat(f"SUP-{HANGZHOU}"), event, "designation", body=f"SUP-{YUHANG}", reason="属实")
    yuhang = seat(f"SUP-{YUHANG}")

    again = act(yuhang, event, "objection", proposed=f"SUP-{XIHU}", basis="不属本机关")
    returned = yuhang.decide(event.tracking_number, decision="return", to=["12345"], reason="不属本机关")
    accepted = yuhang.decide(event.tracking_number, decision="confirm")

    assert (again.status_code, again.get_json()["type"]) == (409, "urn:jiandu:problem:designated")
    assert (returned.status_code, returned.get_json()["rule"]) == (409, "DESIGNATED")
    assert accepted.status_code == 200
    (told,) = said(ComplaintAccepted)
    assert (told.body, told.recheck_body) == (f"SUP-{YUHANG}", f"SUP-{HANGZHOU}")
    assert said(ComplaintDecided) == []


def test_designated_back_it_is_not_objected_to_again(event: ComplaintReceived, seat: Sit) -> None:
    objected(seat, event)
    act(seat(f"SUP-{HANGZHOU}"), event, "designation", body=f"SUP-{XIHU}", reason="在西湖区任职")

    answer = objected(seat, event)

    assert (answer.status_code, answer.get_json()["type"]) == (409, "urn:jiandu:problem:designated")


def test_a_barred_body_is_neither_proposed_nor_designated(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department", XIHU))
    hear(event)
    hangzhou = seat(f"SUP-{HANGZHOU}")

    proposed = act(hangzhou, event, "objection", proposed=f"SUP-{XIHU}", basis="应由区里办理")
    act(hangzhou, event, "objection", proposed=f"SUP-{YUHANG}", basis="应由余杭办理")
    above = seat("SUP-330000")
    designated = act(above, event, "designation", body=f"SUP-{XIHU}", reason="就近")

    assert (proposed.status_code, proposed.get_json()["type"]) == (409, "urn:jiandu:problem:recusal")
    assert (designated.status_code, designated.get_json()["type"]) == (409, "urn:jiandu:problem:recusal")
    assert seat().get(f"{DESK}/{event.tracking_number}").status_code == 404


def test_a_body_given_an_accepted_case_by_hand_objects_and_the_superior_designates(
    event: ComplaintReceived, seat: Sit, hear: Hear, said: Callable[..., list[Any]], desk_works: Works
) -> None:
    seat().decide(event.tracking_number, decision="accept", body=f"SUP-{HANGZHOU}", reason="案情复杂")
    (given,) = said(ComplaintAccepted)
    assert (given.given_by, str(given.object_by)) == (f"SUP-{XIHU}", "2026-11-24")
    first = given.accepted_at
    desk_works.clock.now += timedelta(days=1)  # type: ignore[attr-defined]
    objection = passed_up(given, f"SUP-{HANGZHOU}", proposed=f"SUP-{XIHU}", reason=BASIS)
    hear(objection)
    hear(objection)

    above = seat("SUP-330000")
    assert above.get(f"{DESK}/{event.tracking_number}").get_json()["dispute"]["objection"]["basis"] == BASIS
    (row,) = seat(f"SUP-{HANGZHOU}").get("/triage/api/v1/objections").get_json()["items"]
    assert row["tracking_number"] == event.tracking_number
    assert above.decide(event.tracking_number, decision="confirm").status_code == 409
    act(above, event, "designation", body=f"SUP-{HANGZHOU}", reason="由市级办理")
    seat(f"SUP-{HANGZHOU}").decide(event.tracking_number, decision="confirm")

    again = said(ComplaintAccepted)[-1]
    assert (again.body, again.accepted_at, again.investigate_by) == (given.body, first, given.investigate_by)
    assert (again.given_by, again.object_by) == (None, None)
    hear(passed_up(again, f"SUP-{HANGZHOU}", proposed=f"SUP-{XIHU}", reason=BASIS))
    assert len(said(ComplaintAccepted)) == 2


def test_after_its_day_it_is_too_late(event: ComplaintReceived, seat: Sit, desk_works: Works) -> None:
    desk_works.clock.now += timedelta(days=2)  # type: ignore[attr-defined]

    answer = objected(seat, event)

    assert (answer.status_code, answer.get_json()["type"]) == (409, "urn:jiandu:problem:too_late")


def test_the_days_begin_when_it_comes_to_the_desk(
    event: ComplaintReceived, seat: Sit, desk_works: Works
) -> None:
    desk_works.clock.now += timedelta(days=4)  # type: ignore[attr-defined]
    act(seat(), event, "facts", respondents=[respondent("department", XIHU)], reason="核实", leaves_desk=True)

    shown = seat(f"SUP-{HANGZHOU}").get(f"{DESK}/{event.tracking_number}").get_json()

    assert shown["dispute"]["object_by"] == "2026-11-30"


def test_a_withdrawal_leaves_the_dispute_where_it_is(hear: Hear, event: ComplaintReceived, seat: Sit) -> None:
    objected(seat, event)
    hear(withdrawn(event))

    assert seat(f"SUP-{HANGZHOU}").get(f"{DESK}/{event.tracking_number}").status_code == 200
    assert seat().get(f"{DESK}/{event.tracking_number}").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"proposed": f"SUP-{XIHU}", "basis": "x"}, 409, "no_superior"),
        ({"proposed": f"SUP-{YUHANG}"}, 422, "invalid"),
        ({"proposed": "SUP-999999", "basis": "x"}, 422, "invalid"),
        ({"basis": "x"}, 422, "invalid"),
    ],
)
def test_what_cannot_be_objected_is_refused(
    event: ComplaintReceived, seat: Sit, body: dict[str, str], status: int, code: str
) -> None:
    answer = act(seat(), event, "objection", **body)

    assert (answer.status_code, answer.get_json()["type"].rpartition(":")[2]) == (status, code)


def test_without_a_dispute_nothing_is_designated(event: ComplaintReceived, seat: Sit) -> None:
    answer = act(seat(), event, "designation", body=f"SUP-{YUHANG}", reason="x")

    assert (answer.status_code, answer.get_json()["type"]) == (409, "urn:jiandu:problem:no_dispute")


def test_sent_twice_each_takes_effect_once(event: ComplaintReceived, seat: Sit) -> None:
    def twice(home: str, what: str, version: int, body: dict[str, str]) -> list[Any]:
        seated = seat(home)
        seated.headers |= {"Idempotency-Key": what}
        path = f"{DESK}/{event.tracking_number}/{what}"
        return [seated.post(path, body, version) for _ in range(2)]

    first = twice(f"SUP-{XIHU}", "objection", 1, {"proposed": f"SUP-{YUHANG}", "basis": BASIS})
    then = twice(f"SUP-{HANGZHOU}", "designation", 2, {"body": f"SUP-{YUHANG}", "reason": "属实"})

    for one, other in (first, then):
        assert one.status_code == 200
        assert (one.get_json(), one.headers["ETag"]) == (other.get_json(), other.headers["ETag"])


def test_the_pages_do_the_same(event: ComplaintReceived, seat: Sit) -> None:
    path = f"/triage/complaints/{event.tracking_number}"
    assert "Not in charge: object" in seat().get(path).get_data(as_text=True)

    nowhere = seat().submit(f"{path}/objection", form="object", version="1", proposed="无此地", basis=BASIS)
    silent = seat().submit(f"{path}/objection", form="object", version="1", proposed="余杭区")
    sent = seat().submit(f"{path}/objection", form="object", version="1", proposed="余杭区", basis=BASIS)
    above = seat(f"SUP-{HANGZHOU}")
    page = above.get(path).get_data(as_text=True)
    barren = above.submit(f"{path}/designation", form="designate", version="2", designated="余杭区")
    done = above.submit(
        f"{path}/designation", form="designate", version="2", designated="余杭区", reason="属实"
    )

    assert (nowhere.status_code, silent.status_code, sent.status_code) == (422, 422, 303)
    assert BASIS in nowhere.get_data(as_text=True)
    assert "Designate who is in charge" in page
    assert BASIS in page
    assert (barren.status_code, done.status_code) == (422, 303)
    assert seat(f"SUP-{YUHANG}").get(path).status_code == 200
