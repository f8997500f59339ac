"""Readiness is honest and answers in time, also when what it looks at hangs."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import crypto
from shared.clock import system_clock
from shared.database import Database, service_metadata
from shared.metrics import table
from shared.metrics.door import WatchDoor
from shared.metrics.telling import Seen
from shared.readiness import checks
from shared.readiness.looking import Finding, Readiness
from shared.work import SYSTEM, Works


def test_a_check_that_hangs_is_told_as_such_and_begun_only_once() -> None:
    release, begun = threading.Event(), []

    def hang() -> Finding:
        begun.append(1)
        release.wait(30)
        return Finding()

    readiness = Readiness("intake", {"slow": hang, "quick": Finding}, patience=2)
    first, second = readiness.told(), readiness.told()
    release.set()

    assert not first[0]
    assert first[1]["checks"] == {"slow": "no answer within 2 s", "quick": "ok"}
    assert not second[0]
    assert len(begun) == 1


def test_a_check_that_raises_is_wrong_by_kind_only() -> None:
    def fail() -> Finding:
        raise ConnectionError("postgresql://intake:secret@db")

    ready, body = Readiness("intake", {"database": fail}).told()

    assert not ready
    assert "ConnectionError" in body["checks"]["database"]
    assert "secret" not in str(body)


def test_a_warning_is_told_but_the_service_is_ready() -> None:
    told = Readiness("intake", {"dead_letters": lambda: Finding(warning="2 events")}).told()

    assert told == (True, {"status": "ready", "checks": {"dead_letters": "2 events"}})


def test_who_asks_for_some_checks_is_told_of_those() -> None:
    readiness = Readiness("intake", {"database": Finding, "broker": lambda: Finding(wrong="away")})

    assert readiness.told(["database"])[0]
    assert not readiness.told()[0]


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Works]:
    monkeypatch.setattr(checks.migrate, "pending", lambda *_: 0)
    database = Database(f"sqlite:///{tmp_path}/own.sqlite3")
    service_metadata().create_all(database.engine)
    yield Works(database, "triage", system_clock)
    database.dispose()


def test_keys_that_open_nothing_of_what_is_kept_are_named(works: Works) -> None:
    crypto.configure([b"a" * 32])
    with works.begin(SYSTEM) as work:
        work.record("tested", "nothing")
    assert Readiness("triage", checks.checks(works, None)).told()[0]

    crypto.configure([b"b" * 32])
    ready, body = Readiness("triage", checks.checks(works, None)).told()

    assert not ready
    assert body["checks"]["keys"] == "the master keys are not those of what is kept"


def test_a_broker_that_is_away_is_named(works: Works) -> None:
    readiness = Readiness("triage", checks.checks(works, "amqp://nobody:x@127.0.0.1:1/%2F"))
    ready, body = readiness.told()

    assert not ready
    assert body["checks"]["database"] == body["checks"]["migrations"] == body["checks"]["outbox"] == "ok"
    assert "ConnectionRefused" in body["checks"]["broker"]
    assert "nobody" not in str(body)
    assert readiness.told(checks.TRAFFIC)[0]


def test_the_watch_door_tells_the_same(works: Works) -> None:
    readiness = Readiness("triage", checks.checks(works, None))
    door = WatchDoor("127.0.0.1:0", [readiness])
    try:
        ready = door.answer("/readyz")
        metrics = door.answer("/metrics")[2].decode()
        nothing = door.answer("/etc/passwd")
    finally:
        door.close()

    assert ready[0] == 200
    assert 'jiandu_ready{check="database",service="triage"} 1.0' in metrics
    assert 'jiandu_outbox_waiting{service="triage"} 0.0' in metrics
    assert 'jiandu_dead_letters{service="triage"} 0.0' in metrics
    assert nothing[0] == 404


def test_what_is_measured_is_in_the_table(works: Works) -> None:
    seen = Seen()
    Readiness("triage", checks.checks(works, None)).measure(seen)

    assert {family.name for family in seen.collect()} <= set(table.TABLE)


def test_nobody_listens_at_a_queue_that_is_missing(works: Works, rabbitmq_url: str) -> None:
    found = checks.broker(works, rabbitmq_url)

    assert found.warning == "the queue triage.inbox is missing"
    assert found.measured[table.QUEUE_CONSUMERS] == 0, "else the alert JianduNobodyConsumes sees no series"
