"""Drafts of calls, and calls that the telephone system announces, for programs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from services.intake import chores
from shared.contracts.terms import Role
from shared.staff import tokens
from shared.staff.tokens import StaffToken

DRAFTS, CALLS = "/api/v1/hotline/drafts", "/api/v1/hotline/calls"
TYPED = {"call_number": "13800001234", "what": "检查时没有出示证件。", "marks": ["hazard"]}


@pytest.fixture
def seat(bearer):
    """Always the same account: each call of `bearer` is another."""
    return bearer(Role.HOTLINE, "DEP-330106")


@pytest.fixture
def begun(client, seat):
    answer = client.post(DRAFTS, json={"fields": TYPED}, headers=seat)
    assert answer.status_code == 201, answer.get_json()
    return answer.headers["Location"], answer.headers["ETag"]


def test_a_draft_is_the_accounts_own_and_sealed(client, seat, begun, bearer, works):
    where, _ = begun

    assert client.get(where, headers=seat).get_json()["fields"] == TYPED
    assert [one["version"] for one in client.get(DRAFTS, headers=seat).get_json()["items"]] == [1]
    for other in (bearer(Role.HOTLINE, "DEP-330106"), bearer(Role.HOTLINE, "DEP-330110")):
        assert client.get(where, headers=other).status_code == 404
        assert client.delete(where, headers=other | {"If-Match": "*"}).status_code == 404
        assert client.get(DRAFTS, headers=other).get_json() == {"items": []}
    assert client.get(DRAFTS, headers=bearer(Role.HEAD, "SUP-330106")).status_code == 403
    with works.reading() as session:
        rows = [
            *session.execute(text("select * from seat_draft")),
            *session.execute(text("select * from audit")),
        ]
    assert not any(word in str(rows) for word in ("13800001234", "出示"))


def test_who_comes_second_overwrites_nothing(client, seat, begun):
    where, etag = begun
    first = client.put(where, json={"fields": {"what": "甲"}}, headers=seat | {"If-Match": etag})
    second = client.put(where, json={"fields": {"what": "乙"}}, headers=seat | {"If-Match": etag})

    assert (first.status_code, second.status_code) == (200, 412)
    assert client.put(where, json={"fields": {}}, headers=seat).status_code == 428
    assert client.get(where, headers=seat).get_json()["fields"] == {"what": "甲"}


def test_begun_twice_with_one_key_is_one_draft_and_discarded_it_is_gone(client, seat, kept):
    key = seat | {"Idempotency-Key": "one"}
    first, again = (client.post(DRAFTS, json={"fields": TYPED}, headers=key) for _ in range(2))

    assert first.get_json() == again.get_json()
    assert first.headers["ETag"] == again.headers["ETag"]
    assert kept()["seat_draft"] == 1
    assert client.delete(first.headers["Location"], headers=seat | {"If-Match": '"v1"'}).status_code == 204
    assert kept()["seat_draft"] == 0


def test_an_anonymous_caller_leaves_no_number_in_a_draft(client, seat):
    answer = client.post(
        DRAFTS, json={"fields": TYPED | {"identity": "anonymous", "person_name": "王"}}, headers=seat
    )

    assert set(answer.get_json()["fields"]) == {"what", "marks", "identity"}


def test_drafts_and_announced_calls_end_by_themselves(client, seat, begun, bearer, time, works, kept):
    client.post(CALLS, json={"number": "13800001234"}, headers=seat)
    time.now += timedelta(days=8)

    assert client.get(DRAFTS, headers=bearer(Role.HOTLINE, "DEP-330106")).get_json() == {"items": []}
    assert chores.forget_calls(works) == 2
    assert (kept()["seat_draft"], kept()["seat_ring"]) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"what": 5}, "/fields/what/value"),
        ({"what": "\x00"}, "/fields/what/value"),
        ({"marks": ["x"] * 51}, "/fields/marks/value"),
        ({f"n{at}": "" for at in range(101)}, "/fields"),
        ([], "/fields"),
    ],
)
def test_what_is_no_form_is_refused(client, seat, fields, pointer):
    answer = client.post(DRAFTS, json={"fields": fields}, headers=seat)

    assert (answer.status_code, [one["pointer"] for one in answer.get_json()["errors"]]) == (422, [pointer])


def test_a_call_rings_at_the_department_until_its_line_is_closed(client, seat, bearer):
    call = client.post(CALLS, json={"number": "138 0000 1234"}, headers=seat).get_json()
    end = f"{CALLS}/{call['id']}/end"

    assert "1234" not in call["screen_pop"]
    assert client.post(end, headers=bearer(Role.HOTLINE, "DEP-330110")).status_code == 404
    assert client.post(f"{CALLS}/{uuid4()}/end", headers=seat).status_code == 404
    first, again = (client.post(end, headers=seat | {"Idempotency-Key": "end"}) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert first.get_json()["ended_at"]


def test_a_call_for_an_unknown_seat_is_refused(client, seat):
    answer = client.post(CALLS, json={"number": "13800001234", "seat": "nobody"}, headers=seat)

    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/seat")


def test_the_page_shows_a_draft_of_another_make(client, seat, time):
    """What a program put into a draft that the page does not know is no reason to fail."""
    token = StaffToken(uuid4(), "seat", "坐席", "DEP-330106", frozenset([Role.HOTLINE]), uuid4(), time.now,
                       time.now + timedelta(hours=1))  # fmt: skip
    signed = tokens.issue(token, tokens.signing_key())
    odd = {
        "what": ["x"],
        "asked": "y",
        "who_place": ["z"],
        "version": "7",
        "draft": "q",
        "identity": ["real_name"],
    }
    made = client.post(DRAFTS, json={"fields": odd}, headers={"Authorization": f"Bearer {signed}"}).get_json()
    client.set_cookie("jiandu_staff", signed)

    assert client.get(f"/hotline/?draft={made['id']}").status_code == 200
