"""Sending from a crowd: by work or by waiting everyone gets in, and where it is calm nothing is asked."""

import re
from datetime import timedelta
from itertools import count

import pytest

from services.intake.domain import crowd
from services.intake.domain.crowd import BITS, Crowd
from shared.crowds import HEADER
from tests.intake.conftest import DOOR, STATEMENT
from tests.intake.views.forms import fill_in, get, post

CROWDED = {HEADER: "crowded 3"}
BODY = {"identity": "anonymous", "statement": STATEMENT}
CHECK, TURN = "/complaints/new/check", "/complaints/turn"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setitem(BITS, Crowd.CROWDED, 6)


def proof_for(number: str, bits: int) -> str:
    return next(str(proof) for proof in count() if crowd.solves(number, str(proof), bits))


def test_a_program_works_for_its_complaint_and_gets_the_number_it_was_told(client, kept):
    asked = client.post(DOOR, json=BODY, headers=CROWDED)
    challenge = asked.get_json()["challenge"]

    assert (asked.status_code, asked.mimetype) == (429, "application/problem+json")
    assert asked.get_json()["type"] == "urn:jiandu:problem:proof_wanted"
    assert asked.headers["Retry-After"] == "1"
    assert kept()["complaint"] == kept()["sending_line"] == 0
    sent = BODY | {
        "ticket": challenge["ticket"],
        "proof": proof_for(challenge["tracking_number"], challenge["bits"]),
    }
    first, again = (client.post(DOOR, json=sent, headers=CROWDED) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.get_json() == again.get_json()
    assert first.get_json()["receipt_code"] == challenge["receipt_code"]


def test_work_serves_for_one_complaint_only(client):
    challenge = client.post(DOOR, json=BODY, headers=CROWDED).get_json()["challenge"]
    sent = {
        "ticket": challenge["ticket"],
        "proof": proof_for(challenge["tracking_number"], challenge["bits"]),
    }
    client.post(DOOR, json=BODY | sent, headers=CROWDED)

    other = client.post(DOOR, json=BODY | sent | {"statement": "另一件事，也是真的。"}, headers=CROWDED)
    assert other.status_code == 422


@pytest.mark.parametrize("told", [{}, {HEADER: "calm 1"}, {HEADER: "nonsense"}, {HEADER: "calm 99"}])
def test_where_it_is_calm_nothing_is_asked(client, told):
    assert client.post(DOOR, json=BODY, headers=told).status_code == 201


def test_without_a_script_one_waits_for_a_turn_and_then_sends(client, kept, time):
    fill_in(client)
    page = get(client, CHECK)
    in_line = client.post(CHECK, data=page.fields, headers=CROWDED)

    assert (in_line.status_code, in_line.headers["Location"]) == (303, TURN)
    waiting = get(client, TURN)
    assert 'http-equiv="refresh" content="5"' in waiting.text
    impatient = client.post(CHECK, data=waiting.fields, headers=CROWDED)
    assert impatient.headers["Location"] == TURN
    assert kept()["complaint"] == 0
    time.now += timedelta(seconds=5)
    turn = get(client, TURN)
    assert "http-equiv" not in turn.text
    sent = client.post(CHECK, data=turn.fields, headers=CROWDED)
    assert sent.headers["Location"] == "/complaints/receipt"
    assert (kept()["complaint"], kept()["sending_line"]) == (1, 1)


def test_a_script_works_instead_of_waiting(client, kept):
    fill_in(client)
    client.post(CHECK, data=get(client, CHECK).fields, headers=CROWDED)
    waiting = get(client, TURN)
    number, bits = (re.search(f'data-{name}="([^"]+)"', waiting.text)[1] for name in ("number", "proof"))

    proof = proof_for(number, int(bits))
    sent = client.post(CHECK, data=waiting.fields | {"proof": proof}, headers=CROWDED)

    assert sent.headers["Location"] == "/complaints/receipt"
    assert kept()["complaint"] == 1


def test_those_who_wait_have_one_turn_after_the_other(app, works):
    for seconds in (5, 6, 6):
        client = app.test_client()
        fill_in(client)
        client.post(CHECK, data=get(client, CHECK).fields, headers=CROWDED)
        assert f'content="{seconds}"' in get(client, TURN).text


def test_nobody_waits_who_does_not_send(client):
    assert client.get(TURN).headers["Location"] == CHECK
    fill_in(client)
    get(client, CHECK)
    assert client.get(TURN).headers["Location"] == CHECK
    assert post(client, CHECK, get(client, CHECK)).headers["Location"] == "/complaints/receipt"
