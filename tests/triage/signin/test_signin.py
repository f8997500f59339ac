"""Sign in once, be known in three services, be forgotten at once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from flask.testing import FlaskClient

from services.triage import accounts
from shared import crypto
from shared.keyfile import KeyFile
from shared.settings import SettingsError
from shared.staff import tokens
from shared.work import SYSTEM, Works
from tests.triage.signin.conftest import PASSWORD, Time


def token(client: FlaskClient, password: str = PASSWORD) -> str:
    answer = client.post("/staff/api/v1/tokens", json={"username": "triage-330106", "password": password})
    assert answer.status_code == 200, answer.text
    return answer.json["access_token"]


def me(client: FlaskClient, bearer: str, path: str = "/triage/api/v1/me"):
    return client.get(path, headers={"Authorization": f"Bearer {bearer}"})


def test_the_right_password_gives_a_token_that_tells_home_and_role(client: FlaskClient) -> None:
    assert me(client, token(client)).json == {"home": "SUP-330106"}


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: FlaskClient) -> None:
    wrong = client.post("/staff/api/v1/tokens", json={"username": "triage-330106", "password": "x"})
    unknown = client.post("/staff/api/v1/tokens", json={"username": "nobody", "password": "x"})

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json
    assert wrong.mimetype == "application/problem+json"


def test_a_text_that_is_no_unicode_is_refused_and_not_a_crash(client: FlaskClient) -> None:
    body = b'{"username": "\\ud800", "password": "\\ud800"}'
    answer = client.post("/staff/api/v1/tokens", data=body, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/username"


def test_another_role_is_refused_and_told_which_is_needed(client: FlaskClient) -> None:
    answer = me(client, token(client), "/triage/api/v1/heads")

    assert answer.status_code == 403
    assert answer.json["roles"] == ["head"]


def test_ten_failures_make_everyone_wait(client: FlaskClient, time: Time) -> None:
    for _ in range(accounts.MOST_FAILURES):
        client.post("/staff/api/v1/tokens", json={"username": "triage-330106", "password": "x"})
    refused = client.post("/staff/api/v1/tokens", json={"username": "triage-330106", "password": PASSWORD})

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "300"
    time.now += timedelta(minutes=6)
    assert token(client)


def test_a_token_ends_after_a_quarter_of_an_hour(client: FlaskClient, time: Time) -> None:
    bearer = token(client)
    time.now += timedelta(minutes=15)

    assert me(client, bearer).status_code == 401


def test_closing_an_account_ends_its_tokens_at_once(client: FlaskClient, works: Works, time: Time) -> None:
    bearer = token(client)
    time.now += timedelta(seconds=1)
    with works.begin(SYSTEM) as work:
        accounts.change(work, accounts.find(work.session, "triage-330106"), active=False)

    assert me(client, bearer).status_code == 401


def test_a_changed_role_counts_at_once(client: FlaskClient, works: Works, time: Time) -> None:
    with works.begin(SYSTEM) as work:
        accounts.change(work, accounts.find(work.session, "triage-330106"), roles="head")
    time.now += timedelta(seconds=1)

    assert me(client, token(client), "/triage/api/v1/heads").text == "never"


def test_a_token_signed_by_another_house_is_refused(client: FlaskClient) -> None:
    bearer = token(client)
    head, body, mark = bearer.split(".")
    changed = mark[:-4] + ("AAAA" if mark[-4:] != "AAAA" else "BBBB")

    assert me(client, f"{head}.{body}.{changed}").status_code == 401
    assert me(client, "rubbish").status_code == 401


def signed_in(client: FlaskClient, target: str = "/triage/me"):
    form = {"username": "triage-330106", "password": PASSWORD, "next": target}
    return client.post("/staff/login", data=form)


def test_the_browser_goes_back_to_where_it_wanted(client: FlaskClient) -> None:
    asked = client.get("/triage/me?x=1")
    assert asked.headers["Location"] == "/staff/renew?next=/triage/me%3Fx%3D1"

    assert signed_in(client).headers["Location"] == "/triage/me"
    assert client.get("/triage/me").text == "triage-330106"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "x"])
def test_no_link_leads_staff_elsewhere_after_signing_in(client: FlaskClient, target: str) -> None:
    assert signed_in(client, target).headers["Location"] == "/staff/"


def test_a_cookie_opens_pages_and_no_json_door(client: FlaskClient) -> None:
    signed_in(client)

    assert client.get("/triage/api/v1/me").status_code == 401


def test_an_old_token_is_renewed_while_the_session_is_open(client: FlaskClient, time: Time) -> None:
    signed_in(client)
    time.now += timedelta(hours=2)

    answer = client.get("/triage/me", follow_redirects=True)
    assert answer.text == "triage-330106"


def test_signing_out_ends_the_session_and_its_tokens(client: FlaskClient, app: Flask) -> None:
    signed_in(client)
    stolen = client.get_cookie("jiandu_staff").value
    client.post("/staff/logout")

    assert client.get("/triage/me").status_code == 303
    assert me(app.test_client(), stolen).status_code == 401


def test_a_token_read_later_than_its_end_is_bad() -> None:
    crypto.configure([os.urandom(32)])
    with pytest.raises(tokens.BadToken):
        tokens.read("a.b.c", tokens.verifying_keys(None), datetime.now(UTC))


def test_a_rotation_of_the_master_key_signs_nobody_out(client: FlaskClient, time: Time) -> None:
    keys = KeyFile((os.urandom(32),))
    crypto.configure(keys.keyring())
    signed_in(client)
    bearer = token(client)

    crypto.configure(keys.rotated().keyring())
    assert tokens.read(bearer, tokens.verifying_keys(None), time.now).username == "triage-330106"
    assert client.get("/staff/renew?next=/triage/me").headers["Location"] == "/triage/me"

    crypto.configure([os.urandom(32)])
    with pytest.raises(tokens.BadToken):
        tokens.read(bearer, tokens.verifying_keys(None), time.now)
    assert "Location" not in client.get("/staff/renew?next=/triage/me").headers


def test_public_keys_of_several_generations_stand_in_one_file(tmp_path: Path) -> None:
    rings = [crypto.Keyring([os.urandom(32)]) for _ in range(2)]
    file = tmp_path / "staff.pem"
    file.write_bytes(b"".join(_pem(ring) for ring in rings))

    assert [key.public_bytes_raw() for key in tokens.verifying_keys(file)] == [
        _public(ring).public_bytes_raw() for ring in rings
    ]
    file.write_text("nothing")
    with pytest.raises(SettingsError, match="Ed25519"):
        tokens.verifying_keys(file)


def _public(ring: crypto.Keyring) -> Ed25519PublicKey:
    crypto.configure(ring)
    return tokens.signing_key().public_key()


def _pem(ring: crypto.Keyring) -> bytes:
    return _public(ring).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
