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
from shared.contracts.routing import (
    BODIES_EXCHANGE,
    DEAD_EXCHANGE,
    EXCHANGE,
    REPORTS,
    REPORTS_DEAD,
    REPORTS_EXCHANGE,
    body_dead_queue,
    body_key,
    body_queue,
    dead_queue,
    heard_by,
    inbox_queue,
)
from shared.contracts.terms import Service

DELIVERY_LIMIT = 20
"""A consumer that is killed counts against everything it held: a low limit would condemn the innocent."""

_NEVER = 1_000_000
"""RabbitMQ 4 drops after 20 deliveries by default; a dead letter is looked at as often as one likes."""

EVENTS_EXCHANGE = Exchange(EXCHANGE, type="topic", durable=True)
DEAD_LETTERS = Exchange(DEAD_EXCHANGE, type="direct", durable=True)
TO_BODIES = Exchange(BODIES_EXCHANGE, type="direct", durable=True)
FROM_BODIES = Exchange(REPORTS_EXCHANGE, type="topic", durable=True)
EXCHANGES = {each.name: each for each in (EVENTS_EXCHANGE, DEAD_LETTERS, TO_BODIES, FROM_BODIES)}


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


def reports_plan() -> list[QueuePlan]:
    """The queue into which bodies' own systems report, and its dead queue."""
    return [
        QueuePlan(REPORTS, REPORTS_EXCHANGE, ("#",), _careful(REPORTS)),
        QueuePlan(REPORTS_DEAD, DEAD_EXCHANGE, (REPORTS,), _patient()),
    ]


def body_plan(division: str) -> list[QueuePlan]:
    """The queue of one body's own system, made on request, and its dead queue."""
    queue, key = body_queue(division), body_key(division)
    return [
        QueuePlan(queue, BODIES_EXCHANGE, (key,), _careful(key)),
        QueuePlan(body_dead_queue(division), DEAD_EXCHANGE, (key,), _patient()),
    ]


def whole_plan() -> list[QueuePlan]:
    """All that stands at every house's broker."""
    return [*plan(), *reports_plan()]


def declare(connection: Connection) -> None:
    """Make the broker match the plan. Safe to repeat; raises what the connection raises."""
    with connection.channel() as channel:
        for exchange in EXCHANGES.values():
            exchange(channel).declare()
        for queue in whole_plan():
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
    return QueuePlan(inbox_queue(service), EXCHANGE, keys, _careful(service.value))


def _dead(service: Service) -> QueuePlan:
    return QueuePlan(dead_queue(service), DEAD_EXCHANGE, (service.value,), _patient())


def _careful(dead_key: str) -> dict[str, Any]:
    """Arguments of a queue that loses nothing: what cannot be taken goes to the dead queue of that key."""
    return {
        "x-queue-type": "quorum",
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": DEAD_EXCHANGE,
        "x-dead-letter-routing-key": dead_key,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }


def _patient() -> dict[str, Any]:
    return {"x-queue-type": "quorum", "x-delivery-limit": _NEVER}


def _queue(queue: QueuePlan) -> Queue:
    return Queue(
        queue.name,
        bindings=[binding(EXCHANGES[queue.exchange], routing_key=key) for key in queue.keys],
        durable=True,
        queue_arguments=dict(queue.arguments),
    )
