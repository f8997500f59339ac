"""Dead letters at the broker: messages in dead queues, looked at one by one and left where they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pika
import structlog
from pika.exceptions import NackError, UnroutableError

from shared.contracts.routing import DEAD_EXCHANGE
from shared.contracts.terms import Service
from shared.crypto import Unreadable
from shared.messaging.consumer import REASON_HEADER
from shared.messaging.failure import reason_of
from shared.messaging.letters import Letter, read
from shared.messaging.lines import UNREADABLE, Line, inbox, strange
from shared.messaging.publisher_pika import parameters

log = structlog.get_logger("dead_letters")


@dataclass
class DeadQueue:
    """The tray of one line at the broker; without a word, of the service's inbox.

    Everything is fetched without acknowledgement, so that whatever is not settled, also by a crash,
    is back in the queue as soon as the connection ends.
    """

    service: str
    url: str
    given: Line | None = None

    @property
    def line(self) -> Line:
        return self.given or inbox(self.service)

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
                channel.basic_publish("", self.line.queue, letter.body, _again(fetched[1]), mandatory=True)
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
                    channel.basic_publish(DEAD_EXCHANGE, self.line.key, body, again, mandatory=True)
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
        while True:
            method, properties, body = channel.basic_get(self.line.dead)
            if method is None:
                return
            yield self._letter(properties, body), (method, properties)

    def _letter(self, properties: Any, body: bytes) -> Letter:
        headers, id = properties.headers or {}, properties.message_id or ""
        if self.line.inbound:
            return strange(self.service, self.line, body, id, _given_up(headers))
        name = properties.type or UNREADABLE
        return read(Service(self.service), self.line.queue, body, id, name, _reason(headers), None)


def _reason(headers: dict[str, Any]) -> str:
    if REASON_HEADER in headers:
        return str(headers[REASON_HEADER])
    return _given_up(headers)


def _given_up(headers: dict[str, Any]) -> str:
    """What the broker itself says of its death."""
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
