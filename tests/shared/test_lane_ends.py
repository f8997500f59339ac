"""A work goes on behind the end at which its process left a lane of the trail, where that still is its end."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import bindparam, event, func, select
from sqlalchemy.exc import IntegrityError

from shared import audit, kept_answers
from shared.clock import system_clock
from shared.kept_answers import kept_answer
from shared.rows import adding
from shared.work import SYSTEM, Works
from tests.shared.stored import BOTH, works_of


@pytest.fixture(params=BOTH)
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    yield from works_of("triage", request, tmp_path)


def add(works: Works, word: str) -> None:
    with works.begin(SYSTEM) as work:
        row = kept_answers.row(word, {}, ({"number": "7K3M"}, 201, {}), date(2026, 11, 27))
        work.later(adding(kept_answer), **row)
        work.record("heard", word)


def kept(works: Works) -> tuple[int, int, list[audit.Fault]]:
    """Rows, audit rows and faults of the trail."""
    with works.reading() as session:
        rows = session.scalar(select(func.count()).select_from(kept_answer)) or 0
        return rows, audit.count(session), list(audit.verify(session))


def test_whoever_follows_reads_no_end_where_the_server_can(works: Works):
    said: list[str] = []
    add(works, "one")
    event.listen(works.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    add(works, "two")

    assert (len(said) == 1) is not works.database.sqlite
    assert kept(works) == (2, 2, [])


@pytest.mark.parametrize("other", [{"seq": 10_000}, {"hash": bytes(32)}])
def test_where_the_lane_moved_it_is_read_anew_and_all_is_written_once(works: Works, other: dict[str, Any]):
    add(works, "one")
    if works._end is not None:
        works._end = replace(works._end, **other)
    add(works, "two")

    assert kept(works) == (2, 2, [])


def test_processes_that_write_in_one_lane_at_once_keep_it_whole(works: Works):
    houses = [Works(works.database, "triage", system_clock, new_id=lambda _: UUID(int=3)) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add(houses[number % 4], f"word {number}"), range(80)))

    assert kept(works) == (80, 80, [])


def test_a_failure_leaves_nothing_believed_of_the_lane(works: Works):
    add(works, "one")
    with pytest.raises(IntegrityError):
        add(works, "one")

    assert works._end is None
    add(works, "two")
    assert kept(works) == (2, 2, [])


def test_what_changes_rows_is_written_as_ever(works: Works):
    add(works, "one")
    with works.begin(SYSTEM) as work:
        work.later(kept_answer.update().values(expires_on=date(2026, 11, 28)))
        work.record("heard", "again")

    assert kept(works) == (1, 2, [])
    with works.reading() as session:
        assert session.scalars(select(kept_answer.c.expires_on)).all() == [date(2026, 11, 28)]


def test_what_cannot_be_inserted_alone_goes_along_in_the_same_round(works: Works):
    said: list[str] = []
    add(works, "one")
    event.listen(works.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    with works.begin(SYSTEM) as work:
        row = kept_answers.row("two", {}, ({"number": "7K3M"}, 201, {}), date(2026, 11, 27))
        work.later(adding(kept_answer), **row)
        work.later(
            kept_answer.update()
            .where(kept_answer.c.key_hash == bindparam("of"))
            .values(expires_on=bindparam("day")),
            of="?",
            day=date(2026, 11, 28),
        )
        work.record("heard", "two")

    assert (len(said) == 1) is not works.database.sqlite
    assert kept(works) == (2, 2, [])
