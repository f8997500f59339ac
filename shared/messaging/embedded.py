"""Delivery inside one process, without a broker: the same outbox, handlers and inbox, the same promises.

The consumer's transaction is committed first and only then the row leaves the producer's outbox. What a
kill leaves between the two is delivered again at the next start and met as a duplicate.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import structlog

from shared.contracts.events import EVENTS
from shared.messaging import dead, handling, queue_rows
from shared.messaging.backoff import Backoff
from shared.messaging.failure import Transient, reason_of
from shared.messaging.handling import Hearing, Listener, Outcome, Verdict
from shared.messaging.queue_rows import OutboxRow
from shared.work import Works

log = structlog.get_logger("embedded")

BATCH = 100
POLL_SECONDS = 1.0
"""A net for wake-ups that were missed, and for rows that wait to be tried again."""
POISON_TRIES = 5


@dataclass
class Postman:
    """Carries one service's outbox to those who must hear it."""

    name: str
    source: Works
    hearers: Sequence[Listener]

    def round(self) -> int:
        """Deliver what is due, up to a batch; how many rows left the outbox."""
        with self.source.database.reading() as session:
            rows = queue_rows.take(session.connection(), BATCH)
        if not rows:
            return 0
        failed = {row.id for row in rows if not self._all_present(row)}
        failed |= {row.id for hearer in self.hearers for row in self._tell(hearer, rows)}
        done = [row.id for row in rows if row.id not in failed]
        self._settle(done, [row for row in rows if row.id in failed])
        return len(done)

    def _all_present(self, row: OutboxRow) -> bool:
        """Whether everyone who must hear of it is known and here; else the row waits for them."""
        return row.name in EVENTS and set(_hearers(row)) <= {hearer.name for hearer in self.hearers}

    def _tell(self, hearer: Listener, rows: Sequence[OutboxRow]) -> Sequence[OutboxRow]:
        """Apply at one hearer what it must hear of `rows`; those that must be tried again."""
        mine = [row for row in rows if hearer.name in _hearers(row)]
        try:
            verdicts = handling.apply_batch(hearer, [row.body for row in mine])
            poisoned = [
                (row, verdict)
                for row, verdict in zip(mine, verdicts, strict=True)
                if verdict.outcome is Outcome.POISON
            ]
            self._bury(hearer, [pair for pair in poisoned if pair[0].attempts + 1 >= POISON_TRIES])
            return [row for row, _ in poisoned if row.attempts + 1 < POISON_TRIES]
        except Transient as error:
            log.warning("delivery_held", source=self.name, hearer=hearer.name, reason=str(error))
            return mine

    def _bury(self, hearer: Listener, poisoned: Sequence[tuple[OutboxRow, Verdict]]) -> None:
        if not poisoned:
            return
        letters = [
            dead.DeadLetter(row.message_id, row.name, row.body, verdict.reason) for row, verdict in poisoned
        ]
        with hearer.works.database.transaction() as session:
            dead.bury(session, letters)

    def _settle(self, done: Sequence[int], failed: Sequence[OutboxRow]) -> None:
        with self.source.database.writing() as connection:
            queue_rows.keep_as_sent(connection, done)
            queue_rows.postpone(connection, failed)


def _hearers(row: OutboxRow) -> Sequence[str]:
    kind = EVENTS.get(row.name)
    return kind.heard_by if kind else ()


class Dispatcher:
    """One thread for each service's outbox."""

    def __init__(self, services: Sequence[Listener]) -> None:
        for service in services:
            handling.check(service)
        self._wakes = {service.name: threading.Event() for service in services}
        self._stop = threading.Event()
        # What a handler emits must wake its own outbox, whoever woke the handler.
        self._hearers = [
            Hearing(
                service.name,
                service.handlers,
                replace(service.works, wake=partial(self.wake, service.name)),
            )
            for service in services
        ]
        self._threads = [
            threading.Thread(target=self._carry, args=(hearer,), name=f"outbox-{hearer.name}", daemon=True)
            for hearer in self._hearers
        ]

    def wake(self, name: str) -> None:
        """Tell the postman of `name` that there is something to carry."""
        self._wakes[name].set()

    def start(self) -> None:
        """Begin; whatever an earlier process left in the outboxes goes first."""
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float = 20.0) -> None:
        """Finish the batches in hand and end; what waits stays in the outboxes."""
        self._stop.set()
        for wake in self._wakes.values():
            wake.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(timeout)

    def drain(self) -> None:
        """Deliver, in the caller's thread, until nothing is due: for tests and loaders."""
        while sum(self._postman(hearer).round() for hearer in self._hearers):
            pass

    def _postman(self, hearing: Hearing) -> Postman:
        return Postman(hearing.name, hearing.works, self._hearers)

    def _carry(self, hearing: Hearing) -> None:
        postman, wake, backoff = self._postman(hearing), self._wakes[hearing.name], Backoff()
        while not self._stop.is_set():
            wake.clear()
            try:
                carried = postman.round()
                backoff.reset()
            except Exception as error:  # noqa: BLE001 the rows are still there: an ended thread would hide them
                log.error("outbox_round_failed", service=hearing.name, reason=reason_of(error))
                self._stop.wait(next(backoff))
                continue
            if carried == 0:
                wake.wait(POLL_SECONDS)
