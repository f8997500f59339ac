"""A write sent twice takes effect once: one after the other, at once, on both databases; and nobody reads what
was answered without the key."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, request
from sqlalchemy import func, select

from shared import crypto, kept_answers, settings
from shared.audit import audit_row
from shared.clock import china_day
from shared.database import Database, service_metadata
from shared.kept_answers import KEPT_DAYS, Answer, kept_answer
from shared.keyfile import KeyFile
from shared.web.application import create_service_app
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.work import Actor, Work, Works

HANDS = 6
SECRET = "答复里的话"


class Time:
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def works(request: pytest.FixtureRequest, tmp_path: Path, time: Time) -> Iterator[Works]:
    crypto.configure([os.urandom(32)])
    on_files = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/a.sqlite3" if on_files else request.getfixturevalue("new_postgres_url")()
    database = Database(url, pool_size=HANDS + 2)
    service_metadata().create_all(database.engine)
    yield Works(database, "triage", time)
    database.dispose()


@pytest.fixture
def app(works: Works, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    made = create_service_app("triage", settings.load(), works, api_prefix="/triage/api/v1", title="test")
    made.config["WTF_CSRF_ENABLED"] = False

    @made.post("/triage/api/v1/things")
    def things() -> Any:
        def do(work: Work) -> Answer:
            work.record("thing.made", "thing")
            if request.get_json().get("refuse"):
                raise problem(409, "refused")
            return {"number": str(uuid4()), "text": SECRET}, 201, {"ETag": '"v1"'}

        def again(work: Work, kept: Answer) -> Answer:
            work.record("thing.shown", "thing")
            return kept

        actor = Actor("staff", request.headers.get("From", "anna"))
        return sent(answer_once(actor, do, again=again))

    return made


@pytest.fixture
def post(app: Flask) -> Callable[..., Any]:
    def ask(key: str | None = "key", body: Any = None, who: str = "anna") -> Any:
        headers = {"From": who} | ({"Idempotency-Key": key} if key is not None else {})
        return app.test_client().post("/triage/api/v1/things", json=body or {"a": 1, "b": 2}, headers=headers)

    return ask


def done(works: Works, action: str = "thing.made") -> int:
    with works.reading() as session:
        query = select(func.count()).select_from(audit_row).where(audit_row.c.action == action)
        return session.scalar(query) or 0


def test_the_same_key_and_body_give_the_same_answer(works: Works, post: Any) -> None:
    first, second = post(), post(body={"b": 2, "a": 1})

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_json() == second.get_json()
    assert second.headers["ETag"] == '"v1"'
    assert (done(works), done(works, "thing.shown")) == (1, 1)


def test_another_body_another_key_another_caller(works: Works, post: Any) -> None:
    numbers = [post().get_json()["number"], post("other").get_json()["number"]]
    numbers += [post(who="ben").get_json()["number"], post(None).get_json()["number"]]
    refused = post(body={"a": 2})

    assert len(set(numbers)) == 4 == done(works)
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["pointer"] == "/Idempotency-Key"


def test_many_at_once_take_effect_once(works: Works, post: Any) -> None:
    barrier = Barrier(HANDS)

    def run(_: int) -> Any:
        barrier.wait()
        return post()

    with ThreadPoolExecutor(HANDS) as pool:
        answers = list(pool.map(run, range(HANDS)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.get_json()["number"] for answer in answers}) == 1
    assert done(works) == 1


def test_a_refusal_is_not_kept(works: Works, post: Any) -> None:
    assert post(body={"refuse": True}).status_code == 409

    assert post().status_code == 201
    assert done(works) == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "钥匙", "\x1f"])
def test_a_key_that_is_none_is_refused(works: Works, post: Any, key: str) -> None:
    answer = post(key.encode().decode("latin-1"))

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "/Idempotency-Key"
    assert done(works) == 0


def test_what_is_kept_says_nothing_without_the_key(works: Works, post: Any) -> None:
    post("a key that nobody guesses")
    with works.reading() as session:
        row = session.execute(select(kept_answer)).one()

    assert SECRET.encode() not in bytes(row.sealed)
    assert "guesses" not in f"{row.key_hash} {row.fingerprint}"
    with pytest.raises(crypto.Unreadable):
        crypto.keyring().open("kept_answer", bytes(row.sealed))


def test_answers_are_forgotten_after_their_time(works: Works, post: Any, time: Time) -> None:
    def forgotten() -> int:
        with works.database.transaction() as session:
            return kept_answers.forget_some(session, china_day(time.now))

    first = post()
    time.now += timedelta(days=KEPT_DAYS)
    assert forgotten() == 0
    time.now += timedelta(days=1)

    assert forgotten() == 1
    assert post().get_json()["number"] != first.get_json()["number"]


def test_an_answer_outlives_a_rotation_and_is_never_done_again_once_it_is_lost(
    works: Works, post: Any
) -> None:
    keys = KeyFile((os.urandom(32),))
    crypto.configure(keys.keyring())
    first, rotated = post(), keys.rotated()

    crypto.configure(rotated.keyring())
    assert post().get_json() == first.get_json()

    crypto.configure(rotated.retired().keyring())
    lost = post()
    assert (lost.status_code, lost.get_json()["type"]) == (409, "urn:jiandu:problem:answer_not_kept")
    assert done(works) == 1
