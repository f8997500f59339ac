"""Works that only add, and need nothing of what is there: many at once share one transaction and one commit.

Whoever comes while another commits waits, and what has gathered meanwhile is written together: the price of
a transaction (beginning, audit lane, commit) is paid once for all. A row that is there already fails its own
work alone.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError

from shared import audit, rows
from shared.database import Database
from shared.rows import Values

MOST = 32
"""Deposits in one transaction; the connections that wait are fewer."""


@dataclass
class Deposit:
    """What one work adds: rows by statement, and its audit entries."""

    steps: Sequence[tuple[Executable, Sequence[Values]]]
    entries: Sequence[audit.Entry]
    lane: int
    done: bool = False
    error: Exception | None = None


@dataclass
class Deposits:
    """Where deposits of one process meet."""

    database: Database
    _waiting: list[Deposit] = field(default_factory=list)
    _gathering: threading.Lock = field(default_factory=threading.Lock)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def put(self, deposit: Deposit) -> None:
        """Return once it is committed. Raises what kept it from being so, IntegrityError for a row that is
        there already; nothing of it is kept then."""
        with self._gathering:
            self._waiting.append(deposit)
        with self._writing:
            if not deposit.done:
                self._write(self._taken(deposit))
        if deposit.error is not None:
            raise deposit.error

    def _taken(self, own: Deposit) -> list[Deposit]:
        """What waits, with one's own: whoever comes first takes the others along."""
        with self._gathering:
            taken, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            if own not in taken:
                self._waiting.remove(own)
                taken.append(own)
        return taken

    def _write(self, batch: Sequence[Deposit]) -> None:
        try:
            self._commit(batch)
        except IntegrityError as error:
            if len(batch) > 1:
                for one in batch:
                    self._write([one])
                return
            batch[0].error = error
        except Exception as error:  # noqa: BLE001 each is told, and raises it in its own thread
            for one in batch:
                one.error = error
        for one in batch:
            one.done = True

    def _commit(self, batch: Sequence[Deposit]) -> None:
        together: dict[Executable, list[Values]] = {}
        for deposit in batch:
            for statement, values in deposit.steps:
                together.setdefault(statement, []).extend(values)
        entries = [entry for deposit in batch for entry in deposit.entries]
        with self.database.transaction() as session:
            linked = audit.link(session, batch[0].lane, entries) if entries else []
            rows.run_all(session, [*together.items(), *linked])
