"""What a publisher promises, whichever client library keeps it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from shared.contracts.routing import EXCHANGE

WINDOW = 500
"""Messages on their way without an answer yet; more gains nothing."""
CONNECT_SECONDS = 5.0
PUBLISH_SECONDS = 15.0
BLOCKED_SECONDS = 10.0
"""How long an alarm at the broker is waited out before the connection is dropped."""
HEARTBEAT_SECONDS = 30


class Item(NamedTuple):
    """One message to publish; `id` is unique within a batch. A tuple: a relay makes thousands a second."""

    id: UUID
    name: str
    body: bytes
    routing_key: str
    exchange: str = EXCHANGE
    headers: Mapping[str, str] | None = None


class Publisher(Protocol):
    """Publishes persistent, mandatory and confirmed. One thread uses it at a time."""

    @property
    def alive(self) -> bool:
        """Whether the connection stands, as far as one knows."""

    def connect(self, timeout: float = CONNECT_SECONDS) -> bool:
        """Whether there is a working connection, now or within `timeout`."""

    def publish_batch(self, items: Sequence[Item], timeout: float = PUBLISH_SECONDS) -> set[UUID]:
        """The ids that the broker has taken over for good: stored, and in a queue at least.

        What was returned, refused or left without an answer is not among them; on any doubt the
        connection is dropped, so that no late answer can be taken for another message's.
        """

    def close(self) -> None:
        """End the connection."""
