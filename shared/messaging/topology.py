"""Exchanges, queues and bindings at the broker, computed from what each event says of its hearers.

Every process declares the whole of it before it speaks or listens, so that services start in any order.
Runs on RabbitMQ 3.10 to 4.x: quorum queues only, no global prefetch. Queue arguments cannot be changed
once declared; who must change one gives the queue a new name or sets a policy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kombu.connection import Connection
from kombu.entity import Exchange, Queue, binding

from shared.contracts.events import EVENTS, Event
from shared.contracts.routing import DEAD_EXCHANGE, EXCHANGE, dead_queue, heard_by, inbox_queue
from shared.contracts.terms import Service

DELIVERY_LIMIT = 20
"""A consumer that is killed counts against everything it held: a low limit would condemn the innocent."""

_NEVER = 1_000_000
"""RabbitMQ 4 drops after 20 deliveries by default; a dead letter is looked at as often as one likes."""

EVENTS_EXCHANGE = Exchange(EXCHANGE, type="topic", durable=True)
DEAD_LETTERS = Exchange(DEAD_EXCHANGE, type="direct", durable=True)


@dataclass(frozen=True)
class QueuePlan:
    """One queue as it should stand at the broker."""

    name: str
    exchange: str
    keys: tuple[str, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)


def plan(kinds: Iterable[type[Event]] | None = None) -> list[QueuePlan]:
    """Every queue: an inbox and a dead queue for each service that hears anything."""
    chosen = list(kinds or EVENTS.values())
    queues = []
    for service in Service:
        keys = tuple(kind.name for kind in heard_by(service, chosen))
        if keys:
            queues += [_inbox(service, keys), _dead(service)]
    return queues


def declare(connection: Connection) -> None:
    """Make the broker match the plan. Safe to repeat; raises what the connection raises."""
    with connection.channel() as channel:
        EVENTS_EXCHANGE(channel).declare()
        DEAD_LETTERS(channel).declare()
        for queue in plan():
            _queue(queue)(channel).declare()


def look(connection: Connection) -> None:
    """See that all of it is there, and change nothing: for accounts that may not. Raises NotFound.

    Bindings cannot be looked at; they come with the definitions (`jiandu queues definitions`).
    """
    with connection.channel() as channel:
        EVENTS_EXCHANGE(channel).declare(passive=True)
        DEAD_LETTERS(channel).declare(passive=True)
        for queue in plan():
            channel.queue_declare(queue.name, passive=True)


def ensure(connection: Connection, given: bool) -> None:
    """What every process does before it speaks or listens."""
    if given:
        look(connection)
    else:
        declare(connection)


def _inbox(service: Service, keys: tuple[str, ...]) -> QueuePlan:
    arguments = {
        "x-queue-type": "quorum",
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": DEAD_EXCHANGE,
        "x-dead-letter-routing-key": service.value,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
    return QueuePlan(inbox_queue(service), EXCHANGE, keys, arguments)


def _dead(service: Service) -> QueuePlan:
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": _NEVER}
    return QueuePlan(dead_queue(service), DEAD_EXCHANGE, (service.value,), arguments)


def _queue(queue: QueuePlan) -> Queue:
    exchange = EVENTS_EXCHANGE if queue.exchange == EXCHANGE else DEAD_LETTERS
    return Queue(
        queue.name,
        bindings=[binding(exchange, routing_key=key) for key in queue.keys],
        durable=True,
        queue_arguments=dict(queue.arguments),
    )
