"""How much lies under which key, and what does not open: by service and column, ids of keys only."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.crypto import Keyring, Unreadable
from shared.database import Database
from shared.keys import reading, rows
from shared.keys.places import Place
from shared.keys.rows import Value
from shared.sealed import UnderWord

SHOWN = 10


@dataclass
class Tally:
    """One column. `ending`: nobody can seal it anew, and its rows end by themselves."""

    where: str
    ending: bool
    under: Counter[bytes] = field(default_factory=Counter)
    unreadable: int = 0
    rows: list[str] = field(default_factory=list)
    """Some of those that do not open, by their keys."""

    def fails(self, key: Iterable[Any]) -> None:
        self.unreadable += 1
        if len(self.rows) < SHOWN:
            self.rows.append(" ".join(str(part) for part in key))

    def old(self, ring: Keyring) -> int:
        """How many values need a key that is in the ring and is not the current one."""
        return sum(self.under[key] for key in ring.key_ids if key != ring.current)


def count(database: Database, place: Place, ring: Keyring, thorough: bool) -> Iterator[Tally]:
    """One tally for each column. Thorough: every value is opened, not only asked for its key."""
    tallies = {one.name: Tally(one.name, isinstance(one.kind, UnderWord)) for one in place.columns}
    for batch in rows.batches(database, place):
        for value in batch:
            _note(tallies[value.column], value, ring, thorough)
    yield from tallies.values()


def _note(tally: Tally, value: Value, ring: Keyring, thorough: bool) -> None:
    try:
        keys = reading.key_ids(value.kind, value.value)
        tally.under.update(keys)
        if thorough:
            reading.check(value.kind, value.value, ring)
        foreign = not keys <= set(ring.key_ids)
    except Unreadable:
        foreign = True
    if foreign:
        tally.fails(value.key)
