"""A unit of work: one transaction holding a change, its audit rows and the events it causes.

What is not committed did not happen; what is committed will be published, and takes effect once.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Executable, select
from sqlalchemy.orm import DeclarativeBase, Session

from shared import audit, party_names, rows, tracing
from shared.clock import Clock, china_day
from shared.contracts.events import Event
from shared.database import Database
from shared.deposits import Deposit, Deposits
from shared.foresight import Wanted, key_of
from shared.ids import NewId, random_id
from shared.messaging import outbox
from shared.metrics.table import EVENTS_SAID
from shared.rows import Step
from shared.settings import Settings

E = TypeVar("E", bound=Event)
R = TypeVar("R", bound=DeclarativeBase)


@dataclass(frozen=True)
class Actor:
    """Who acts: `public` (never more than that), `staff` with the account's id, or `system`."""

    kind: str
    id: str
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


_said = cache(EVENTS_SAID.labels)
"""Each kept once found, and never many: the names are the contract's."""
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
    settings: Settings | None = None
    """What the operator decided; None where nothing depends on it (tests of other things)."""
    _entries: list[audit.Entry] = field(default_factory=list)
    events: Sequence[Event] = ()
    """All that is handled in this work, where it is a consumer's."""
    _there: Wanted = field(default_factory=dict)
    _lacking: dict[Column[Any], frozenset[Any]] = field(default_factory=dict)
    _later: dict[Executable, list[dict[str, Any]]] = field(default_factory=dict)
    _shelves: dict[type[Any], dict[UUID, Any]] = field(default_factory=dict)
    blind: bool = False
    """It only adds: what it takes for missing may be there; then it fails and is done again, looking."""
    said: list[str] = field(default_factory=list)
    """Names of the events put into the outbox."""

    @property
    def today(self) -> date:
        return china_day(self.now)

    def new_id(self) -> UUID:
        return self._new_id(self.now)

    def event(self, kind: type[E], /, **fields: Any) -> E:
        """An event of this moment with an id of its own, in the trace that this thread works in."""
        return kind(id=self.new_id(), at=self.now, traceparent=tracing.header(), **fields)

    def later(self, statement: Executable, /, **values: Any) -> None:
        """Run `statement`, which is built once and for all, with these values at the end of the work.

        All that is asked of one statement is done in one go: at a fraction of the price, and unseen by
        whatever this work reads meanwhile. Give the same names each time.
        """
        self._later.setdefault(statement, []).append(values)

    def take_back(self, statement: Executable, /, **values: Any) -> None:
        """Do not run what was asked for `later` with these values among its own."""
        asked = self._later.pop(statement, [])
        left = [each for each in asked if any(each[name] != value for name, value in values.items())]
        if left:
            self._later[statement] = left

    def keep(self, kind: type[DeclarativeBase], /, **values: Any) -> None:
        """Add a row at the end of the work."""
        self.later(rows.adding(rows.table_of(kind)), **values)

    def keep_once(self, kind: type[DeclarativeBase], /, **values: Any) -> None:
        """Add a row at the end of the work, unless there is one of that key."""
        self.later(self._adding_once(kind), **values)

    def keep_no_more(self, kind: type[DeclarativeBase], /, **values: Any) -> None:
        """Take back what `keep_once` was told in this work about rows with these values."""
        self.take_back(self._adding_once(kind), **values)

    def _adding_once(self, kind: type[DeclarativeBase]) -> Executable:
        return rows.adding_once(rows.table_of(kind), self.session.get_bind().dialect.name)

    def keep_newest(self, kind: type[DeclarativeBase], /, **values: Any) -> None:
        """Make a row what is said now at the end of the work, unless its `version` is newer already."""
        dialect = self.session.get_bind().dialect.name
        self.later(rows.adding_newest(rows.table_of(kind), dialect), **values)

    def emit(self, event: Event) -> None:
        """Put the event into the outbox of this transaction."""
        self.said.append(event.name)
        self.later(rows.adding(outbox.TABLE), **outbox.row(event, self.now))

    def post(self, name: str, message_id: UUID, subject: str, body: bytes) -> None:
        """Put a letter to somebody outside the house into the outbox of this transaction."""
        self.said.append("letter")
        self.later(rows.adding(outbox.TABLE), **outbox.letter(name, message_id, subject, body, self.now))

    def foresee(self, events: Sequence[Event], wanted: Wanted, there: Wanted) -> None:
        """These events are to be handled; for what was wanted it was looked already."""
        self.events, self._there = events, there
        self._lacking = {column: wanted[column] - there[column] for column in there}

    def lacks(self, column: Column[Any], value: Any) -> bool:
        """Whether it is known that no row had that value before this work."""
        return value in self._lacking.get(column, ())

    def has(self, kind: type[R], key: UUID, of: Callable[[Any], UUID]) -> bool:
        """Whether there is a row of that primary key; asked as `found` is, but it is not locked."""
        shelved = self._shelves.get(kind, {})
        if key not in shelved and key in self._there.get(key_of(kind), ()):
            return True
        return self.found(kind, key, of) is not None

    def found(self, kind: type[R], key: UUID, of: Callable[[Any], UUID]) -> R | None:
        """The row of that primary key, locked, or None.

        At the first question it is looked for together with what `of` says of the other events of the
        batch. Tell `put` of a row that was missing and is added.
        """
        shelf = self._shelves.setdefault(kind, {})
        if key not in shelf and self.lacks(key_of(kind), key):
            shelf[key] = None
        if key not in shelf:
            name = key_of(kind)
            wanted = ({of(event) for event in self.events} | {key}) - shelf.keys()
            shelf |= dict.fromkeys(wanted)
            wanted = {one for one in wanted if not self.lacks(name, one)}
            # In one order everywhere, so that two consumers cannot wait for each other.
            # Whoever only refers to the row, by a foreign key, need not wait.
            locked = select(name, kind).where(name.in_(wanted)).order_by(name)
            locked = locked.with_for_update(key_share=True)
            shelf |= {row[0]: row[1] for row in self.session.execute(locked)}
        return shelf[key]

    def put(self, kind: type[R], key: UUID, row: R) -> R:
        """Add a row that `found` said to be missing."""
        self.session.add(row)
        self._shelves.setdefault(kind, {})[key] = row
        return row

    def record(self, action: str, subject: str, detail: dict[str, Any] | None = None) -> None:
        """Add an audit row to this transaction. Never put identities or receipt codes into it."""
        self._entries.append(audit.Entry(self.now, str(self.actor), action, subject, detail or {}))

    def recorded(self, action: str, subject: str, detail: dict[str, Any], within: timedelta) -> bool:
        """Whether this actor's trail says just that already, as of the time gone by until now."""
        since = self.now - within
        return detail in audit.details_since(self.session, since, str(self.actor), action, subject)

    def deposit(self) -> Deposit:
        """All that a work which only adds has to add."""
        return Deposit(list(self._later.items()), self._entries, audit.some_lane())

    def finish(self, end: audit.End | None = None) -> audit.End | None:
        """Write what is still to be written; the shell calls it last.

        The audit rows go at the very end, since they lock a lane until the commit: behind `end`, in one
        round with all else, where that is still the end of its lane. Returns where the lane ends then.
        """
        steps: list[Step] = list(self._later.items())
        if steps or self._entries:
            steps = [*rows.taken_over(self.session), *steps]
            self.session.flush()
        after = None
        if self._entries:
            connection = self.session.connection()
            if end is not None and rows.are_few(connection, steps):
                after, steps = audit.link_behind(connection, end, self._entries, steps), []
            if after is None:
                linked, after = audit.link(connection, audit.lane_of(self.new_id()), self._entries)
                steps += linked
        if steps:
            rows.run_all(self.session.connection(), steps)
        return after


