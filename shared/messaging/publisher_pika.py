"""The publisher of the relay: pika, with a window of messages on their way (85 % of a C client's rate)."""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from typing import Any
from uuid import UUID

import pika
import structlog
from pika.adapters.select_connection import IOLoop, SelectConnection
from pika.exceptions import AMQPError

from shared.contracts.wire import CONTENT_TYPE
from shared.messaging.publisher import (
    BLOCKED_SECONDS,
    CONNECT_SECONDS,
    HEARTBEAT_SECONDS,
    PUBLISH_SECONDS,
    WINDOW,
    Item,
)

log = structlog.get_logger("publisher")
logging.getLogger("pika").setLevel(logging.CRITICAL)  # five lines at each failed attempt; ours says it once


def parameters(url: str) -> list[pika.URLParameters]:
    """Connection parameters of each node named in `url` (`amqp://a/v;amqp://b/v`)."""
    made = []
    for part in url.split(";"):
        one = pika.URLParameters(part)
        one.heartbeat = HEARTBEAT_SECONDS
        one.blocked_connection_timeout = BLOCKED_SECONDS
        one.socket_timeout = CONNECT_SECONDS
        one.stack_timeout = CONNECT_SECONDS * 2
        one.connection_attempts = 1
        made.append(one)
    return made


class _Batch:
    """Items on their way over one channel, and what became of them. Touched by the line's thread alone."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.waiting = list(reversed(items))
        self.tags: dict[int, UUID] = {}
        self.returned: set[UUID] = set()
        self.confirmed: set[UUID] = set()
        self.over = threading.Event()

    def settle(self, tag: int, multiple: bool, taken: bool) -> None:
        answered = list(takewhile(lambda known: known <= tag, self.tags)) if multiple else [tag]
        for known in answered:
            item = self.tags.pop(known, None)
            # A return comes before the confirm of the same message: the broker kept it nowhere.
            if item is not None and taken and item not in self.returned:
                self.confirmed.add(item)
        if not self.tags and not self.waiting:
            self.over.set()


class _Line:
    """One connection with its channel and thread. It lives once: after any doubt it is dropped."""

    def __init__(self, url: str, blocked: Callable[[float], None]) -> None:
        self._loop = IOLoop()
        self._blocked = blocked
        self._connection: Any = None
        self._channel: Any = None
        self._batch = _Batch([])
        self._tag = 0
        self._unwanted = False
        self._calling = threading.Lock()
        self.known = threading.Event()
        """Set once the attempt to connect has ended, well or badly."""
        self.ready = threading.Event()
        self.dead = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(url,), name="publisher", daemon=True)
        self._thread.start()

    def send(self, items: Sequence[Item], timeout: float) -> set[UUID]:
        batch = self._batch = _Batch(items)
        if not self.dead.is_set():
            self._call(self._pump)
            if not batch.over.wait(timeout):
                log.warning("publish_timeout", seconds=timeout)
                self.drop()
        return set(batch.confirmed)

    def drop(self) -> None:
        """Give the line up; should the broker not even answer the farewell, the heartbeat ends it."""
        self.ready.clear()
        self._call(self._say_farewell)

    def _call(self, what: Callable[[], None]) -> None:
        """Have the line's thread do something, unless it has ended."""
        with self._calling:
            if not self.dead.is_set():
                self._loop.add_callback_threadsafe(what)

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)

    # --- below: in the line's own thread ---

    def _run(self, url: str) -> None:
        try:
            SelectConnection.create_connection(parameters(url), self._connected, custom_ioloop=self._loop)
            self._loop.start()
        except AMQPError as error:
            log.warning("publisher_lost", reason=type(error).__name__)
        finally:
            self.dead.set()
            self.ready.clear()
            self.known.set()
            self._batch.over.set()
            with self._calling:
                self._loop.close()

    def _connected(self, outcome: Any) -> None:
        if isinstance(outcome, BaseException):
            log.warning("broker_away", reason=type(outcome).__name__)
            self._loop.stop()
            return
        self._connection = outcome
        outcome.add_on_close_callback(self._closed)
        outcome.add_on_connection_blocked_callback(lambda *_: self._blocked(1))
        outcome.add_on_connection_unblocked_callback(lambda *_: self._blocked(0))
        if self._unwanted:
            self._say_farewell()
        else:
            outcome.channel(on_open_callback=self._opened)

    def _opened(self, channel: Any) -> None:
        self._channel = channel
        channel.add_on_close_callback(lambda _, reason: self._say_farewell())
        channel.add_on_return_callback(self._returned)
        channel.confirm_delivery(self._answered, callback=self._confirming)

    def _confirming(self, _: Any) -> None:
        self.ready.set()
        self.known.set()

    def _closed(self, _: Any, reason: Any) -> None:
        log.info("publisher_closed", reason=type(reason).__name__)
        self._blocked(0)
        self._loop.stop()

    def _say_farewell(self) -> None:
        self._unwanted = True  # while still connecting: the attempt ends by its own time limit
        if self._connection is not None and self._connection.is_open:
            self._connection.close()

    def _pump(self) -> None:
        batch = self._batch
        while batch.waiting and len(batch.tags) < WINDOW and self._usable():
            item = batch.waiting.pop()
            self._tag += 1
            batch.tags[self._tag] = item.id
            self._channel.basic_publish(
                item.exchange, item.routing_key, item.body, _properties(item), mandatory=True
            )

    def _usable(self) -> bool:
        return not self._unwanted and bool(self._channel.is_open)

    def _returned(self, _: Any, __: Any, properties: Any, ___: bytes) -> None:
        log.warning("event_unroutable", name=properties.type)
        self._batch.returned.add(UUID(properties.message_id))

    def _answered(self, frame: Any) -> None:
        taken = isinstance(frame.method, pika.spec.Basic.Ack)
        self._batch.settle(frame.method.delivery_tag, frame.method.multiple, taken)
        self._pump()


