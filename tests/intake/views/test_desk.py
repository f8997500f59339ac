"""The seat's page keeps what is typed, takes calls from the telephone, and tells supervisors numbers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.intake.hotline import rings
from services.intake.hotline_models import SeatCall, SeatDraft
from shared.contracts.events import ComplaintAssessed, ComplaintDecided, StaffChanged
from shared.contracts.terms import Role, Service
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from shared.staff.web import COOKIE
from shared.work import SYSTEM
from tests.intake.views.forms import Page, get, post
from tests.intake.views.test_hotline import SAID

DESK = "/hotline/"


@pytest.fixture
def sit(client, time):
    """Sign in: `sit()` at a seat of the department, or with another role and home; the account."""

    def down(role=Role.HOTLINE, home="DEP-330106", staff_id=None):
        until = time.now + timedelta(hours=1)
        token = StaffToken(
            staff_id or uuid4(), "seat", "坐席", home, frozenset([role]), uuid4(), time.now, until
        )
        client.set_cookie(COOKIE, tokens.issue(token, tokens.signing_key()))
        return token

    return down


@pytest.fixture
def seat(client, sit):
    sit()
    return client


@pytest.fixture
def keep(seat):
    """What the page's script sends."""

    def send(page, **typed):
        return seat.post("/hotline/drafts", data=page.fields | typed)

    return send


def test_what_is_typed_is_there_again_after_a_crash_of_the_browser(seat, keep):
    answer = keep(get(seat, DESK), **SAID).get_json()
    assert (answer["outcome"], answer["version"]) == ("kept", 1)

    listed = get(seat, DESK)
    assert f"/hotline/?draft={answer['draft']}" in listed.links
    assert "13800001234" not in listed.text
    again = get(seat, f"/hotline/?draft={answer['draft']}")
    assert {name: again.fields.get(name) for name in ("what", "who_name", "person_phone")} == {
        name: SAID[name] for name in ("what", "who_name", "person_phone")
    }
    assert post(seat, DESK, again).status_code == 303
    assert f"/hotline/?draft={answer['draft']}" not in get(seat, DESK).links


def test_two_tabs_with_one_draft_overwrite_nothing(seat, keep, kept):
    first = keep(get(seat, DESK), what="甲说的")
    address = f"/hotline/?draft={first.get_json()['draft']}"
    one, other = get(seat, address), get(seat, address)

    assert keep(one, what="甲说的，又说").get_json()["outcome"] == "kept"
    apart = keep(other, what="乙说的").get_json()
    assert (apart["outcome"], kept()["seat_draft"]) == ("apart", 2)
    assert get(seat, address).fields["what"] == "甲说的，又说"
    assert keep(other, what="乙说的", draft=apart["draft"], version="1").get_json()["outcome"] == "kept"


def test_a_lost_answer_makes_no_second_draft_and_no_late_word_brings_one_back(seat, keep, kept):
    page = get(seat, DESK)

    assert len({keep(page, **SAID).get_json()["draft"] for _ in range(2)}) == 1
    assert post(seat, DESK, page, **SAID).status_code == 303
    assert keep(page, **SAID, spot="二车间").get_json() == {"outcome": "sent"}
    assert (kept()["seat_draft"], kept()["complaint"]) == (0, 1)


def test_without_a_script_buttons_keep_let_wait_and_discard(seat, works, time, kept):
    draft = post(seat, DESK, get(seat, DESK), what="没说完", do="hold").headers["Location"]
    time.now += timedelta(seconds=90)
    waiting = get(seat, draft)
    assert "1:30" in waiting.text
    assert post(seat, DESK, waiting, do="resume").status_code == 303
    with works.reading() as session:
        held = session.scalars(select(SeatDraft)).one()
        assert (held.held_seconds, held.held_since) == (90, None)

    assert post(seat, DESK, get(seat, draft), do="aside").headers["Location"] == DESK
    post(seat, DESK, get(seat, draft), do="discard")
    assert kept()["seat_draft"] == 0
    assert seat.get(draft).headers["Location"] == DESK


def test_a_refused_call_is_kept_as_a_draft_and_an_unprotected_one_is_not(seat, keep, kept):
    page = get(seat, DESK)
    assert keep(page, **SAID, csrf_token="old").status_code == 400
    assert kept()["seat_draft"] == 0

    refused = Page(post(seat, DESK, page, **SAID | {"person_name": ""}))
    assert (refused.status, refused.fields["version"], kept()["seat_draft"]) == (422, "1", 1)


def test_an_announced_call_fills_in_the_number_and_stops_ringing_when_taken(seat, sit, works, time, keep):
    with works.begin(SYSTEM) as work:
        ring = str(rings.announce(work, "DEP-330106", "13800001234").id)
    assert "13800001234" not in seat.get("/hotline/ringing").text
    popped = get(seat, f"/hotline/?ring={ring}")
    assert (popped.fields["call_number"], popped.fields["ring"]) == ("13800001234", ring)

    draft = keep(popped).get_json()["draft"]
    assert ring not in seat.get("/hotline/ringing").text
    time.now += timedelta(minutes=4)
    with works.begin(SYSTEM) as work:
        rings.end(work, "DEP-330106", rings.UUID(ring))
    time.now += timedelta(minutes=9)
    taken = get(seat, f"/hotline/?draft={draft}")
    post(seat, DESK, taken, **SAID, asked=["officer-1", "officer-3", "leader-1"])
    with works.reading() as session:
        call = session.scalars(select(SeatCall)).one()
    assert (call.ended_at - call.began_at, call.asked, call.read_back) == (timedelta(minutes=4), 2, True)


