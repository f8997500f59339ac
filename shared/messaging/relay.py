"""From a service's outbox to the broker, for as long as the service runs.

Several relays may run beside one another: each takes rows that no other holds. At once when idle; under
load a short pause lets rows gather, since tiny batches cost every part a round each, and rows that come one
by one share at least the transaction in which they leave. Where rows wait
in thousands a second lane opens, so that the database moves the rows of one while the broker keeps those of
the other.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from shared.messaging import topology
from shared.messaging.backoff import Backoff
from shared.messaging.broker import BROKER_TROUBLE, connect
from shared.messaging.failure import reason_of
from shared.messaging.handling import Listener
from shared.messaging.lane import MOST, Lane
from shared.messaging.publisher import WINDOW
from shared.messaging.publisher_pika import PikaPublisher
from shared.messaging.wake import Ear
from shared.metrics.table import BROKER_BLOCKED, BROKER_CONNECTED, BROKER_RECONNECTS
from shared.settings import Settings

log = structlog.get_logger("relay")

ROLE = "relay"
POLL_SECONDS = 1.0
LOOK_SECONDS = 60.0
"""So often the queues are looked at while all goes well. Of an event that two services hear, the broker
confirms that it lies in one queue, also when the other is gone."""
GATHER_SECONDS = 0.1
"""For so long rows that come one by one share a transaction. Each is published at once; only that it was
is written later, and should the relay die meanwhile, it is sent again, and the inboxes notice."""
PACE_SECONDS, PACE_OF_A_ROW = 0.03, 0.0005
"""After a look the relay pauses for as long as its rows say that more are coming. A fixed pause would keep
itself going at a load that needs none: what gathers in 30 ms is a batch again."""


@dataclass
class Relay:
    """Carries one service's outbox to the broker. `prepare` makes the queues before a word is said;
    `second` is a lane that opens only while rows wait in thousands."""

    lane: Lane
    second: Lane | None = None
    prepare: Callable[[], None] = lambda: None
    wake: threading.Event = field(default_factory=threading.Event)
    _help: threading.Thread | None = None
    _looked: float = 0.0

    def run(self, stop: threading.Event) -> None:
        """Carry until told to stop, through every absence of database and broker."""
        backoff, service = Backoff(), self.lane.service
        while not stop.is_set():
            self.wake.clear()
            try:
                if self.connected():
                    BROKER_CONNECTED.labels(service, ROLE).set(1)
                    self._pace(self.carry(stop))
                    backoff.reset()
                    continue
            except (*BROKER_TROUBLE, SQLAlchemyError) as error:
                log.warning("relay_waits", service=service, reason=reason_of(error))
            BROKER_CONNECTED.labels(service, ROLE).set(float(self.lane.publisher.alive))
            BROKER_RECONNECTS.labels(service, ROLE).inc()
            stop.wait(next(backoff))
        self.finish()

    def connected(self) -> bool:
        """Whether there is a way to the broker, now or after an attempt. Raises what `prepare` does: nothing
        is said before the queues are there."""
        if not self.lane.publisher.alive or time.monotonic() - self._looked >= LOOK_SECONDS:
            self._see_to_queues()
        return self.lane.publisher.connect()

    def _see_to_queues(self) -> None:
        try:
            self.prepare()
        except BROKER_TROUBLE:
            self.lane.publisher.close()
            raise
        self._looked = time.monotonic()

    def carry(self, stop: threading.Event) -> int:
        """Round after round until one was not full, or the broker is away; how many rows the last one had."""
        while (
            (taken := self.lane.round(self._more(stop))) == MOST
            and self.lane.publisher.alive
            and not stop.is_set()
        ):
            self._call_help(stop)
        return taken

    def finish(self) -> None:
        """Wait until the second lane, should it be open, has ended its round."""
        if self._help is not None:
            self._help.join()

    def _call_help(self, stop: threading.Event) -> None:
        if self.second is not None and not (self._help and self._help.is_alive()):
            self._help = threading.Thread(
                target=self._open_second, args=(self.second, stop), name="second-lane"
            )
            self._help.start()

    def _open_second(self, lane: Lane, stop: threading.Event) -> None:
        try:
            while lane.publisher.connect() and lane.round() == MOST and not stop.is_set():
                pass
        except (*BROKER_TROUBLE, SQLAlchemyError) as error:  # the first lane meets it too, and goes on
            log.warning("second_lane_closes", service=lane.service, reason=reason_of(error))
        finally:
            lane.publisher.close()

    def _more(self, stop: threading.Event) -> Callable[[int], bool]:
        """Whether a round looks again: where it found little, for GATHER_SECONDS, each time it is woken. Not
        longer, however much comes: nothing has left the outbox before the round ends."""
        until: float | None = None

        def more(taken: int) -> bool:
            nonlocal until
            if until is None:
                until = time.monotonic() + (GATHER_SECONDS if taken else 0.0)
            if taken >= WINDOW or stop.is_set():
                return False
            if taken > 1:
                stop.wait(min(PACE_SECONDS, taken * PACE_OF_A_ROW))
            left = until - time.monotonic()
            if left <= 0 or not self.wake.wait(left):
                return False
            self.wake.clear()
            return True

        return more

    def _pace(self, taken: int) -> None:
        if taken < WINDOW and self.lane.publisher.alive:
            # That was all: whoever adds to it wakes the relay.
            self.wake.wait(POLL_SECONDS)


def run_relay(
    service: Listener, settings: Settings, stop: threading.Event, wake: threading.Event | None = None
) -> None:
    """Publish one service's events until `stop` is set. Call it from a process or thread of its own.

    Whoever sets `wake` has it look at once, as do those who say so by way of the database.
    """
    url, database = _broker(settings), service.works.database
    publisher = PikaPublisher(url, BROKER_BLOCKED.labels(service.name).set)
    second = Lane(service.name, database, PikaPublisher(url))
    lane = Lane(service.name, database, publisher)
    relay = Relay(lane, second, partial(ensure_topology, settings), wake or threading.Event())
    ear = Ear(database, relay.wake)
    ear.start()
    try:
        relay.run(stop)
    finally:
        ear.close()
        publisher.close()


def ensure_topology(settings: Settings) -> None:
    """See to all queues: before the first word, again when a word found no queue, and once a minute."""
    with connect(_broker(settings)) as connection:
        topology.ensure(connection, given=settings.topology == "given")


def _broker(settings: Settings) -> str:
    if settings.broker_url is None:
        raise ValueError("a relay needs JIANDU_BROKER_URL; without it delivery is embedded")
    return settings.broker_url
