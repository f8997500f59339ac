"""The desk's pages, without JavaScript."""

from collections.abc import Callable

from shared.contracts.events import ComplaintAccepted
from tests.triage.builders import received, respondent
from tests.triage.conftest import Seat

Hear = Callable[..., None]
Sit = Callable[..., Seat]


def test_the_desk_lists_what_waits(hear: Hear, seat: Sit) -> None:
    event = received()
    hear(event)

    page = seat().get("/triage/").get_data(as_text=True)

    assert event.tracking_number in page
    assert "15 days left" in page
    assert event.tracking_number not in seat("SUP-330110").get("/triage/").get_data(as_text=True)


def test_statement_and_reasons_stand_beside_each_other(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department", name="西湖区应急管理局"))
    hear(event)

    page = seat("SUP-330100").get(f"/triage/complaints/{event.tracking_number}").get_data(as_text=True)

    assert event.statement in page
    assert "the body one level up handles it" in page
    assert "Measures art. 2" in page


def test_one_click_confirms(hear: Hear, seat: Sit, said: Callable[..., list[object]]) -> None:
    event = received()
    hear(event)

    answer = seat().submit(
        f"/triage/complaints/{event.tracking_number}/decision", decision="confirm", version="1"
    )

    assert answer.status_code == 303
    assert said(ComplaintAccepted)


def test_a_refused_decision_keeps_what_was_typed(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department"))
    hear(event)
    path = f"/triage/complaints/{event.tracking_number}/decision"
    seated = seat("SUP-330100")

    barred = seated.submit(path, decision="accept", body="SUP-330106", reason="就近", version="1")
    missing = seated.submit(path, decision="decline", text="不受理说明", version="1")
    stale = seated.submit(path, decision="confirm", version="7")
    unknown = seated.submit(path, decision="accept", body="无此地", reason="x", version="1")

    assert (barred.status_code, missing.status_code, stale.status_code, unknown.status_code) == (
        409, 422, 409, 422,
    )  # fmt: skip
    assert "is barred from this complaint" in barred.get_data(as_text=True)
    assert "不受理说明" in missing.get_data(as_text=True)


def test_the_accused_get_the_page_of_a_number_that_does_not_exist(hear: Hear, seat: Sit) -> None:
    event = received(respondent("department"))
    hear(event)

    hidden = seat().get(f"/triage/complaints/{event.tracking_number}")
    missing = seat().get("/triage/complaints/NO-SUCH-NUMB")

    assert hidden.status_code == missing.status_code == 404
    number, other = event.tracking_number, "NO-SUCH-NUMB"
    assert hidden.get_data(as_text=True).replace(number, other) == missing.get_data(as_text=True)
    assert (
        seat().submit(f"/triage/complaints/{number}/decision", decision="confirm", version="1").status_code
        == 404
    )
