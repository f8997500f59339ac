"""Registered names of departments, bodies and places: each service's own copy, kept by `party.named`.

Names are asked for as of a day, so that what was written about the past keeps the names of its time.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import JSON, Column, Integer, MetaData, String, Table, func, insert, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from shared.contracts.events import PartyNamed
from shared.divisions import Divisions, Names, areas, divisions
from shared.divisions.names import Registered

_tables = MetaData()
party_name = Table(
    "party_name",
    _tables,
    Column("code", String(20), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("names", JSON().with_variant(JSONB(), "postgresql"), nullable=False),
)
_READ: WeakKeyDictionary[Any, tuple[float, tuple[int, int], Registered]] = WeakKeyDictionary()
FRESH_SECONDS = 1.0
"""For how long a process takes it that no other has registered a name meanwhile."""


def install(metadata: MetaData) -> None:
    for table in _tables.tables.values():
        table.to_metadata(metadata)


def keep(session: Session, event: PartyNamed) -> None:
    """The names of a party as they now are; an older version than the one held changes nothing."""
    _READ.pop(_pool(session), None)
    held = session.scalar(select(party_name.c.version).where(party_name.c.code == event.code))
    values: dict[str, Any] = {"version": event.version, "names": event.names}
    if held is None:
        session.execute(insert(party_name).values(code=event.code, **values))
    elif held < event.version:
        session.execute(update(party_name).where(party_name.c.code == event.code).values(**values))


@dataclass
class Source:
    """Where names come from in this piece of work; looked up when the first name is asked for."""

    session: Callable[[], Any]
    today: Callable[[], date]
    pool: Any = None
    """Of the database that `session` leads to, where what was read of it a moment ago will do."""
    _found: Registered | None = field(default=None)
    _areas: areas.Areas | None = field(default=None)

    def registered(self) -> Registered:
        if self._found is None:
            self._found = _fresh(self.pool)
        if self._found is None:
            with self.session() as session:
                self._found = read(session)
        return self._found

    def areas(self) -> areas.Areas:
        """The special areas of today."""
        if self._areas is None:
            self._areas = _areas_on(self.today(), self.registered())
        return self._areas


@lru_cache(maxsize=8)
def _areas_on(day: date, registered: Registered) -> areas.Areas:
    """Of one reading of the names each day's areas are put together once."""
    return areas.on(day, registered.areas)


_SOURCE: ContextVar[Source | None] = ContextVar("names", default=None)


@contextmanager
def of(session: Session, today: Callable[[], date]) -> Iterator[None]:
    """Names come from this session's database until the block ends."""

    @contextmanager
    def lend() -> Iterator[Session]:
        yield session

    before = _SOURCE.get()
    begin(Source(lend, today))
    try:
        yield
    finally:
        begin(before)


def source() -> Source | None:
    """Where this piece of work reads."""
    return _SOURCE.get()


def begin(source: Source | None) -> None:
    """Names come from `source` for the rest of this request; None: from the table alone."""
    _SOURCE.set(source)
    areas.use(source.areas if source is not None else None)


def in_use(overrides: Path | None = None) -> Names:
    """The names of today: as registered, else as the operator's file has them, else made from the table."""
    source = _SOURCE.get()
    if source is None:
        return _names(divisions(), overrides, None, None)
    return _names(divisions(), overrides, source.registered(), source.today())


def read(session: Session) -> Registered:
    """All registered names, read anew only when there are others than at the last look."""
    pool, now = _pool(session), time.monotonic()
    if (fresh := _fresh(pool)) is not None:
        return fresh
    held = _READ.get(pool)
    stamp = tuple(session.execute(_STAMP).one())
    if held is not None and held[1] == stamp:
        found = held[2]
    else:
        rows = session.execute(select(party_name.c.code, party_name.c.names)).all()
        found = Registered.of({row.code: row.names for row in rows})
    _READ[pool] = (now, stamp, found)
    return found


def _fresh(pool: Any) -> Registered | None:
    """What was read there a moment ago."""
    held = _READ.get(pool) if pool is not None else None
    return held[2] if held is not None and time.monotonic() - held[0] < FRESH_SECONDS else None


_STAMP = select(func.count(), func.coalesce(func.max(party_name.c.version), 0)).select_from(party_name)


def _pool(session: Session) -> Any:
    return session.get_bind().pool  # type: ignore[union-attr]  # an engine: sessions here have no other bind


@lru_cache(maxsize=64)
def _names(
    table: Divisions, overrides: Path | None, registered: Registered | None, today: date | None
) -> Names:
    return Names(table, overrides, registered, today)
