"""From a service's outbox to the broker: a row leaves the outbox once the broker has confirmed it.

Several relays may run beside one another: each takes rows that no other holds. At once when idle; under
load a short pause lets rows gather, since tiny batches cost every part a transaction each.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from shared.contracts.routing import BODIES_EXCHANGE, EXCHANGE, goes_to_a_body
from shared.database import Database
from shared.messaging import queue_rows, topology
from shared.messaging.backoff import Backoff
from shared.messaging.broker import BROKER_TROUBLE, connect
from shared.messaging.failure import reason_of
from shared.messaging.handling import Listener
from shared.messaging.publisher import WINDOW, Item, Publisher
from shared.messaging.publisher_pika import PikaPublisher
from shared.messaging.queue_rows import OutboxRow
from shared.messaging.wake import Ear
from shared.metrics.table import (
    BROKER_BLOCKED,
    BROKER_CONNECTED,
    BROKER_RECONNECTS,
    PUBLISH_ROWS,
    PUBLISH_SECONDS,
    PUBLISHED,
)
from shared.settings import Settings

log = structlog.get_logger("relay")

ROLE = "relay"
POLL_SECONDS = 1.0
PACE_SECONDS, PACE_OF_A_ROW = 0.03, 0.0005
"""After a round the relay pauses for as long as its rows say that more are coming. A fixed pause would keep
itself going at a load that needs none: what gathers in 30 ms is a batch again."""
MOST = 4 * WINDOW
"""Rows of one round: while the broker makes the last window durable nothing else moves, so let it be rare.
Should the relay die after that and before its commit, so many are sent again, and the inboxes notice."""


@dataclass
class Relay:
    """Carries one service's outbox to the broker. `prepare` makes the queues before a word is said."""

    service: str
    database: Database
    publisher: Publisher
    prepare: Callable[[], None] = lambda: None
    wake: threading.Event = field(default_factory=threading.Event)

    def round(self) -> int:
        """Publish what is due, up to MOST; how many rows were taken.

        The rows stay locked until the answer: no other relay sends them meanwhile, and should this
        one die, they are free again at once.
        """
        with self.database.transaction() as session:
            rows = queue_rows.take(session, MOST)
            if not rows:
                return 0
            start = time.monotonic()
            confirmed = self.publisher.publish_batch([_item(row) for row in rows])
            PUBLISH_SECONDS.labels(self.service).observe(time.monotonic() - start)
            kept = [row for row in rows if row.message_id not in confirmed]
            queue_rows.keep_as_sent(session, [row.id for row in rows if row.message_id in confirmed])
            refused = kept if self.publisher.alive else []  # else it was the connection, not the rows
            queue_rows.postpone(session, refused)
        PUBLISH_ROWS.labels(self.service).observe(len(rows))
        PUBLISHED.labels(self.service, "confirmed").inc(len(confirmed))
        PUBLISHED.labels(self.service, "kept").inc(len(kept))
        if refused:
            log.warning("events_refused", service=self.service, rows=len(refused))
            # Either there was no queue: they are made before the next connection. Or the broker said no, and
            # a cluster that just lost a node goes on saying so to this channel when all is well again.
            # A body whose queue is not made yet, or was removed, must not hold up the services.
            if not all(goes_to_a_body(row.name) for row in refused):
                self.publisher.close()
        return len(rows)

    def run(self, stop: threading.Event) -> None:
        """Carry until told to stop, through every absence of database and broker."""
        backoff = Backoff()
        while not stop.is_set():
            self.wake.clear()
            try:
                if self._connected():
                    BROKER_CONNECTED.labels(self.service, ROLE).set(1)
                    self._pace(self.round(), stop)
                    backoff.reset()
                    continue
            except (*BROKER_TROUBLE, SQLAlchemyError) as error:
                log.warning("relay_waits", service=self.service, reason=reason_of(error))
            BROKER_CONNECTED.labels(self.service, ROLE).set(float(self.publisher.alive))
            BROKER_RECONNECTS.labels(self.service, ROLE).inc()
            stop.wait(next(backoff))

    def _connected(self) -> bool:
        if not self.publisher.alive:
            self.prepare()
        return self.publisher.connect()

    def _pace(self, taken: int, stop: threading.Event) -> None:
        if taken == 0:
            self.wake.wait(POLL_SECONDS)
        elif taken < WINDOW and self.publisher.alive:
            # That was all: whoever adds to it wakes the relay.
            if taken > 1:
                stop.wait(min(PACE_SECONDS, taken * PACE_OF_A_ROW))
            self.wake.wait(POLL_SECONDS)


def _item(row: OutboxRow) -> Item:
    exchange = BODIES_EXCHANGE if goes_to_a_body(row.name) else EXCHANGE
    return Item(row.message_id, row.name, row.body, routing_key=row.name, exchange=exchange)


def run_relay(service: Listener, settings: Settings, stop: threading.Event) -> None:
    """Publish one service's events until `stop` is set. Call it from a process or thread of its own."""
    publisher = PikaPublisher(_broker(settings), BROKER_BLOCKED.labels(service.name).set)
    relay = Relay(service.name, service.works.database, publisher, partial(ensure_topology, settings))
    ear = Ear(relay.database, relay.wake)
    ear.start()
    try:
        relay.run(stop)
    finally:
        ear.close()
        publisher.close()


def ensure_topology(settings: Settings) -> None:
    """See to all queues: before the first word, and again when a word found no queue."""
    with connect(_broker(settings)) as connection:
        topology.ensure(connection, given=settings.topology == "given")


def _broker(settings: Settings) -> str:
    if settings.broker_url is None:
        raise ValueError("a relay needs JIANDU_BROKER_URL; without it delivery is embedded")
    return settings.broker_url
