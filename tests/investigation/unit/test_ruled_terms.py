"""What a review decision or judgment gives until a day (art. 18), no body gives longer."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from shared.contracts.terms import Role
from tests.investigation.builders import LATER, fields_for
from tests.investigation.ended import annulled_by, revoking
from tests.investigation.test_api import FINDING
from tests.investigation.test_views import Browser
from tests.investigation.unit.conftest import WHO, Unit, read, until

RULED = date(2026, 12, 31)
EARLIER = date(2026, 12, 10)


def judged(opened: Any, seat: Any, due: date, **said: str) -> str:
    """A case in which a unit is told to carry a judgment out."""
    case = str(opened())
    seat("anna").post(f"/cases/{case}/claim")
    seat("anna").change(case, "findings", FINDING)
    outcome = {"code": "O8", "fields": fields_for("O8", carry_out_by=due.isoformat(), **said)}
    seat("anna").change(case, "outcomes", {"outcomes": [outcome]})
    seat("head", Role.HEAD).change(case, "approval", {"decision": "approve"})
    return case


def asking(seat: Any, case: str, day: date, request: str = "more_time") -> Any:
    (item,) = read(seat, case)["rectifications"]
    asked = {"item": item["id"], "request": request, "who": WHO, "reasons": "需要财政拨款。"}
    asked |= {"until": day.isoformat()} if request == "more_time" else {}
    return seat("anna").post(f"/cases/{case}/unit-requests", asked, read(seat, case)["version"])


def ruling(seat: Any, case: str, day: date, said: str = "granted") -> Any:
    (asked,) = read(seat, case)["unit_requests"]
    body = {"ruling": said, "answer": "情况属实。", "until": day.isoformat()}
    where = f"/cases/{case}/unit-requests/{asked['id']}/ruling"
    return seat("head", Role.HEAD).post(where, body, read(seat, case)["version"])


def codes(answer: Any) -> list[str]:
    return [each["code"] for each in answer.get_json()["errors"]]


def test_a_unit_is_given_more_time_within_the_judgments_term_and_none_beyond_it(
    opened: Any, seat: Any
) -> None:
    case = judged(opened, seat, EARLIER, ruled_term=RULED.isoformat())
    beyond = date(2027, 1, 1)
    assert codes(asking(seat, case, beyond)) == ["later_than_ruled"]
    assert asking(seat, case, RULED).status_code == 201
    assert codes(ruling(seat, case, beyond)) == ["later_than_ruled"]
    assert ruling(seat, case, RULED).status_code == 200

    assert read(seat, case)["rectifications"][0]["due"] == RULED.isoformat()
    assert codes(asking(seat, case, beyond)) == ["later_than_ruled"]


def test_no_order_is_changed_to_a_later_day_than_the_judgments(opened: Any, seat: Any) -> None:
    case = judged(opened, seat, RULED, ruled_term=RULED.isoformat())
    assert asking(seat, case, RULED, "objection").status_code == 201

    assert codes(ruling(seat, case, date(2027, 1, 1), "changed")) == ["later_than_ruled"]


@pytest.mark.parametrize("ruled", [{"ruled_term": "2026-10-01"}, {}], ids=["over", "none"])
def test_a_day_of_the_bodys_own_is_made_longer_as_any_other(opened: Any, seat: Any, ruled: Any) -> None:
    case, day = judged(opened, seat, LATER, **ruled), date(2027, 2, 20)
    assert asking(seat, case, day).status_code == 201

    assert ruling(seat, case, day).status_code == 200


def test_the_units_page_offers_no_more_time_than_there_is(
    opened: Any, seat: Any, app: Flask, time: Any
) -> None:
    case = judged(opened, seat, EARLIER, ruled_term=RULED.isoformat())
    unit = _holding_a_link(seat, app, case)
    assert "其他机关不得延长" in unit.open(lang="zh")
    refused = unit.send("more_time", 422, who=WHO, reasons="需要拨款。", **until("until", date(2027, 1, 1)))
    assert "2026年12月31日" in refused
    time.pass_days((RULED - date(2026, 11, 23)).days)
    page = unit.open()

    assert "reasons-time" not in page
    assert "2026年12月31日" in page


def test_what_is_in_force_again_is_owed_within_the_judgments_term_while_that_runs(
    opened: Any, seat: Any, time: Any
) -> None:
    complaint, case = uuid4(), judged(opened, seat, LATER, ruled_term=LATER.isoformat())
    number = next(each["number"] for each in read(seat, case)["documents"] if each["kind"] == "notice")
    revoking(opened, seat, number, "superior", complaint)
    time.pass_days(40)
    annulled_by(opened, seat, complaint)
    (item,) = read(seat, case)["rectifications"]

    assert (item["state"], item["due"]) == ("open", LATER.isoformat())


def _holding_a_link(seat: Any, app: Flask, case: str) -> Unit:
    anna, address = Browser(seat("anna")), f"/investigation/cases/{case}"
    (item,) = read(seat, case)["rectifications"]
    page = anna.post(f"{address}/unit-links", anna.get(address, tab="closing"), item=item["id"])
    text = page.get_data(as_text=True)
    at = text.index("/investigation/unit/")
    return Unit(app.test_client(), text[at : at + 60].split('"')[0].split("<")[0])
