"""One's own account: another password, and a second factor from setting it up to losing the telephone."""

import re
from base64 import b32decode
from datetime import timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask.testing import FlaskClient
from sqlalchemy import select

from services.triage import accounts
from services.triage.staff_models import Account
from shared import audit
from shared.work import SYSTEM, Works
from tests.triage.signin.conftest import PASSWORD, Time

NEW = "another long password"
SETTING, ENDING = "/staff/account/second-factor", "/staff/account/second-factor/ending"


def sign_in(client: FlaskClient, password: str = PASSWORD, code: str = "") -> int:
    sent = {"username": "triage-330106", "password": password, "code": code, "next": "/staff/account"}
    return client.post("/staff/login", data=sent).status_code


def by_token(client: FlaskClient, **more: str):
    return client.post(
        "/staff/api/v1/tokens", json={"username": "triage-330106", "password": PASSWORD} | more
    )


def refusal(answer) -> str:
    assert answer.status_code == 401
    return answer.json["type"].rpartition(":")[2]


def shown(page: str) -> bytes:
    """The key that a page shows."""
    key = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)
    assert key is not None
    return b32decode(key[1].replace(" ", ""))


def code_of(key: bytes, clock: Time) -> str:
    return TOTP(key, 6, SHA1(), 30).generate(int(clock.now.timestamp())).decode()


def set_up(client: FlaskClient, clock: Time) -> bytes:
    sign_in(client)
    key = shown(client.get(SETTING).text)
    sent = {"code": code_of(key, clock), "password": PASSWORD}
    assert client.post(SETTING, data=sent).status_code == 303
    clock.now += timedelta(minutes=1)
    return key


def test_once_set_up_a_password_alone_opens_nothing(client: FlaskClient, time: Time) -> None:
    key = set_up(client, time)

    assert refusal(by_token(client)) == "code_wanted"
    assert refusal(by_token(client, code="000000")) == "wrong_code"
    assert sign_in(client) == 401
    code = code_of(key, time)
    assert by_token(client, code=code).status_code == 200
    assert refusal(by_token(client, code=code)) == "wrong_code", "no code opens twice"
    assert refusal(by_token(client, password="x", code=code)) == "wrong_credentials"


def test_guesses_at_the_code_make_everyone_wait(client: FlaskClient, time: Time) -> None:
    key = set_up(client, time)
    for _ in range(accounts.MOST_FAILURES):
        by_token(client, code="000000")

    assert by_token(client, code=code_of(key, time)).status_code == 429


def test_it_counts_only_once_a_code_and_the_password_were_right(client: FlaskClient, time: Time) -> None:
    sign_in(client)
    key = shown(client.get(SETTING).text)
    right = {"code": code_of(key, time), "password": PASSWORD}

    for wrong in ({"code": "000000"}, {"password": "x"}):
        answer = client.post(SETTING, data=right | wrong)
        assert answer.status_code == 422, wrong
    again = shown(client.post(SETTING, data=right | {"code": "000000"}).text)
    assert again == key, "the app need not read it anew"
    sign_in(client)
    assert shown(client.get(SETTING).text) != key, "the next sign-in is offered another"
    assert by_token(client).status_code == 200


def test_its_owner_ends_it_by_a_code_and_the_operator_without(
    client: FlaskClient,
    time: Time,
    works: Works,
) -> None:
    key = set_up(client, time)
    sign_in(client, code=code_of(key, time))
    time.now += timedelta(minutes=1)

    assert client.post(ENDING, data={"code": "000000"}).status_code == 422
    assert refusal(by_token(client)) == "code_wanted"
    assert client.post(ENDING, data={"code": code_of(key, time)}).status_code == 303
    assert by_token(client).status_code == 200
    key = set_up(client, time)
    with works.begin(SYSTEM) as work:
        accounts.forget_second_factor(work, accounts.find(work.session, "triage-330106"))
    assert client.get(SETTING).status_code == 303, "whoever has the telephone is signed out"
    assert by_token(client).status_code == 200
    sign_in(client)
    assert shown(client.get(SETTING).text) != key
    with works.reading() as session:
        actions = {row.action for row in session.execute(select(audit.audit_row))}
    assert {"staff.second_factor_set", "staff.second_factor_dropped"} <= actions


def test_the_key_stands_sealed(client: FlaskClient, time: Time, works: Works) -> None:
    key = set_up(client, time)

    with works.reading() as session:
        (kept,) = session.connection().exec_driver_sql("SELECT second_factor FROM staff_account").one()
        assert key not in kept
        assert session.query(Account).one().second_factor == key


def test_another_password_ends_all_sessions(client: FlaskClient, time: Time) -> None:
    address = "/staff/account/password"
    sign_in(client)
    right = {"password": PASSWORD, "new_password": NEW, "again": NEW}
    for wrong in ({"password": "x"}, {"new_password": "short", "again": "short"}, {"again": "other"}):
        assert client.post(address, data=right | wrong).status_code == 422, wrong

    time.now += timedelta(seconds=1)
    assert client.post(address, data=right).status_code == 303
    assert client.get("/staff/account").status_code == 303, "signed out"
    assert sign_in(client) == 401
    assert sign_in(client, NEW) == 303
