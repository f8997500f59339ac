"""The names under which services meet at the broker."""

from collections.abc import Iterable

from shared.contracts.events import EVENTS, Event
from shared.contracts.terms import Service

EXCHANGE = "jiandu.events"
"""A durable topic exchange; an event's name is its routing key."""

DEAD_EXCHANGE = "jiandu.dead"
"""Where a queue's refused messages go, by the queue's service."""


BODIES_EXCHANGE = "jiandu.bodies"
"""A durable direct exchange: what goes to supervision bodies with a system of their own."""

REPORTS_EXCHANGE = "jiandu.reports"
"""A durable topic exchange: what comes from them. The key is the body's division; none may use another's."""

REPORTS_KEY = "investigation:bodies"
"""What the house's own key is for that reports are sealed with."""
REPORTS = "investigation.reports"
REPORTS_DEAD = "investigation.reports.dead"


def inbox_queue(service: Service) -> str:
    return f"{service}.inbox"


def dead_queue(service: Service) -> str:
    return f"{service}.dead"


def body_queue(division: str) -> str:
    """The queue of a supervision body's own system."""
    return f"investigation.body.{division}"


def body_dead_queue(division: str) -> str:
    """Where goes what that system never managed to take."""
    return f"investigation.body.{division}.dead"


_BODY_KEY = "body."


def body_key(division: str) -> str:
    """The routing key, and the name in the outbox, of a letter to a body's system."""
    return _BODY_KEY + division


def goes_to_a_body(name: str) -> bool:
    """Whether what stands under this name in an outbox is a letter to a body, and no event."""
    return name.startswith(_BODY_KEY)


def may_gather(service: str, name: str) -> bool:
    """Whether nothing on a complaint's way to its body's queue waits for this service to hear this event."""
    kind = EVENTS.get(name)
    return kind is not None and service not in kind.awaited_by


def heard_by(service: Service, kinds: Iterable[type[Event]] | None = None) -> list[type[Event]]:
    """The kinds of event that this service must hear."""
    return [kind for kind in (kinds or EVENTS.values()) if service in kind.heard_by]