def test_a_call_whose_number_is_withheld_rings_and_is_taken_too(seat, client, bearer, keep):
    sent = client.post(
        "/api/v1/hotline/calls", json={"number": None}, headers=bearer(Role.HOTLINE, "DEP-330106")
    )
    assert sent.status_code == 201
    assert "未显示号码" in seat.get("/hotline/ringing").text
    popped = get(seat, sent.get_json()["screen_pop"])
    assert (popped.fields["call_number"], popped.fields["ring"]) == ("", sent.get_json()["id"])

    taken = get(seat, f"/hotline/?draft={keep(popped).get_json()['draft']}")
    assert post(seat, DESK, taken, **SAID).status_code == 303
    assert sent.get_json()["id"] not in seat.get("/hotline/ringing").text


def test_enter_before_any_script_runs_takes_the_call_that_rings_and_keeps_what_was_typed(seat, works, kept):
    page = get(seat, DESK)
    assert post(seat, DESK, page, do="enter").headers["Location"] == DESK
    with works.begin(SYSTEM) as work:
        ring = rings.announce(work, "DEP-330106", "13800001234").id

    assert post(seat, DESK, page, do="enter").headers["Location"] == f"{DESK}?ring={ring}"
    for number, said in enumerate(({"channel": "letter"}, {"occurred_on_year": "2025"}, {"asked": ["a"]})):
        assert "?draft=" in post(seat, DESK, get(seat, DESK), do="enter", **said).headers["Location"]
        assert kept()["seat_draft"] == number + 1
    taken = get(seat, f"{DESK}?ring={ring}")
    draft = get(seat, post(seat, DESK, taken, do="enter").headers["Location"])
    assert draft.fields["call_number"] == "13800001234"


def test_before_a_receipt_is_put_away_another_call_can_be_taken(seat):
    post(seat, DESK, get(seat, DESK), **SAID)

    assert "jd-code__group" in get(seat, DESK).text
    assert get(seat, "/hotline/?number=13800001234").fields["call_number"] == "13800001234"
    assert "jd-code__group" in get(seat, DESK).text


def test_another_department_hears_nothing_ring(seat, sit, works, client):
    with works.begin(SYSTEM) as work:
        ring = rings.announce(work, "DEP-330106", "13800001234").id
    sit(home="DEP-330110")

    assert str(ring) not in client.get("/hotline/ringing").text
    assert get(client, f"/hotline/?ring={ring}").fields["call_number"] == ""


def test_a_number_in_the_address_is_filled_in_or_refused(seat):
    assert get(seat, "/hotline/?number=0571-88880000").fields["call_number"] == "0571-88880000"
    assert "call_number-error" in get(seat, "/hotline/?number=call+me").ids


def test_who_rings_and_says_no_other_number_is_reached_there(seat, said):
    post(seat, DESK, get(seat, DESK), **SAID | {"person_phone": ""})

    assert said(Service.TRIAGE)[0].contactable is True


def test_what_was_written_down_is_read_back_in_sentences(seat):
    typed = SAID | {"occurred_on_month": "11", "occurred_on_day": "20", "marks": "hazard"}
    page = post(seat, DESK, get(seat, DESK), **typed, do="read").get_data(as_text=True)

    for words in ("西湖区", "张三", "11月20日", "检查时没有出示证件。", "王小明", "138 0000 1234"):
        assert words in page, words


@pytest.fixture
def overseen(seat, sit, client, said, hear):
    """Save a call of 5 minutes, let triage say who is barred; then what the head reads."""
    token = sit()
    about = {"staff_id": token.staff_id, "username": "seat", "display_name": "坐席", "home": "DEP-330106"}

    def see(barred=(), decision=None, role=Role.HEAD, home="SUP-330106", **more):
        sit(staff_id=token.staff_id)
        order = {"channel": "12345", "order_system": "12345", "order_number": "HZ1"} if decision else {}
        assert post(client, DESK, get(client, DESK), **SAID | order | more).status_code == 303
        client.post("/hotline/next", data=get(client, DESK).fields)
        event = said(Service.TRIAGE)[-1]
        known = {"complaint_id": event.complaint_id, "tracking_number": event.tracking_number}
        hear(StaffChanged, **about, version=1, roles=["hotline"], active=True, tokens_valid_from=event.at)
        hear(ComplaintAssessed, **known, version=1, barred=list(barred))
        if decision:
            hear(ComplaintDecided, **known, version=2, decision=decision, body=None, body_name=None, text="地址不明", decided_at=event.at,
                 referrals=[])  # fmt: skip
        sit(role, home)
        return event.tracking_number, client.get("/hotline/overview").get_data(as_text=True)

    return see


def test_a_head_reads_which_orders_came_back(overseen):
    number, page = overseen(decision="return")

    assert page.count(number) == 1
    assert "地址不明" in page
    assert "/hotline/samples" in page


def test_a_statistician_reads_numbers_alone(overseen):
    number, page = overseen(role=Role.STATISTICIAN)

    assert "坐席" in page
    assert number not in page
    assert "/hotline/samples" not in page


@pytest.mark.parametrize("barred", ["DEP-330106", "SUP-330106"])
def test_what_the_house_is_barred_from_counts_nowhere(overseen, barred):
    _, before = overseen(barred=[barred], decision="return")
    number, after = overseen(barred=[barred], decision="return", order_number="HZ2")

    assert number not in after
    assert _table(before) == _table(after)
    assert "地址不明" not in after


def _table(page):
    return page[page.index("<tbody") : page.index("</tbody>")]


def test_only_heads_and_statisticians_oversee(seat):
    assert seat.get("/hotline/overview").status_code == 403
