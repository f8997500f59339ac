"""A seat writes down what it hears, and loses sight of what concerns its own department."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from services.intake.models import Complaint
from shared.contracts.events import CaseKeptFrom, ComplaintAssessed
from shared.contracts.terms import Role, Service
from tests.intake.conftest import STATEMENT, receipt

DOOR = "/api/v1/hotline/complaints"
CALL = {
    "number": "13800001234",
    "started_at": "2026-11-23T09:00:00+08:00",
    "ended_at": "2026-11-23T09:12:00+08:00",
    "read_back": True,
}
SAID = {
    "identity": "real_name",
    "statement": STATEMENT,
    "complainant": {"name": "王小明", "phone": "13800001234"},
}


@pytest.fixture
def seat(bearer):
    return bearer(Role.HOTLINE, "DEP-330106")


def test_a_call_becomes_a_complaint_with_a_receipt(client, seat, said):
    response = client.post(DOOR, json=SAID | {"call": CALL}, headers=seat)

    answer = response.get_json()
    assert response.status_code == 201, answer
    assert (
        client.get(f"/api/v1/complaints/{answer['tracking_number']}", headers=receipt(answer)).status_code
        == 200
    )
    (event,) = said(Service.TRIAGE)
    assert (event.channel, event.received_at_division) == ("hotline", "330106")


def test_the_number_of_an_anonymous_caller_is_not_kept(client, seat, works):
    client.post(DOOR, json={"identity": "anonymous", "statement": STATEMENT, "call": CALL}, headers=seat)

    with works.reading() as session:
        call = session.scalars(select(Complaint.call)).one()
    assert call["number"] is None
    assert call["read_back"] is True


def test_the_same_order_of_another_system_is_one_complaint(client, seat, bearer, kept):
    order = {"channel": "12345", "external_order": {"system": "12345", "number": "HZ-2026-000123"}}

    first = client.post(DOOR, json=SAID | order, headers=seat)
    second = client.post(DOOR, json=SAID | order | {"statement": "又来一次"}, headers=seat)
    elsewhere = client.post(DOOR, json=SAID | order, headers=bearer(Role.HOTLINE, "DEP-440100"))

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.get_json()["tracking_number"] == first.get_json()["tracking_number"]
    assert second.get_json()["receipt_code"] is None
    assert elsewhere.get_json()["tracking_number"] != first.get_json()["tracking_number"]
    assert kept()["complaint"] == 2


def test_the_accused_seat_learns_nothing_from_the_number_of_an_order(client, seat, bearer, hear, said, kept):
    """Another seat took the order, and it is about this one's department."""
    order = SAID | {"channel": "12345", "external_order": {"system": "12345", "number": "HZ-7"}}
    above, other = bearer(Role.HOTLINE, "DEP-330100"), bearer(Role.HOTLINE, "DEP-330110")
    first = client.post(DOOR, json=order, headers=above).get_json()["tracking_number"]
    (event,) = said(Service.TRIAGE)
    hear(
        ComplaintAssessed, complaint_id=event.complaint_id, tracking_number=first, version=1,
        barred=["DEP-330106"],
    )  # fmt: skip

    accused = [client.post(DOOR, json=order, headers=seat).get_json() for _ in range(2)]
    harmless = client.post(DOOR, json=order, headers=other).get_json()

    assert accused[0]["receipt_code"], "as if it came for the first time"
    assert accused[0]["tracking_number"] == accused[1]["tracking_number"] != first
    assert harmless["tracking_number"] == first
    assert kept()["complaint"] == 2


def test_an_order_of_12345_came_through_12345_where_nobody_says_otherwise(client, seat, said):
    said_nothing = {name: value for name, value in SAID.items() if name != "channel"}
    for number, channel in enumerate((None, "hotline", "letter")):
        order = {"external_order": {"system": "12345", "number": str(number)}}
        client.post(DOOR, json=said_nothing | order | ({"channel": channel} if channel else {}), headers=seat)

    assert [event.channel for event in said(Service.TRIAGE)] == ["12345", "hotline", "letter"]


