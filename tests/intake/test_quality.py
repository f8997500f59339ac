"""Supervisors draw calls and mark them; a seat reads its own marks; nobody sees what they are barred from."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.intake.domain.quality import Criterion, Grade
from services.intake.hotline_models import CallSample
from services.intake.models import Base, Complaint
from shared import crypto, erasing
from shared.audit import DETAIL
from shared.contracts.events import ComplaintAssessed, StaffChanged
from shared.contracts.terms import Role
from shared.staff import tokens
from shared.staff.tokens import StaffToken
from shared.staff.web import COOKIE
from tests.intake.views.forms import get, post

CALLS, SAMPLES, MARKS = "/api/v1/hotline/complaints", "/api/v1/hotline/samples", "/api/v1/hotline/marks"
ALL_MET = dict.fromkeys(Criterion, "met")
DEP, SUP = "DEP-330106", "SUP-330106"


@pytest.fixture
def account(time):
    """Headers of one account with a name of its own."""

    def make(role, home, name="坐席", staff_id=None):
        until = time.now + timedelta(hours=1)
        token = StaffToken(staff_id or uuid4(), name, name, home, frozenset([role]), uuid4(), time.now, until)
        return {"Authorization": f"Bearer {tokens.issue(token, tokens.signing_key())}"}

    return make


@pytest.fixture
def taken(client, time, hear, account, works):
    """One call taken at a seat and assessed: `taken(staff_id, barred=[...])`; its number."""

    def take(staff_id, barred=(), kind="officer", **said):
        call = {"started_at": (time.now - timedelta(minutes=5)).isoformat(), "ended_at": time.now.isoformat()}
        body = {
            "identity": "anonymous",
            "statement": "检查时没有出示证件。",
            "call": call | {"read_back": True},
            "respondents": [{"kind": kind, "division": "330106"}],
        }
        answer = client.post(CALLS, json=body | said, headers=account(Role.HOTLINE, DEP, staff_id=staff_id))
        assert answer.status_code == 201, answer.text
        number = answer.get_json()["tracking_number"]
        assess(hear, works, number, barred)
        return number

    return take


def assess(hear, works, number, barred, version=1):
    with works.reading() as session:
        key = session.scalar(select(Complaint.id).where(Complaint.tracking_number == number))
    hear(ComplaintAssessed, complaint_id=key, tracking_number=number, version=version, barred=list(barred))


def numbers(answer):
    return {one["tracking_number"] for one in answer.get_json()["items"]}


def test_a_call_is_drawn_once_marked_and_read_by_its_own_seat_alone(client, taken, account, works):
    mine, other = uuid4(), uuid4()
    number, head = taken(mine), account(Role.HEAD, SUP, "负责人")

    drawn = client.post(SAMPLES, json={}, headers=head)
    (sample,) = drawn.get_json()["items"]
    assert (drawn.status_code, sample["tracking_number"], sample["marks"]) == (201, number, None)
    assert client.post(SAMPLES, json={}, headers=head).status_code == 409
    assert client.get(SAMPLES, headers=head).get_json()["items"] == [sample]

    place = f"{SAMPLES}/{sample['id']}"
    read = client.get(place, headers=head)
    assert read.get_json()["statement"] == "检查时没有出示证件。"
    said = {"marks": ALL_MET | {"tone": "missed", "wording": "unknown"}, "comment": "可以更耐心。"}
    assert client.put(f"{place}/mark", json=said, headers=head).status_code == 428
    once = {"If-Match": read.headers["ETag"]}
    assert client.put(f"{place}/mark", json=said, headers=head | once).get_json()["score"] == 80
    assert client.put(f"{place}/mark", json=said, headers=head | once).status_code == 412

    (own,) = client.get(MARKS, headers=account(Role.HOTLINE, DEP, staff_id=mine)).get_json()["items"]
    assert (own["comment"], own["marks"]["tone"], "seed" in own) == ("可以更耐心。", "missed", False)
    assert client.get(MARKS, headers=account(Role.HOTLINE, DEP, staff_id=other)).get_json()["items"] == []
    (month,) = client.get("/api/v1/hotline/sample-months", headers=head).get_json()["items"]
    assert (month["month"], month["drawn"], month["marked"], month["score"]) == ("2026-11", 1, 1, 80)
    assert month["missed"]["tone"] == 1
    with works.reading() as session:
        trail = {
            row.action: json.loads(crypto.keyring().open(DETAIL, row.detail))
            for row in session.execute(select(Base.metadata.tables["audit"]))
        }
    assert trail["hotline.samples_drawn"]["seed"] == sample["seed"]
    assert trail["hotline.sample_marked"]["tone"] == "missed"
    assert "complaint.sampled" in trail


@pytest.mark.parametrize("barred", [DEP, SUP, "PERSON-330106:负责人"])
def test_what_a_supervisor_is_barred_from_is_neither_drawn_nor_found(
    client, taken, account, hear, works, barred
):
    mine, head = uuid4(), account(Role.HEAD, SUP, "负责人")
    taken(mine, barred=[barred])
    assert client.post(SAMPLES, json={}, headers=head).status_code == 409

    later = taken(mine)
    (sample,) = client.post(SAMPLES, json={}, headers=head).get_json()["items"]
    place = f"{SAMPLES}/{sample['id']}"
    client.put(f"{place}/mark", json={"marks": ALL_MET}, headers=head | {"If-Match": "*"})
    assess(hear, works, later, [barred], version=2)

    found, unknown = (client.get(at, headers=head) for at in (place, f"{SAMPLES}/{uuid4()}"))
    assert (found.status_code, found.get_json()) == (404, unknown.get_json())
    assert client.put(f"{place}/mark", json={"marks": ALL_MET}, headers=head).status_code == 404
    assert client.get(SAMPLES, headers=head).get_json()["items"] == []
    assert client.get("/api/v1/hotline/sample-months", headers=head).get_json()["items"] == []
    if barred == DEP:
        seat = account(Role.HOTLINE, DEP, staff_id=mine)
        assert client.get(MARKS, headers=seat).get_json()["items"] == []


def test_a_lot_of_one_seat_or_kind_draws_no_others(client, taken, account, hear, time):
    one, two = uuid4(), uuid4()
    about = {"username": "two", "display_name": "二", "home": DEP, "roles": ["hotline"], "active": True}
    hear(StaffChanged, staff_id=two, version=1, tokens_valid_from=time.now, **about)
    of_one, of_two = {taken(one), taken(one, kind="leader")}, {taken(two)}
    head = account(Role.HEAD, DEP, "头")

    assert numbers(client.post(SAMPLES, json={"seat": "two", "count": 9}, headers=head)) == of_two
    assert client.post(SAMPLES, json={"seat": "three"}, headers=head).status_code == 422
    leaders = numbers(client.post(SAMPLES, json={"kind": "leader", "count": 9}, headers=head))
    assert len(leaders) == 1
    assert leaders < of_one
    assert numbers(client.post(SAMPLES, json={"count": 9}, headers=head)) == of_one - leaders


def test_nobody_draws_or_marks_the_own_calls(client, taken, account):
    both = uuid4()
    taken(both)

    assert client.post(SAMPLES, json={}, headers=account(Role.HEAD, DEP, staff_id=both)).status_code == 409
    (sample,) = client.post(SAMPLES, json={}, headers=account(Role.HEAD, DEP)).get_json()["items"]
    own = account(Role.HEAD, DEP, staff_id=both) | {"If-Match": "*"}
    assert (
        client.put(f"{SAMPLES}/{sample['id']}/mark", json={"marks": ALL_MET}, headers=own).status_code == 404
    )


@pytest.mark.parametrize("role", [Role.HOTLINE, Role.STATISTICIAN, Role.TRIAGE, Role.AUDITOR])
def test_only_heads_draw_and_read(client, account, role):
    who = account(role, DEP)

    assert client.post(SAMPLES, json={}, headers=who).status_code == 403
    assert client.get(SAMPLES, headers=who).status_code == 403


@pytest.mark.parametrize(
    "marks", [{}, {"tone": "met"}, ALL_MET | {"tone": "fine"}, ALL_MET | {"looks": "met"}, []]
)
def test_half_a_mark_is_no_mark(client, taken, account, marks):
    taken(uuid4())
    head = account(Role.HEAD, DEP) | {"If-Match": "*"}
    (sample,) = client.post(SAMPLES, json={}, headers=head).get_json()["items"]

    assert (
        client.put(f"{SAMPLES}/{sample['id']}/mark", json={"marks": marks}, headers=head).status_code == 422
    )


def test_the_pages_draw_mark_and_show(client, taken, account):
    def sit(who):
        client.set_cookie(COOKIE, who["Authorization"].removeprefix("Bearer "))

    mine = uuid4()
    number = taken(mine, identity="confidential", complainant={"name": "李小红", "phone": "13912345678"},
                   statement="我叫李小红，电话13912345678，他们没有出示证件。")  # fmt: skip
    sit(account(Role.HEAD, SUP, "负责人"))
    assert "/hotline/samples" in get(client, "/hotline/overview").links
    listed = get(client, "/hotline/samples")
    wrong = post(client, "/hotline/samples", listed, count="0")
    assert (wrong.status_code, 'href="#count"' in wrong.text) == (422, True)
    assert post(client, "/hotline/samples", listed, seat=str(uuid4())).status_code == 404
    assert post(client, "/hotline/samples", listed).status_code == 303
    assert post(client, "/hotline/samples", listed).status_code == 409

    (place,) = {
        link for link in get(client, "/hotline/samples").links if link.startswith("/hotline/samples/")
    }
    page = get(client, place)
    assert "13912345678" not in page.text
    lacking = post(client, place, page, comment="这句话留着", facts="met")
    assert (lacking.status_code, "这句话留着" in lacking.text, 'href="#tone"' in lacking.text) == (
        422,
        True,
        True,
    )
    assert post(client, place, page, comment="很好", **ALL_MET).status_code == 303
    assert post(client, place, page, comment="慢了", **ALL_MET).status_code == 409
    sit(account(Role.HOTLINE, DEP, staff_id=mine))
    own = get(client, "/hotline/marks").text
    assert number in own
    assert "很好" in own
    assert "100 %" in own


def test_the_grades_stay_when_the_complaint_is_erased(client, taken, account, works):
    taken(uuid4())
    head = account(Role.HEAD, DEP) | {"If-Match": "*"}
    (sample,) = client.post(SAMPLES, json={}, headers=head).get_json()["items"]
    said = {"marks": ALL_MET, "comment": "来电人提到了家里人。"}
    client.put(f"{SAMPLES}/{sample['id']}/mark", json=said, headers=head)
    with works.reading() as session:
        row = session.scalars(select(CallSample)).one()
        erasing.blank(session, Base.metadata, row.complaint_id, {})
        session.expire_all()
        assert (row.comment, row.marks["tone"]) == (None, Grade.MET)
