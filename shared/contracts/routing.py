"""The names under which services meet at the broker."""

from collections.abc import Iterable

from shared.contracts.events import EVENTS, Event
from shared.contracts.terms import Service

EXCHANGE = "jiandu.events"
"""A durable topic exchange; an event's name is its routing key."""

DEAD_EXCHANGE = "jiandu.dead"
"""Where a queue's refused messages go, by the queue's service."""


def inbox_queue(service: Service) -> str:
    return f"{service}.inbox"


def dead_queue(service: Service) -> str:
    return f"{service}.dead"


def heard_by(service: Service, kinds: Iterable[type[Event]] | None = None) -> list[type[Event]]:
    """The kinds of event that this service must hear."""
    return [kind for kind in (kinds or EVENTS.values()) if service in kind.heard_by]