@dataclass
class Works:
    """Where a service's units of work come from."""

    database: Database
    service: str
    clock: Clock
    wake: Callable[[], None] = lambda: None
    new_id: NewId = random_id
    settings: Settings | None = None
    deposits: Deposits = field(init=False)
    _end: audit.End | None = field(init=False, default=None)
    """Of the lane to which was written last, as it was left; whoever goes on from it takes it away."""

    def __post_init__(self) -> None:
        self.deposits = Deposits(self.database)

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[Work]:
        """A work that commits when the block ends well, and then wakes the relay if it spoke."""
        with self.database.transaction() as session:
            work = Work(session, self.clock(), self.service, actor, self.new_id, self.settings)
            with party_names.of(session, lambda: work.today):
                yield work
            end, self._end = self._end, None
            after = work.finish(end)
        self._end = after or self._end
        self._committed(work)

    @contextmanager
    def adding(self, actor: Actor) -> Iterator[Work]:
        """A work that reads nothing and only adds; committed with others of the moment when the block ends
        well. Raises IntegrityError, with nothing kept, for a row that is there already."""
        # It is asked for its dialect alone; closing what was never begun is a tenth of the work.
        unused = Session(self.database.engine)
        try:
            work = Work(unused, self.clock(), self.service, actor, self.new_id, self.settings, blind=True)
            yield work
        finally:
            if unused.in_transaction():
                unused.close()
        self.deposits.put(work.deposit())
        self._committed(work)

    def _committed(self, work: Work) -> None:
        for name in work.said:
            _said(self.service, name).inc()
        if work.said:
            self.wake()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.database.reading() as session:
            yield session
