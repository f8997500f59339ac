"""A unit of work: one transaction holding a change, its audit rows and the events it causes.

What is not committed did not happen; what is committed will be published, and takes effect once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase, Session

from shared import audit
from shared.clock import Clock, china_day
from shared.contracts.events import Event
from shared.database import Database
from shared.ids import NewId, random_id
from shared.messaging import outbox
from shared.rows import insert_all, table_of
from shared.settings import Settings

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Actor:
    """Who acts: `public` (never more than that), `staff` with the account's id, or `system`."""

    kind: str
    id: str
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


PUBLIC = Actor("public", "-")
SYSTEM = Actor("system", "-")


@dataclass
class Work:
    """What a view or handler needs to gather, decide and keep. It never commits."""

    session: Session
    now: datetime
    service: str
    actor: Actor
    _new_id: NewId
    traceparent: str | None = None
    settings: Settings | None = None
    """What the operator decided; None where nothing depends on it (tests of other things)."""
    _entries: list[audit.Entry] = field(default_factory=list)
    _rows: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return china_day(self.now)

    def new_id(self) -> UUID:
        return self._new_id(self.now)

    def event(self, kind: type[E], **fields: Any) -> E:
        """An event of this moment with an id of its own."""
        return kind(id=self.new_id(), at=self.now, traceparent=self.traceparent, **fields)

    def keep(self, kind: type[DeclarativeBase], **values: Any) -> None:
        """Add a row that nothing in this work reads or changes any more.

        Rows of one kind are written together at the end, which costs a fraction of `session.add`; give
        the same columns for each.
        """
        self._rows.setdefault(table_of(kind), []).append(values)

    def emit(self, event: Event) -> None:
        """Put the event into the outbox of this transaction."""
        self._rows.setdefault(outbox.TABLE, []).append(outbox.row(event, self.now))

    def record(self, action: str, subject: str, detail: dict[str, Any] | None = None) -> None:
        """Add an audit row to this transaction. Never put identities or receipt codes into it."""
        self._entries.append(audit.Entry(self.now, str(self.actor), action, subject, detail or {}))

    def finish(self) -> bool:
        """Write what is still to be written; the shell calls it last. Whether an event was emitted.

        The audit rows go at the very end, since they lock a lane until the commit.
        """
        if self._rows or self._entries:
            self.session.flush()
        for table, rows in self._rows.items():
            insert_all(self.session, table, rows)
        if self._entries:
            audit.append(self.session, audit.lane_of(self.new_id()), self._entries)
        return outbox.TABLE in self._rows


@dataclass
class Works:
    """Where a service's units of work come from."""

    database: Database
    service: str
    clock: Clock
    wake: Callable[[], None] = lambda: None
    new_id: NewId = random_id
    settings: Settings | None = None

    @contextmanager
    def begin(self, actor: Actor, traceparent: str | None = None) -> Iterator[Work]:
        """A work that commits when the block ends well, and then wakes the relay if it spoke."""
        with self.database.transaction() as session:
            work = Work(session, self.clock(), self.service, actor, self.new_id, traceparent, self.settings)
            yield work
            spoke = work.finish()
        if spoke:
            self.wake()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.database.reading() as session:
            yield session
