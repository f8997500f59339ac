"""Works that only add, and need nothing of what is there: many at once share one transaction and one commit.

Whoever comes while another commits waits, and what has gathered meanwhile is written together: the price of
a transaction (audit lane, commit) is paid once for all, on PostgreSQL mostly as a single statement. A row
that is there already, or that the database does not take, fails its own work alone.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Executable
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

from shared import audit, rows
from shared.database import Database
from shared.rows import Step, Values

MOST = 32
"""Deposits in one transaction; the connections that wait are fewer."""
DEADLOCK = "40P01"
GATHER_SECONDS = 0.002
"""For so long whoever writes waits for more, where the last did not write alone: the more share a
transaction, the less of the processor each costs. Who comes alone waits for nobody."""


class Interrupted(RuntimeError):
    """The thread that wrote for others was ended before it knew whether it had."""


def _of_one(error: StatementError) -> bool:
    """Whether a single row may have brought it about, by what it says or by whom it met."""
    if not isinstance(error, DBAPIError):
        return True
    return isinstance(error, IntegrityError | DataError) or getattr(error.orig, "sqlstate", None) == DEADLOCK


def _closed() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(eq=False)
class Deposit:
    """What one work adds: rows by statement, and its audit entries."""

    steps: Sequence[tuple[Executable, Sequence[Values]]]
    entries: Sequence[audit.Entry]
    lane: int
    done: bool = False
    error: Exception | None = None
    called: threading.Lock = field(default_factory=_closed)
    """Opened when it is done, or when its thread is to write."""


@dataclass
class Deposits:
    """Where deposits of one process meet. One thread writes for all that wait; the first of those that came
    meanwhile writes next, and is called before the others hear that they are done."""

    database: Database
    _waiting: list[Deposit] = field(default_factory=list)
    _writing: bool = False
    _last: int = 0
    """How many were written together last."""
    _end: audit.End | None = None
    """Of the lane in which the last were written, as they left it."""
    _gathering: threading.Lock = field(default_factory=threading.Lock)

    def put(self, deposit: Deposit) -> None:
        """Return once it is committed. Raises what kept it from being so, IntegrityError for a row that is
        there already; nothing of it is kept then."""
        with self._gathering:
            self._waiting.append(deposit)
            first, self._writing = not self._writing, True
        if not first:
            deposit.called.acquire()
        if not deposit.done:
            self._write_for_all()
        if deposit.error is not None:
            raise deposit.error

    def _write_for_all(self) -> None:
        """Called in turn, its thread's own deposit is the oldest that waits, so it is among them."""
        if self._last > 1:
            time.sleep(GATHER_SECONDS)
        with self._gathering:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            self._last = len(batch)
        try:
            self._write(batch)
        finally:
            self._call_on(batch)

    def _call_on(self, batch: Sequence[Deposit]) -> None:
        with self._gathering:
            following = self._waiting[0] if self._waiting else None
            self._writing = following is not None
        for one in batch:
            one.done = True
        if following is not None:
            following.called.release()
        for one in batch[1:]:
            one.called.release()

    def _write(self, batch: Sequence[Deposit]) -> None:
        for one in batch:
            one.error = Interrupted()  # until it is known
        try:
            self._commit(batch)
        except StatementError as error:
            if len(batch) > 1 and _of_one(error):
                for one in batch:
                    self._write([one])
                return
            for one in batch:
                one.error = error
        except Exception as error:  # noqa: BLE001 each is told, and raises it in its own thread
            for one in batch:
                one.error = error
        else:
            for one in batch:
                one.error = None

    def _commit(self, batch: Sequence[Deposit]) -> None:
        together: dict[Executable, list[Values]] = {}
        for deposit in batch:
            for statement, values in deposit.steps:
                together.setdefault(statement, []).extend(values)
        entries = [entry for deposit in batch for entry in deposit.entries]
        if not self._in_one_statement(list(together.items()), entries):
            self._in_one_transaction(list(together.items()), entries, batch[0].lane)

    def _in_one_statement(self, steps: Sequence[Step], entries: Sequence[audit.Entry]) -> bool:
        """Write behind the end that this process left its lane at, if that is still the lane's end; returns
        whether it was. One round instead of four: locking the lane and committing go with it. Of more
        processes than there are lanes many find that it is not."""
        end, self._end = self._end, None  # should it fail, nothing is known of the lane any more
        if end is None or not entries:
            return False
        with self.database.at_once() as connection:
            self._end = audit.add_behind(connection, end, entries, steps)
        return self._end is not None

    def _in_one_transaction(self, steps: Sequence[Step], entries: Sequence[audit.Entry], lane: int) -> None:
        after = None
        with self.database.writing() as connection:
            linked: list[Step] = []
            if entries:
                linked, after = audit.link(connection, lane, entries)
            rows.run_all(connection, [*steps, *linked])
        self._end = None if self.database.sqlite else after
