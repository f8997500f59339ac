"""Guarantees switched off, each by itself, to prove that the drill would notice. Never a setting of the product."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any
from uuid import UUID

from kombu.messaging import Producer
from sqlalchemy.orm import Session

from shared.contracts.events import Event
from shared.foresight import Wanted
from shared.messaging import consumer, inbox, relay
from shared.messaging.broker import BROKER_TROUBLE, connect
from shared.messaging.publisher import CONNECT_SECONDS, PUBLISH_SECONDS, Item

WIDENED_SECONDS = 0.05
"""Between the early acknowledgement and the commit, so that a kill finds it in seconds and not in weeks."""


class Unconfirmed:
    """Believes that what was written to the socket is safe."""

    def __init__(self, url: str, blocked: Callable[[float], None] | None = None) -> None:
        self._connection = connect(url)

    @property
    def alive(self) -> bool:
        return bool(self._connection.connected)

    def connect(self, timeout: float = CONNECT_SECONDS) -> bool:
        try:
            self._connection.ensure_connection(max_retries=1, timeout=timeout)
        except BROKER_TROUBLE:
            return False
        return True

    def publish_batch(self, items: Sequence[Item], timeout: float = PUBLISH_SECONDS) -> set[UUID]:
        sent = set()
        try:
            with closing(self._connection.channel()) as channel:
                producer = Producer(channel, auto_declare=False)
                for item in items:
                    producer.publish(
                        item.body,
                        exchange=item.exchange,
                        routing_key=item.routing_key,
                        delivery_mode=2,
                        content_type="application/json",
                        content_encoding="utf-8",
                        message_id=str(item.id),
                    )
                    sent.add(item.id)
        except BROKER_TROUBLE:
            self._connection.close()
        return sent

    def close(self) -> None:
        self._connection.close()


def without_confirms() -> None:
    relay.PikaPublisher = Unconfirmed  # type: ignore[misc, assignment]


def without_inbox() -> None:
    def all_new(session: Session, events: Iterable[Event], now: datetime, wanted: Wanted) -> inbox.Met:
        return inbox.Met({event.id for event in events}, {})

    inbox.meet = all_new


def acknowledging_first() -> None:
    session: Any = consumer._Session
    settle = session._settle

    def hasty(self: Any, stopping: bool = False) -> None:
        if self._held:
            self._held[-1].channel.basic_ack(self._held[-1].delivery_tag, multiple=True)
            time.sleep(WIDENED_SECONDS)
            for message in self._held:
                message.channel = _Deaf()
        settle(self, stopping)

    session._settle = hasty


class _Deaf:
    """The channel of messages that are acknowledged already."""

    def basic_ack(self, tag: int, multiple: bool = False) -> None:
        return


WEAKENED: dict[str, Callable[[], None]] = {
    "confirms": without_confirms,
    "inbox": without_inbox,
    "commit-first": acknowledging_first,
}
