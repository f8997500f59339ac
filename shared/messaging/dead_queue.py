"""Dead letters at the broker: messages in `<service>.dead`, looked at one by one and left where they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pika
import structlog
from pika.exceptions import NackError, UnroutableError

from shared.contracts.routing import DEAD_EXCHANGE, dead_queue, inbox_queue
from shared.contracts.terms import Service
from shared.crypto import Unreadable
from shared.messaging.consumer import REASON_HEADER
from shared.messaging.failure import reason_of
from shared.messaging.letters import Letter, read
from shared.messaging.publisher_pika import parameters

log = structlog.get_logger("dead_letters")


@dataclass
class DeadQueue:
    """One service's tray at the broker.

    Everything is fetched without acknowledgement, so that whatever is not settled, also by a crash,
    is back in the queue as soon as the connection ends.
    """

    service: str
    url: str

    def letters(self) -> list[Letter]:
        found: list[Letter] = []
        with self._opened() as channel:
            for letter, _ in self._fetched(channel):
                found.append(letter)
        return found

    def retry(self, ids: set[str]) -> dict[str, str]:
        results: dict[str, str] = {}

        def settle(channel: Any, letter: Letter, fetched: Any) -> None:
            try:
                channel.basic_publish(
                    "", inbox_queue(Service(self.service)), letter.body, _again(fetched[1]), mandatory=True
                )
            except (NackError, UnroutableError) as error:
                results[letter.id] = f"refused by the broker: {type(error).__name__}"
                return
            channel.basic_ack(fetched[0].delivery_tag)
            results[letter.id] = "sent"

        self._each(ids, settle)
        return results

    def discard(self, ids: set[str]) -> set[str]:
        gone: set[str] = set()

        def settle(channel: Any, letter: Letter, fetched: Any) -> None:
            channel.basic_ack(fetched[0].delivery_tag)
            gone.add(letter.id)

        self._each(ids, settle)
        return gone

    def renew(self, fresh: Callable[[bytes], bytes]) -> int:
        """Put each letter back as `fresh` makes it, with its reason; how many were changed. One that cannot
        be opened stays as it is, and so does one that the broker does not take."""
        count = 0
        with self._opened() as channel:
            for letter, (method, properties) in self._fetched(channel):
                try:
                    body = fresh(letter.body)
                    if body is letter.body:
                        continue
                    again = _again(properties, {REASON_HEADER: letter.reason})
                    channel.basic_publish(DEAD_EXCHANGE, self.service, body, again, mandatory=True)
                except (Unreadable, NackError, UnroutableError) as error:
                    log.warning(
                        "letter_not_renewed", service=self.service, id=letter.id, reason=reason_of(error)
                    )
                    continue
                channel.basic_ack(method.delivery_tag)
                count += 1
        return count

    def _each(self, ids: set[str], settle: Callable[[Any, Letter, Any], None]) -> None:
        with self._opened() as channel:
            for letter, fetched in self._fetched(channel):
                if letter.id in ids:
                    settle(channel, letter, fetched)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        connection = pika.BlockingConnection(parameters(self.url))
        try:
            channel = connection.channel()
            channel.confirm_delivery()
            yield channel
        finally:
            connection.close()

    def _fetched(self, channel: Any) -> Iterator[tuple[Letter, Any]]:
        """Each message once: what is fetched stays out of the queue until the channel is closed."""
        queue = dead_queue(Service(self.service))
        while True:
            method, properties, body = channel.basic_get(queue)
            if method is None:
                return
            yield self._letter(properties, body), (method, properties)

    def _letter(self, properties: Any, body: bytes) -> Letter:
        id, name = properties.message_id or "", properties.type or "unreadable"
        return read(Service(self.service), body, id, name, _reason(properties.headers or {}), None)


def _reason(headers: dict[str, Any]) -> str:
    if REASON_HEADER in headers:
        return str(headers[REASON_HEADER])
    deaths = headers.get("x-death") or [{}]
    return f"given up by the broker: {deaths[0].get('reason', 'unknown')}"


def _again(properties: Any, headers: dict[str, str] | None = None) -> pika.BasicProperties:
    """The same message without the marks of its death."""
    return pika.BasicProperties(
        message_id=properties.message_id,
        type=properties.type,
        content_type=properties.content_type,
        delivery_mode=2,
        app_id=properties.app_id,
        headers=headers or {},
    )
