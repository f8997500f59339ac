"""Events on their way out: written in the transaction of the change, removed once delivered."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared import crypto
from shared.contracts import wire
from shared.contracts.events import Event
from shared.contracts.terms import Service
from shared.messaging.tables import outbox

TABLE = outbox


def seal(reader: Service, data: bytes) -> bytes:
    """Encrypt for one consuming service; the key's id leads the ciphertext."""
    return crypto.keyring().seal(f"wire:{reader}", data)


def row(event: Event, now: datetime) -> dict[str, Any]:
    """`event` as a row that waits for delivery."""
    return {
        "message_id": event.id,
        "name": event.name,
        "aggregate": wire.subject_of(event),
        "body": wire.encode(event, seal),
        "created_at": now,
        "attempts": 0,
    }


def letter(name: str, message_id: UUID, subject: str, body: bytes, now: datetime) -> dict[str, Any]:
    """Something else than an event as a row that waits for delivery; sealed already where it must be."""
    waits = {"created_at": now, "attempts": 0}
    return {"message_id": message_id, "name": name, "aggregate": subject, "body": body, **waits}


@dataclass(frozen=True)
class Standing:
    """An outbox at one moment. `refused`: tried in vain, and waiting for their next time."""

    waiting: int
    refused: int
    oldest_seconds: float


def standing(session: Session, now: datetime) -> Standing:
    """What waits to be delivered, and for how long the oldest of it has waited by the clock of `now`."""
    count, refused, oldest = session.execute(
        select(func.count(), func.count(outbox.c.next_at), func.min(outbox.c.created_at))
    ).one()
    if oldest is None:
        return Standing(0, 0, 0.0)
    age = (now - (oldest if oldest.tzinfo else oldest.replace(tzinfo=UTC))).total_seconds()
    return Standing(count, refused, max(0.0, age))
