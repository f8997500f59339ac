"""One stream of events in any order, said again, and in batches of any size: what is left at the end.

Through the same door as in the house (sealed bodies, inbox, batches), so that all of it takes part.
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import Phase
from hypothesis import strategies as st
from sqlalchemy import MetaData, select

from shared.contracts import wire
from shared.contracts.events import Event
from shared.database import Database
from shared.messaging.handling import Handlers, Hearing, Outcome, apply_batch
from shared.messaging.outbox import seal
from shared.settings import Settings
from shared.work import Works

ROAD = frozenset({"outbox", "sent", "inbox", "dead_letter", "audit", "audit_head", "kept_answer"})
"""Tables of how things came and went, not of how they are."""

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing order is told as it is: making it smaller takes minutes."""

Order = list[list[int]]
"""Places in the stream, by batches."""


def orders(length: int) -> st.SearchStrategy[Order]:
    """Every place at least once, in any order, some again, cut into batches anywhere."""

    def cut(places: list[int], at: list[int]) -> Order:
        ends = [0, *sorted(set(at)), len(places)]
        return [places[begin:end] for begin, end in pairwise(ends) if begin < end]

    again = st.lists(st.integers(0, length - 1), max_size=4)
    places = again.flatmap(lambda more: st.permutations([*range(length), *more]))
    return st.builds(cut, places, st.lists(st.integers(1, length), max_size=6))


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Stage:
    """A service on which a stream is played, each time from the same beginning."""

    service: str
    handlers: Handlers
    metadata: MetaData
    stream: Sequence[Event]
    beginning: Path
    """A database file as it is before the first event."""
    now: datetime
    apart: frozenset[str] = frozenset()
    """Columns that tell how something came, `table.column`: they may differ."""
    settings: Settings | None = None
    histories: Mapping[str, str] = field(default_factory=dict)
    """Tables of what was thought on the way, by their counter: the last row is what holds in the end."""
    bodies: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bodies.extend(wire.encode(event, seal) for event in self.stream)

    def after(self, order: Order) -> dict[str, list[str]]:
        """All rows of all tables, opened, once the stream was met in this order; a minute later each time."""
        with self._opened() as (database, clock):
            works = Works(database, self.service, clock, settings=self.settings)
            for batch in order:
                verdicts = apply_batch(
                    Hearing(self.service, self.handlers, works), [self.bodies[place] for place in batch]
                )
                assert {verdict.outcome for verdict in verdicts} <= {Outcome.APPLIED, Outcome.DUPLICATE}
                clock.now += timedelta(minutes=1)
            return self._seen(database)

    def straight(self) -> dict[str, list[str]]:
        """The same in the order in which it happened, each event by itself."""
        return self.after([[place] for place in range(len(self.stream))])

    @contextmanager
    def _opened(self) -> Iterator[tuple[Database, Clock]]:
        file = self.beginning.with_name("run.sqlite3")
        shutil.copy(self.beginning, file)
        database = Database(f"sqlite:///{file}")
        try:
            yield database, Clock(self.now)
        finally:
            database.dispose()
            for path in file.parent.glob("run.sqlite3*"):
                path.unlink()

    def _seen(self, database: Database) -> dict[str, list[str]]:
        found = {}
        with database.reading() as session:
            for table in self.metadata.sorted_tables:
                columns = [one for one in table.columns if f"{table.name}.{one.name}" not in self.apart]
                if table.name not in ROAD and columns:
                    query = select(*columns)
                    if table.name in self.histories:
                        query = query.order_by(table.c[self.histories[table.name]].desc()).limit(1)
                    rows: Any = session.execute(query)
                    found[table.name] = sorted(DERIVED.sub("", str(tuple(row))) for row in rows)
        return found


DERIVED = re.compile(r"核验码：[0-9A-F-]{29}")
"""It follows from a letter's id, which is another each time."""


def begin(path: Path, metadata: MetaData) -> Path:
    """An empty database of a service, in one file without a journal beside it."""
    database = Database(f"sqlite:///{path}")
    metadata.create_all(database.engine)
    settle(database)
    return path


def settle(database: Database) -> None:
    """Everything stands in the one file, which may be copied."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.dispose()