def test_a_seat_loses_sight_on_submit_and_gets_it_back_unless_barred(client, seat, bearer, hear, said):
    for _ in range(2):
        client.post(DOOR, json=SAID, headers=seat)
    own, harmless = said(Service.TRIAGE)
    assert client.get(DOOR, headers=seat).get_json()["items"] == []

    for event, barred in ((own, ["DEP-330106"]), (harmless, ["UNIT-330110:危化科"])):
        hear(
            ComplaintAssessed,
            complaint_id=event.complaint_id,
            tracking_number=event.tracking_number,
            version=1,
            barred=barred,
        )

    listed = client.get(DOOR, headers=seat).get_json()
    assert [item["tracking_number"] for item in listed["items"]] == [harmless.tracking_number]
    assert listed["next"] is None
    assert client.get(DOOR, headers=bearer(Role.HOTLINE, "DEP-330110")).get_json()["items"] == []


def test_the_list_is_read_in_pages(client, seat, hear, said):
    for _ in range(3):
        client.post(DOOR, json=SAID, headers=seat)
    for event in said(Service.TRIAGE):
        known = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
        hear(ComplaintAssessed, **known, version=1)

    first = client.get(f"{DOOR}?limit=2", headers=seat).get_json()
    rest = client.get(f"{DOOR}?limit=2&cursor={first['next']}", headers=seat).get_json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)


def test_only_hotline_seats_get_in(client, bearer):
    assert client.post(DOOR, json=SAID).status_code == 401
    assert client.post(DOOR, json=SAID, headers=bearer(Role.TRIAGE, "SUP-330106")).status_code == 403
    assert client.get(DOOR).status_code == 401
    assert client.get(DOOR, headers=bearer(Role.ADMIN, "SUP-330106")).status_code == 403


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({"channel": "web"}, "/channel", "not_a_choice"),
        ({"call": {"number": "call me"}}, "/call/number", "wrong_format"),
        ({"call": {"started_at": "2026-11-23 09:00"}}, "/call/started_at", "wrong_format"),
        ({"call": {"read_back": 1}}, "/call/read_back", "wrong_type"),
        ({"external_order": {"system": "12345"}}, "/external_order/number", "required"),
        ({"external_order": {"system": "", "number": "1"}}, "/external_order/system", "required"),
        ({"statement": "\x00"}, "/statement", "control_character"),
    ],
)
def test_bad_input_is_refused_with_its_field(client, seat, kept, said, pointer, code):
    response = client.post(DOOR, json=SAID | said, headers=seat)

    assert response.status_code == 422
    assert (pointer, code) in {(error["pointer"], error["code"]) for error in response.get_json()["errors"]}
    assert kept()["complaint"] == 0


def test_who_withdrew_from_the_case_reads_nothing_of_it_at_a_seat_of_theirs_either(
    client, bearer, hear, said
) -> None:
    """Neither in the list nor as what a caller said before, nor as an order; other seats do."""
    me = uuid4()
    mine, other = (bearer(Role.HOTLINE, "DEP-330106", who) for who in (me, uuid4()))
    order = {"channel": "12345", "external_order": {"system": "12345", "number": "HZ-9"}}
    client.post(DOOR, json=SAID | order, headers=other)
    (event,) = said(Service.TRIAGE)
    known = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
    hear(ComplaintAssessed, **known, version=1, barred=[])
    asked = (
        DOOR, "/api/v1/hotline/callers?number=13800001234", "/api/v1/hotline/orders?view=all",
    )  # fmt: skip

    def listed(who) -> list[int]:
        return [len(client.get(each, headers=who).get_json()["items"]) for each in asked]

    assert listed(mine) == listed(other) == [1, 1, 1]
    (item,) = client.get(asked[2], headers=mine).get_json()["items"]
    hear(CaseKeptFrom, **known, case_id=uuid4(), version=4, barred=[f"STAFF-{me}"])
    assert (listed(mine), listed(other)) == ([0, 0, 0], [1, 1, 1])
    assert client.get(f"/api/v1/hotline/orders/{item['id']}", headers=mine).status_code == 404
