"""Works that only add are committed together, and each for itself where one of them fails."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DataError, IntegrityError

from shared import audit, kept_answers
from shared.clock import system_clock
from shared.deposits import Deposit
from shared.kept_answers import kept_answer
from shared.rows import adding
from shared.work import PUBLIC, Works
from tests.shared.stored import BOTH, works_of

ANSWER = ({"number": "7K3M"}, 201, {})


@pytest.fixture(params=BOTH)
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    yield from works_of("intake", request, tmp_path)


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


def test_a_look_between_leaves_what_the_connection_has_prepared(works: Works):
    for number in range(8):
        add(works, f"word {number}")
        with works.database.glancing() as session:
            assert session.scalar(select(func.count()).select_from(kept_answer)) == number + 1

    if not works.database.sqlite:
        with works.database.at_once() as connection:
            prepared = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%audit_head%%'"
            assert connection.exec_driver_sql(prepared).scalar() == 1


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


def test_what_follows_is_written_in_one_statement_where_the_server_can(works: Works):
    said: list[str] = []
    add(works, "one")
    event.listen(works.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    add(works, "two")

    assert (len(said) == 1) is not works.database.sqlite
    assert kept(works) == (2, 2, [])


def test_a_lane_that_another_process_moved_is_read_anew_and_stays_whole(works: Works):
    here, there = works, Works(works.database, "intake", system_clock, new_id=lambda _: UUID(int=3))
    here.new_id = there.new_id

    for number in range(3):
        add(here, f"here {number}")
        add(there, f"there {number}")

    assert kept(works) == (6, 6, [])


def test_processes_that_write_in_one_lane_at_once_keep_it_whole(works: Works):
    houses = [Works(works.database, "intake", system_clock, new_id=lambda _: UUID(int=3)) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add(houses[number % 4], f"word {number}"), range(80)))

    assert kept(works) == (80, 80, [])


@pytest.mark.parametrize("other", [{"seq": 10_000}, {"hash": bytes(32)}])
def test_what_an_end_that_is_no_more_would_have_written_is_written_nowhere(
    works: Works, other: dict[str, Any]
):
    """Where the lane moved, the rows go with the audit rows: none of both."""
    add(works, "one")
    assert (works.deposits._end is None) == works.database.sqlite
    if works.deposits._end is not None:
        works.deposits._end = replace(works.deposits._end, **other)
    batch = [_deposit(works, "two")]

    assert works.deposits._in_one_statement(batch[0].steps, batch[0].entries) is False
    assert kept(works) == (1, 1, [])


def test_a_failure_leaves_nothing_believed_of_the_lane(works: Works):
    add(works, "one")
    with pytest.raises(IntegrityError):
        add(works, "one")

    assert works.deposits._end is None
    add(works, "two")
    assert kept(works) == (2, 2, [])


def test_what_is_too_long_is_refused_and_not_cut(works: Works):
    """SQLite takes any length; PostgreSQL would cut what is cast to a list of a shorter type."""
    add(works, "one")
    batch = [_deposit(works, "two"), _deposit(works, "three")]
    batch[1].entries = [replace(entry, action="x" * 81) for entry in batch[1].entries]

    works.deposits._write(batch)

    refused = not works.database.sqlite
    assert [type(one.error) for one in batch] == [type(None), DataError if refused else type(None)]
    assert kept(works) == ((2, 2, []) if refused else (3, 3, []))


def test_a_connection_that_wrote_by_itself_makes_transactions_again(works: Works):
    for word in ("one", "two"):
        add(works, word)
    for _ in range(4):
        with pytest.raises(RuntimeError), works.begin(PUBLIC) as work:
            work.record("complaint.received", "nowhere")
            work.session.execute(
                adding(kept_answer), kept_answers.row("lost", {}, ANSWER, date(2026, 11, 23))
            )
            raise RuntimeError

    assert kept(works) == (2, 2, [])
