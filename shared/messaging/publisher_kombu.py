"""The second publisher: kombu over py-amqp, for administrative one-offs and as proof of the interface."""

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog
from kombu.connection import Connection
from kombu.messaging import Producer

from shared.contracts.wire import CONTENT_TYPE
from shared.messaging.broker import BROKER_TROUBLE, connect
from shared.messaging.publisher import CONNECT_SECONDS, PUBLISH_SECONDS, WINDOW, Item

log = structlog.get_logger("publisher")


class KombuPublisher:
    """Publisher over kombu; its connection turns in the caller's thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: Connection | None = None
        self._channel: Any = None
        self._tag = 0
        self._tags: dict[int, UUID] = {}
        self._returned: set[UUID] = set()
        self._confirmed: set[UUID] = set()

    @property
    def alive(self) -> bool:
        return self._connection is not None and bool(self._connection.connected)

    def connect(self, timeout: float = CONNECT_SECONDS) -> bool:
        if self.alive:
            return True
        self.close()
        connection = connect(self._url, timeout)
        try:
            channel: Any = connection.default_channel  # py-amqp's, which kombu's type does not tell
            channel.confirm_select()
        except BROKER_TROUBLE as error:
            log.warning("broker_away", reason=type(error).__name__)
            connection.release()
            return False
        channel.events["basic_ack"].add(lambda tag, multiple: self._settle(tag, multiple, True))
        channel.events["basic_nack"].add(lambda tag, multiple: self._settle(tag, multiple, False))
        self._connection, self._channel, self._tag = connection, channel, 0
        return True

    def publish_batch(self, items: Sequence[Item], timeout: float = PUBLISH_SECONDS) -> set[UUID]:
        if not items or not self.connect() or self._connection is None:
            return set()
        self._tags, self._returned, self._confirmed = {}, set(), set()
        try:
            self._publish(self._connection, items, time.monotonic() + timeout)
        except BROKER_TROUBLE as error:  # a timeout is among them
            log.warning("publisher_lost", reason=type(error).__name__)
            self.close()
        return set(self._confirmed)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.release()
            self._connection = None

    def _publish(self, connection: Connection, items: Sequence[Item], until: float) -> None:
        producer = Producer(self._channel, auto_declare=False, on_return=self._note_return)
        waiting = list(reversed(items))
        while waiting or self._tags:
            while waiting and len(self._tags) < WINDOW:
                self._send(producer, waiting.pop())
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError("no answer in time")
            connection.drain_events(timeout=left)

    def _send(self, producer: Producer, item: Item) -> None:
        self._tag += 1
        self._tags[self._tag] = item.id
        producer.publish(
            item.body,
            exchange=item.exchange,
            routing_key=item.routing_key,
            mandatory=True,
            delivery_mode=2,
            content_type=CONTENT_TYPE,
            content_encoding="utf-8",
            headers=item.headers,
            message_id=str(item.id),
            type=item.name,
            app_id="jiandu",
        )

    def _note_return(self, _: Any, __: str, ___: str, message: Any) -> None:
        log.warning("event_unroutable", name=message.properties.get("type"))
        self._returned.add(UUID(message.properties["message_id"]))

    def _settle(self, tag: int, multiple: bool, taken: bool) -> None:
        answered = [known for known in self._tags if known <= tag] if multiple else [tag]
        for known in answered:
            item = self._tags.pop(known, None)
            if item is not None and taken and item not in self._returned:
                self._confirmed.add(item)
