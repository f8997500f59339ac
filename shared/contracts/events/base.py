"""What has happened, as services tell one another. Past tense, immutable, versioned.

`sealed(...)` names the consumers that may read a field: on the wire it travels encrypted once for
each of them and is absent for everyone else. No event carries the complainant's identity.
`version` is the version of the complaint or case after the change: consumers meet events at least
once and in any order.
`heard_by` names every service that must hear of it. The producer declares their queues before it
first speaks: a message whose hearer has no queue yet would be confirmed to the others and lost to it.
`awaited_by` names those of them whose hearing is on the complaint's way to its body's queue; the others
may let such events gather for a moment.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from shared.contracts.terms import Service

Json = dict[str, Any]
Hearers = tuple[Service, ...]


def sealed(*consumers: Service, default: Any = None) -> Any:
    """A field that only `consumers` can read; on the wire it is authenticated ciphertext for each."""
    metadata = {"sealed_for": consumers}
    if callable(default):
        return field(default_factory=default, metadata=metadata, kw_only=True)
    return field(default=default, metadata=metadata, kw_only=True)


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event carries; `id` is the message id by which consumers take effect once."""

    name: ClassVar[str] = ""
    producer: ClassVar[Service]
    heard_by: ClassVar[Hearers] = ()
    awaited_by: ClassVar[Hearers] = ()

    id: UUID
    at: datetime
    traceparent: str | None = None


@dataclass(frozen=True, kw_only=True)
class OfComplaint(Event):
    """What is said of one complaint, by the number under which all know it."""

    complaint_id: UUID
    tracking_number: str
    version: int
