"""From a queue that holds no events to whoever knows what stands in it: one message, one answer, one ack.

For what comes from outside the house: slower than `consumer`, and nothing that one message says can hold up
another. While the database is away a message is held, not given back: each return would count against it.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from kombu.connection import Connection
from kombu.entity import Queue
from kombu.messaging import Consumer as KombuConsumer

from shared.messaging import topology
from shared.messaging.backoff import Backoff
from shared.messaging.broker import BROKER_TROUBLE, connect
from shared.messaging.consumer import HEARTBEAT_CHECK_SECONDS, HOLD_SECONDS, IDLE_SECONDS, GiveBack
from shared.messaging.failure import is_transient, reason_of

log = structlog.get_logger("one_by_one")
PREFETCH = 20


@dataclass(frozen=True)
class Message:
    """What the broker handed over. `user_id` is who sent it, as the broker vouches, or None."""

    body: bytes
    key: str
    user_id: str | None
    message_id: str | None


@dataclass
class OneByOne:
    """Takes each message of one queue. What `take` can never do goes to the queue's dead queue."""

    queue: str
    url: str
    take: Callable[[Message], None]
    stop: threading.Event
    topology_given: bool = False

    def run(self) -> None:
        """Take messages until told to stop, through every absence of the broker."""
        backoff = Backoff()
        while not self.stop.is_set():
            try:
                with connect(self.url) as connection:
                    self._serve(connection, backoff)
            except (*BROKER_TROUBLE, GiveBack) as error:
                log.warning("reports_reconnect", reason=reason_of(error))
                self.stop.wait(next(backoff))

    def _serve(self, connection: Connection, backoff: Backoff) -> None:
        topology.ensure(connection, self.topology_given)
        waiting: deque[Any] = deque()
        consumer = KombuConsumer(
            connection.channel(),
            queues=[Queue(self.queue, no_declare=True)],
            on_message=waiting.append,
            prefetch_count=PREFETCH,
            auto_declare=False,
        )
        drain = _Drain(connection)
        with consumer:
            while not self.stop.is_set():
                drain(IDLE_SECONDS)
                backoff.reset()
                while waiting and not self.stop.is_set():
                    self._settle(waiting.popleft(), drain)

    def _settle(self, message: Any, drain: "_Drain") -> None:
        until, backoff = time.monotonic() + HOLD_SECONDS, Backoff()
        while True:
            try:
                self.take(_read(message))
            except Exception as error:
                if not is_transient(error):
                    log.error("report_dead", reason=reason_of(error))
                    message.reject()
                    return
                if self.stop.is_set() or time.monotonic() > until:
                    raise GiveBack from error
                log.warning("report_held", reason=reason_of(error))
            else:
                message.ack()
                return
            drain(next(backoff))


@dataclass
class _Drain:
    """Lets the connection work for some time; also where heartbeats are sent and missed."""

    connection: Connection
    last_check: float = 0.0

    def __call__(self, seconds: float) -> None:
        if time.monotonic() - self.last_check > HEARTBEAT_CHECK_SECONDS:
            self.connection.heartbeat_check()
            self.last_check = time.monotonic()
        try:
            self.connection.drain_events(timeout=seconds)
        except TimeoutError:
            return


def _read(message: Any) -> Message:
    body, said = message.body, message.properties
    return Message(
        body.encode() if isinstance(body, str) else bytes(body),
        message.delivery_info["routing_key"],
        said.get("user_id"),
        said.get("message_id"),
    )
