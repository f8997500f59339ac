"""From the broker to a service's handlers: acknowledged after the commit, in batches.

Not kombu's ConsumerMixin: its reconnects wait up to 30 s and cannot be told to stop, and it knows
nothing of holding a batch while the database is away. All else is kombu's.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import structlog
from kombu.connection import Connection
from kombu.entity import Queue
from kombu.messaging import Consumer as KombuConsumer
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shared.contracts.routing import DEAD_EXCHANGE, inbox_queue, may_gather
from shared.contracts.terms import Service
from shared.messaging import handling, topology
from shared.messaging.backoff import Backoff
from shared.messaging.broker import BROKER_TROUBLE, connect
from shared.messaging.failure import Transient, reason_of
from shared.messaging.gathering import BATCH, Gathering
from shared.messaging.handling import Hearing, Listener, Outcome, Verdict
from shared.messaging.publisher import Item
from shared.messaging.publisher_kombu import KombuPublisher
from shared.messaging.wake import Notifier
from shared.metrics.table import BROKER_CONNECTED, BROKER_RECONNECTS
from shared.settings import Settings

log = structlog.get_logger("consumer")

PREFETCH = 200
ROLE = "worker"
LINGER_SECONDS = 0.001
IDLE_SECONDS = 0.5
"""How long a request to stop may go unnoticed."""
HEARTBEAT_CHECK_SECONDS = 5.0
HOLD_SECONDS = 600.0
"""Then the held batch goes back: the broker ends channels that keep messages for 30 minutes."""
REASON_HEADER = "x-jiandu-reason"


class GiveBack(Exception):
    """Leave what is unacknowledged to the broker and start with a new connection."""


@dataclass
class Consumer:
    """Consumes one service's queue, one connection at a time."""

    listener: Listener
    url: str
    stop: threading.Event
    topology_given: bool = False

    def run(self) -> None:
        """Consume until told to stop, through every absence of database and broker."""
        backoff = Backoff()
        while not self.stop.is_set():
            try:
                self._wait_for_database(backoff)
                with connect(self.url) as connection, self._connected():
                    _Session(self, connection, backoff).serve()
            except (*BROKER_TROUBLE, GiveBack) as error:
                BROKER_RECONNECTS.labels(self.listener.name, ROLE).inc()
                log.warning("consumer_reconnects", service=self.listener.name, reason=reason_of(error))
                self.stop.wait(next(backoff))

    @contextmanager
    def _connected(self) -> Iterator[None]:
        told = BROKER_CONNECTED.labels(self.listener.name, ROLE)
        told.set(1)
        try:
            yield
        finally:
            told.set(0)

    def _wait_for_database(self, backoff: Backoff) -> None:
        """Take nothing while nothing can be kept: each return of a message counts against it."""
        while not self.stop.is_set():
            try:
                with self.listener.works.reading() as session:
                    session.execute(text("SELECT 1"))
                return
            except SQLAlchemyError as error:
                log.warning("database_away", service=self.listener.name, reason=reason_of(error))
                self.stop.wait(next(backoff))


