"""How the queues stand, without touching what is in them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from kombu.connection import Connection

from shared.messaging.broker import connect
from shared.messaging.lines import Line


@dataclass(frozen=True)
class QueueState:
    """`ready`: messages that nobody holds yet. A queue that is missing has nothing."""

    queue: str
    ready: int = 0
    consumers: int = 0
    missing: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class LineState:
    """A line as it stands."""

    line: Line
    queue: QueueState
    dead: QueueState


def at_broker(url: str, lines: Iterable[Line]) -> list[LineState]:
    """Each line with its dead queue, over one connection. Raises BROKER_TROUBLE."""
    with _connected(url) as connection:
        return [
            LineState(line, _look(connection, line.queue), _look(connection, line.dead)) for line in lines
        ]


def look_at(url: str, queue: str) -> QueueState:
    """One queue. Raises BROKER_TROUBLE."""
    with _connected(url) as connection:
        return _look(connection, queue)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    with connect(url) as connection:
        # Else kombu waits two seconds before it says that nobody is there.
        connection.ensure_connection(max_retries=1, interval_start=0, reraise_as_library_errors=False)
        yield connection


def _look(connection: Connection, queue: str) -> QueueState:
    with connection.channel() as channel:
        try:
            said = channel.queue_declare(queue, passive=True)
        except connection.channel_errors:
            return QueueState(queue, missing=True)
        return QueueState(queue, said.message_count, said.consumer_count)
