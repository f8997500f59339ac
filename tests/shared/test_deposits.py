"""Works that only add are committed together, and each for itself where one of them fails."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from shared import audit, crypto, kept_answers
from shared.clock import system_clock
from shared.database import Database, service_metadata
from shared.deposits import Deposit
from shared.kept_answers import kept_answer
from shared.rows import adding
from shared.work import PUBLIC, Works

ANSWER = ({"number": "7K3M"}, 201, {})


@pytest.fixture(params=["sqlite", "postgres"])
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    crypto.configure([os.urandom(32)])
    given: dict[str, Callable[[], str]] = {
        "sqlite": lambda: f"sqlite:///{tmp_path}/a.sqlite3",
        "postgres": lambda: request.getfixturevalue("new_postgres_url")(),
    }
    database = Database(given[request.param]())
    service_metadata().create_all(database.engine)
    yield Works(database, "intake", system_clock)
    database.dispose()


def add(works: Works, word: str) -> None:
    with works.adding(PUBLIC) as work:
        row = kept_answers.row(word, {}, ANSWER, date(2026, 11, 23))
        work.later(adding(kept_answer), **row)
        work.record("complaint.received", word)


def kept(works: Works) -> tuple[int, int, list[audit.Fault]]:
    """Rows, audit rows and faults of the trail."""
    with works.reading() as session:
        rows = session.scalar(select(func.count()).select_from(kept_answer)) or 0
        return rows, audit.count(session), list(audit.verify(session))


def test_what_many_add_at_once_is_all_kept_in_one_whole_trail(works: Works):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add(works, f"word {number}"), range(60)))

    assert kept(works) == (60, 60, [])


def test_what_is_there_already_fails_alone_and_leaves_nothing(works: Works):
    add(works, "taken")

    def attempt(number: int) -> bool:
        try:
            add(works, "taken" if number % 5 == 0 else f"word {number}")
        except IntegrityError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        kept_ones = list(pool.map(attempt, range(40)))

    assert kept_ones == [number % 5 != 0 for number in range(40)]
    assert kept(works) == (33, 33, [])


def test_in_one_batch_each_is_told_of_its_own(works: Works):
    add(works, "taken")
    batch = [_deposit(works, word) for word in ("one", "taken", "two")]

    works.deposits._write(batch)

    assert [type(one.error) for one in batch] == [type(None), IntegrityError, type(None)]
    assert kept(works) == (3, 3, [])


def test_when_the_database_is_away_every_one_is_told_at_once(works: Works, monkeypatch: pytest.MonkeyPatch):
    tries = []

    def away(_: object) -> None:
        tries.append(1)
        raise ConnectionError

    monkeypatch.setattr(works.deposits, "_commit", away)
    batch = [_deposit(works, word) for word in ("one", "two")]
    works.deposits._write(batch)

    assert [type(one.error) for one in batch] == [ConnectionError] * 2
    assert len(tries) == 1


def test_a_writer_that_is_ended_leaves_nobody_waiting(works: Works, monkeypatch: pytest.MonkeyPatch):
    """Those it wrote for are told that it is not known; those that came meanwhile write for themselves."""
    commit, begun, go_on = works.deposits._commit, Event(), Event()

    def ended(batch: Sequence[Deposit]) -> None:
        monkeypatch.setattr(works.deposits, "_commit", commit)
        begun.set()
        go_on.wait(10)
        raise SystemExit

    monkeypatch.setattr(works.deposits, "_commit", ended)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(works.deposits.put, _deposit(works, "one"))
        begun.wait(10)
        second = pool.submit(works.deposits.put, _deposit(works, "two"))
        while not works.deposits._waiting:
            sleep(0.001)
        go_on.set()
        assert isinstance(first.exception(10), SystemExit)
        assert second.result(10) is None

    assert kept(works) == (1, 1, [])


def _deposit(works: Works, word: str) -> Deposit:
    row = kept_answers.row(word, {}, ANSWER, date(2026, 11, 23))
    entry = audit.Entry(datetime.now(UTC), "public:-", "complaint.received", word, {})
    return Deposit([(adding(kept_answer), [row])], [entry], 0)
