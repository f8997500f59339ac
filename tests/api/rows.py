"""What the house has stored, counted in its files, to show that a refusal stored nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from shared.contracts.terms import Service
from tests.journeys.house import Embedded
from tests.journeys.waiting import until

Counts = dict[str, int]


class Rows:
    """Counts the rows of every table of every service."""

    def __init__(self, house: Embedded) -> None:
        self.house = house

    def count(self) -> Counts:
        return {name: count for service in Service for name, count in self._of(service)}

    def _of(self, service: Service) -> Iterator[tuple[str, int]]:
        file = self.house.sqlite(service)
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as database:
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                yield f"{service}.{table}", database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]

    def settled(self) -> Counts:
        """The counts once everything said before has been heard."""

        def quiet() -> Counts | None:
            counts = self.count()
            if any(counts[f"{service}.outbox"] for service in Service):
                return None
            # One database is counted after the other: an event may have gone from the last into the first.
            return counts if counts == self.count() else None

        return until(quiet, "the outboxes to be empty")

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing may be stored meanwhile, in any table of any service."""
        before = self.settled()
        yield
        after = self.count()
        changed = {name: (before.get(name), after[name]) for name in after if after[name] != before.get(name)}
        assert not changed, f"stored although refused: {changed}"