class _Session:
    """One connection's life: what it holds is unacknowledged and belongs to this connection alone."""

    def __init__(self, owner: Consumer, connection: Connection, backoff: Backoff) -> None:
        self._owner, self._connection, self._backoff = owner, connection, backoff
        self._held: list[Any] = []
        self._last_check = time.monotonic()
        self._gathering = Gathering()

    def serve(self) -> None:
        topology.ensure(self._connection, self._owner.topology_given)
        queue = Queue(inbox_queue(Service(self._owner.listener.name)), no_declare=True)
        consumer = KombuConsumer(
            self._connection.channel(),
            queues=[queue],
            on_message=self._hold,
            prefetch_count=PREFETCH,
            auto_declare=False,
        )
        with consumer:
            log.info("consumer_ready", service=self._owner.listener.name)
            while not self._owner.stop.is_set():
                self._receive()
                self._settle()
            consumer.cancel()
            self._settle(stopping=True)

    def _hold(self, message: Any) -> None:
        self._held.append(message)
        self._gathering.add(self._awaited(message))

    def _receive(self) -> None:
        """Take in messages until a batch is full or nothing more comes."""
        self._drain(IDLE_SECONDS)
        self._backoff.reset()
        self._gathering.begin(time.monotonic())
        while self._held and len(self._held) < BATCH:
            until = self._gathering.until()
            left = max(LINGER_SECONDS, until - time.monotonic())
            if not self._drain(left) and time.monotonic() >= until:
                return

    def _awaited(self, message: Any) -> bool:
        return not may_gather(self._owner.listener.name, message.properties.get("type", ""))

    def _drain(self, seconds: float) -> bool:
        """Let the connection work; whether something came. Also where heartbeats are sent and missed."""
        if time.monotonic() - self._last_check > HEARTBEAT_CHECK_SECONDS:
            self._connection.heartbeat_check()
            self._last_check = time.monotonic()
        try:
            self._connection.drain_events(timeout=seconds)
        except TimeoutError:
            return False
        return True

    def _settle(self, stopping: bool = False) -> None:
        """Apply what is held, batch by batch, and acknowledge each after its commit."""
        while self._held and (stopping or not self._owner.stop.is_set()):
            batch = self._held[:BATCH]
            verdicts = self._apply([_body(message) for message in batch])
            self._send_off(batch, verdicts)
            batch[-1].channel.basic_ack(batch[-1].delivery_tag, multiple=True)
            del self._held[: len(batch)]
            self._gathering.settle(time.monotonic(), len(batch), sum(map(self._awaited, batch)))

    def _apply(self, bodies: list[bytes]) -> list[Verdict]:
        """Verdicts for all; while something needed is away, hold them and keep the connection alive."""
        until, backoff = time.monotonic() + HOLD_SECONDS, Backoff()
        while True:
            try:
                return handling.apply_batch(self._owner.listener, bodies)
            except Transient as error:
                log.warning("batch_held", service=self._owner.listener.name, reason=str(error))
                if self._owner.stop.is_set() or time.monotonic() > until:
                    raise GiveBack from error
            resume = time.monotonic() + next(backoff)
            while (left := resume - time.monotonic()) > 0 and not self._owner.stop.is_set():
                self._drain(left)

    def _send_off(self, batch: list[Any], verdicts: list[Verdict]) -> None:
        """Put poison into the dead queue with its reason; acknowledged only once it is safe there."""
        poison = [
            (message, verdict)
            for message, verdict in zip(batch, verdicts, strict=True)
            if verdict.outcome is Outcome.POISON
        ]
        if not poison:
            return
        letters = {
            letter.id: letter
            for message, verdict in poison
            if (letter := _letter(message, verdict, self._owner.listener.name))
        }
        with closing(KombuPublisher(self._owner.url)) as publisher:
            if publisher.publish_batch(list(letters.values())) != set(letters):
                raise GiveBack("the dead queue did not take them")


def _body(message: Any) -> bytes:
    body = message.body
    return body.encode() if isinstance(body, str) else bytes(body)


def _letter(message: Any, verdict: Verdict, service: str) -> Item:
    body = _body(message)
    return Item(
        _message_id(message, body),
        message.properties.get("type") or verdict.name,
        body,
        routing_key=service,
        exchange=DEAD_EXCHANGE,
        headers={REASON_HEADER: verdict.reason},
    )


def _message_id(message: Any, body: bytes) -> UUID:
    """The id it came with, or for a stranger's message one that follows from its content."""
    try:
        return UUID(message.properties["message_id"])
    except (KeyError, ValueError):
        return UUID(bytes=hashlib.sha256(body).digest()[:16])


def run_consumer(
    service: Listener, settings: Settings, stop: threading.Event, wake: Callable[[], None] | None = None
) -> None:
    """Consume one service's events until `stop` is set. Call it from a process or thread of its own.

    `wake` is called after each commit that left something in the outbox; None tells every relay there is.
    """
    if settings.broker_url is None:
        raise ValueError("a consumer needs JIANDU_BROKER_URL; without it delivery is embedded")
    handling.check(service)
    notifier = Notifier(service.works.database)
    works = replace(service.works, wake=wake or notifier)
    try:
        hearing = Hearing(service.name, service.handlers, works)
        Consumer(hearing, settings.broker_url, stop, settings.topology == "given").run()
    finally:
        notifier.close()
