"""How the queues stand, without touching what is in them."""

from dataclasses import asdict, dataclass
from typing import Any

from shared.contracts.routing import dead_queue, inbox_queue
from shared.contracts.terms import Service
from shared.messaging.broker import connect


@dataclass(frozen=True)
class QueueState:
    """`ready`: messages that nobody holds yet. A queue that is missing has nothing."""

    queue: str
    ready: int = 0
    consumers: int = 0
    missing: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def at_broker(url: str, name: str) -> list[QueueState]:
    """The inbox and the dead queue of a service. Raises BROKER_TROUBLE."""
    return [look_at(url, queue(Service(name))) for queue in (inbox_queue, dead_queue)]


def look_at(url: str, queue: str) -> QueueState:
    """One queue. Raises BROKER_TROUBLE."""
    with connect(url) as connection:
        # Else kombu waits two seconds before it says that nobody is there.
        connection.ensure_connection(max_retries=1, interval_start=0, reraise_as_library_errors=False)
        with connection.channel() as channel:
            try:
                said = channel.queue_declare(queue, passive=True)
            except connection.channel_errors:
                return QueueState(queue, missing=True)
            return QueueState(queue, said.message_count, said.consumer_count)
