"""What is past its day is told to the body above once, which presses for it without reading it."""

from typing import Any

import pytest

from services.investigation.oversight import escalate
from shared.contracts.terms import Role
from shared.work import Works
from tests.investigation.builders import STATEMENT
from tests.investigation.test_views import Browser

ABOVE = "SUP-330100"


@pytest.fixture
def late(opened: Any, seat: Any, time: Any, works: Works) -> str:
    """A case whose sixty days are over."""
    found = opened()
    seat("anna").post(f"/cases/{found}/claim")
    time.pass_days(62)
    assert escalate(works) == 1
    return str(found)


def test_nothing_is_told_before_the_day_is_over_and_then_once(
    opened: Any, seat: Any, time: Any, works: Works
) -> None:
    opened()
    time.pass_days(60)
    assert escalate(works) == 0
    time.pass_days(1)

    assert [escalate(works) for _ in range(3)] == [1, 0, 0]


def test_the_head_above_sees_whose_it_is_and_how_late_and_no_word_of_it(late: str, seat: Any) -> None:
    (row,) = seat("chief", Role.HEAD, home=ABOVE).get("/late-cases").get_json()["items"]

    assert row["body"] == "SUP-330106"
    assert row["days_late"] == 2
    assert STATEMENT[:8] not in str(row)
    assert seat("chief", Role.HEAD, home=ABOVE).get(f"/cases/{late}").status_code == 404
    assert seat("other", Role.HEAD, home="SUP-330000").get("/late-cases").get_json()["items"] == []
    assert seat("own", Role.HEAD).get("/late-cases").get_json()["items"] == []
    assert seat("reader", home=ABOVE).get("/late-cases").status_code == 403


def test_an_instruction_stands_with_the_case_and_in_a_letter_of_the_body_above(late: str, seat: Any) -> None:
    chief = seat("chief", Role.HEAD, home=ABOVE)
    sent = chief.post(f"/late-cases/{late}/instructions", {"text": "请于五日内办结并书面报告。"})
    assert sent.status_code == 201

    seen = seat("anna").get(f"/cases/{late}").get_json()
    assert seen["instructions"][0]["text"] == "请于五日内办结并书面报告。"
    assert [each["kind"] for each in seen["timeline"]][-2:] == ["escalated", "instructed"]
    (letter,) = seen["documents"]
    assert (letter["kind"], letter["number"]) == ("urging", "杭州市应急执监督〔2027〕1号")
    assert "请于五日内办结" in Browser(seat("anna")).get(f"/investigation/cases/{late}")


def test_a_barred_head_above_learns_of_nothing(opened: Any, seat: Any, time: Any, works: Works) -> None:
    found = opened(barred=["PERSON-330100:周局长"])
    time.pass_days(62)
    escalate(works)
    barred = seat("chief", Role.HEAD, home=ABOVE, name="周局长")

    assert barred.get("/late-cases").get_json()["items"] == []
    assert barred.post(f"/late-cases/{found}/instructions", {"text": "请办结。"}).status_code == 404


def test_what_is_done_is_late_no_more(late: str, seat: Any) -> None:
    head = seat("head", Role.HEAD)
    seat("anna")
    seat("anna").change(
        late, "recusals", {"username": "anna", "side": "self", "tie": "kin", "reason": "近亲属"}
    )
    head.change(late, "passing-up", {"reason": "无人可办"})

    assert seat("chief", Role.HEAD, home=ABOVE).get("/late-cases").get_json()["items"] == []


def test_the_page_sends_and_keeps_what_was_typed(late: str, seat: Any) -> None:
    chief = Browser(seat("chief", Role.HEAD, home=ABOVE))
    page = chief.get("/investigation/late")
    where = f"/investigation/late/{late}/instructions"

    assert chief.post(where, page, text=" ").status_code == 422
    assert chief.post(where, page, text="请办结。").status_code == 303


@pytest.mark.parametrize(("home", "offered"), [("SUP-330106", False), (ABOVE, True), ("SUP-000000", True)])
def test_only_who_has_bodies_below_is_led_to_what_is_late_there(seat: Any, home: str, offered: bool) -> None:
    page = Browser(seat("chief", Role.HEAD, home=home)).get("/investigation/")

    assert ("/investigation/late" in page) is offered
    assert ("/investigation/recusals" in page) is offered
