"""The seat's page: one form, a receipt to read out, and sight that ends on save."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.intake.models import Complaint
from shared import audit
from shared.contracts.events import ComplaintAssessed
from shared.contracts.terms import Role, Service
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from shared.staff.web import COOKIE
from tests.intake.views.forms import Page, get, post

SAID = {
    "what": "检查时没有出示证件。",
    "who_kind": "officer",
    "who_place": "330106",
    "who_name": "张三",
    "identity": "real_name",
    "person_name": "王小明",
    "person_phone": "13800001234",
    "call_number": "13800001234",
    "read_back": "yes",
}


@pytest.fixture
def seat(client, time):
    token = StaffToken(
        uuid4(), "seat", "坐席", "DEP-330106", frozenset([Role.HOTLINE]), uuid4(), time.now, time.now + timedelta(hours=1)
    )  # fmt: skip
    client.set_cookie(COOKIE, tokens.issue(token, tokens.signing_key()))
    return client


def test_a_call_is_written_down_and_its_receipt_read_out(seat, said):
    response = post(seat, "/hotline/", get(seat, "/hotline/"), **SAID)
    assert response.status_code == 303, response.get_data(as_text=True)

    page = get(seat, "/hotline/")
    (event,) = said(Service.TRIAGE)
    assert event.facts["respondents"][0]["name"] == "张三"
    assert event.contactable is True
    assert "jd-code__group" in page.text
    assert "检查时没有出示证件" not in page.text
    post(seat, "/hotline/next", page)
    assert "jd-code__group" not in get(seat, "/hotline/").text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": ""}, "what"),
        ({"who_place": "没有这个地方"}, "who_place"),
        ({"who_kind": ""}, "who_kind"),
        ({"identity": ""}, "identity"),
        ({"person_name": ""}, "person_name"),
        ({"call_number": "call me"}, "call_number"),
        ({"order_system": "12345"}, "order_number"),
        ({"occurred_on_year": "2027"}, "occurred_on"),
    ],
)
def test_a_mistake_is_shown_at_its_field_and_what_was_typed_stays(seat, kept, changed, field):
    typed = SAID | changed

    page = Page(post(seat, "/hotline/", get(seat, "/hotline/"), **typed))

    assert page.status == 422
    assert f"#{field}" in page.links
    assert field in page.ids
    assert page.fields["who_name"] == "张三"
    assert kept()["complaint"] == 0


def test_saved_twice_is_one_complaint(seat, kept):
    page = get(seat, "/hotline/")

    assert {post(seat, "/hotline/", page, **SAID).status_code for _ in range(2)} == {303}
    assert kept()["complaint"] == 1


def test_a_stale_token_keeps_what_was_typed(seat, kept):
    page = Page(post(seat, "/hotline/", get(seat, "/hotline/"), **SAID | {"csrf_token": "old"}))

    assert (page.status, page.fields["what"], kept()["complaint"]) == (400, SAID["what"], 0)


def test_only_seats_get_in(client):
    assert client.get("/hotline/").status_code == 303
    assert client.post("/hotline/").status_code == 401


def test_looking_for_earlier_complaints_keeps_what_was_typed_and_nothing_else(seat, kept):
    page = Page(post(seat, "/hotline/", get(seat, "/hotline/"), **SAID, do="look"))

    assert (page.status, page.fields["what"], kept()["complaint"]) == (200, SAID["what"], 0)
    assert page.text.count("<h2>") >= 3


def test_a_letter_counts_from_its_stamp_and_says_so_to_its_writer_and_to_the_supervisor(
    seat, said, hear, works, bearer, browser
):
    """Stamped on Monday the 16th, entered a week later."""
    stamped = {"received_on_year": "2026", "received_on_month": "11", "received_on_day": "16"}
    dated = {"dated_on_year": "2026", "dated_on_month": "11", "dated_on_day": "13"}
    letter = SAID | {"channel": "letter", "call_number": ""} | stamped | dated

    wrong = Page(post(seat, "/hotline/", get(seat, "/hotline/"), **letter | {"dated_on_day": "17"}))
    assert (wrong.status, "#received_on" in wrong.links, wrong.fields["dated_on_day"]) == (422, True, "17")

    assert post(seat, "/hotline/", get(seat, "/hotline/"), **letter).status_code == 303
    (event,) = said(Service.TRIAGE)
    assert (event.received_at.isoformat(), event.accept_by.isoformat()) == (
        "2026-11-15T16:00:00+00:00", "2026-12-01",
    )  # fmt: skip
    with works.reading() as session:
        kept = session.get_one(Complaint, event.complaint_id)
        trail = audit.read(session, subject=event.tracking_number)
    told = next(entry.detail for entry in trail if entry.action == "complaint.received")
    assert (kept.entered_at, kept.dated_on) == (works.clock(), date(2026, 11, 13))
    assert (told["received_on"], told["dated_on"]) == ("2026-11-16", "2026-11-13")

    hear(
        ComplaintAssessed, complaint_id=event.complaint_id, tracking_number=event.tracking_number, version=1,
        barred=[],
    )  # fmt: skip
    overview = get(browser(bearer(Role.HEAD, "SUP-330106")), "/hotline/overview").text
    assert event.tracking_number in overview
    assert "5 个工作日" in overview