def _properties(item: Item) -> pika.BasicProperties:
    if item.headers:
        return _plain(item.name, dict(item.headers), str(item.id))
    found = _shared(item.name)
    found.message_id = str(item.id)  # written into the frame at once, so one object serves all
    return found


def _plain(name: str, headers: dict[str, str] | None, message_id: str | None) -> pika.BasicProperties:
    return pika.BasicProperties(
        message_id=message_id,
        type=name,
        content_type=CONTENT_TYPE,
        delivery_mode=2,
        app_id="jiandu",
        headers=headers,
    )


_BY_NAME = threading.local()


def _shared(name: str) -> pika.BasicProperties:
    """This thread's object for messages of that name."""
    known: dict[str, pika.BasicProperties] = _BY_NAME.__dict__
    if name not in known:
        known[name] = _plain(name, None, None)
    return known[name]


class PikaPublisher:
    """Publisher over pika; a thread of its own turns the connection. `blocked` is told 1 while the broker
    takes nothing for want of memory or disk, and 0 again."""

    def __init__(self, url: str, blocked: Callable[[float], None] = lambda _: None) -> None:
        self._open = partial(_Line, url, blocked)
        self._line: _Line | None = None

    @property
    def alive(self) -> bool:
        return self._line is not None and self._line.ready.is_set()

    def connect(self, timeout: float = CONNECT_SECONDS) -> bool:
        if self._line is None or self._line.dead.is_set():
            self._line = self._open()
        self._line.known.wait(timeout)
        if not self._line.ready.is_set():
            self._line.drop()
            self._line = None
            return False
        return True

    def publish_batch(self, items: Sequence[Item], timeout: float = PUBLISH_SECONDS) -> set[UUID]:
        if not items or not self.connect() or self._line is None:
            return set()
        confirmed = self._line.send(items, timeout)
        if not self._line.ready.is_set():
            self._line = None
        return confirmed

    def close(self) -> None:
        if self._line is not None:
            self._line.drop()
            self._line.join(2.0)
            self._line = None
