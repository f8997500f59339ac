"""Queues of a service beside its inbox, as whoever looks after the broker must know them.

What lies in them was written by others, or is sealed for others: of their messages nothing is told that
a stranger could have put there (`strange`).
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from shared.contracts.routing import (
    REPORTS,
    REPORTS_DEAD,
    body_dead_queue,
    body_key,
    body_queue,
    dead_queue,
    inbox_queue,
)
from shared.contracts.terms import Service
from shared.messaging.letters import Letter, read

UNREADABLE = "unreadable"
_KIND = re.compile(r"case\.[a-z_]{1,30}")


@dataclass(frozen=True)
class Line:
    """A queue, where what died of it lies, and the key that leads there. `ours`: a worker of the house takes
    from it; else the system of a body does. `inbound`: strangers write into it."""

    queue: str
    dead: str
    key: str
    ours: bool = True
    inbound: bool = False


def inbox(service: str) -> Line:
    """The line of a service's events."""
    name = Service(service)
    return Line(inbox_queue(name), dead_queue(name), name.value)


REPORTS_LINE = Line(REPORTS, REPORTS_DEAD, REPORTS, inbound=True)


def to_body(division: str) -> Line:
    return Line(body_queue(division), body_dead_queue(division), body_key(division), ours=False)


def strange(service: str, line: Line, body: bytes, message_id: str, died: str) -> Letter:
    """A stranger's message as it may be shown: id, kind and moment, if they have the forms they must have."""
    seen = read(Service(service), line.queue, body, _id(message_id, body), UNREADABLE, died, None)
    kind = seen.kind if _KIND.fullmatch(seen.kind or "") else None
    moment = _moment(seen.happened_at)
    return replace(
        seen, name=kind or UNREADABLE, happened_at=moment, subject=None, traceparent=None, kind=None
    )


def _id(said: str, body: bytes) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        return f"sha256-{sha256(body).hexdigest()[:16]}"


def _moment(said: str | None) -> str | None:
    try:
        return datetime.fromisoformat(said).isoformat() if said else None
    except ValueError:
        return None
