"""Events on their way out: written in the transaction of the change, removed once delivered."""

from datetime import UTC, datetime
from typing import Any

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


def oldest_age(session: Session, now: datetime) -> float | None:
    """Seconds that the oldest undelivered event has waited; None when nothing waits."""
    oldest = session.scalar(select(func.min(outbox.c.created_at)))
    if oldest is None:
        return None
    return (now - (oldest if oldest.tzinfo else oldest.replace(tzinfo=UTC))).total_seconds()
