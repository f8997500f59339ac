"""What waits in an outbox, and saying again what was said before.

Saying it again is harmless: who met an event before takes it for a duplicate. It heals a service that
was restored from an older backup, or that did not exist yet.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from shared.messaging.tables import outbox, sent


@dataclass(frozen=True)
class Waiting:
    """An outbox at one moment; times are the machine's."""

    waiting: int
    refused: int
    """Rows that were tried in vain and wait for their next time."""
    oldest_at: datetime | None
    sent: int
    sent_since: datetime | None

    def as_json(self) -> dict[str, Any]:
        known = asdict(self)
        return known | {name: at.isoformat() for name, at in known.items() if isinstance(at, datetime)}


def waiting(session: Session) -> Waiting:
    count, refused, oldest = session.execute(
        select(func.count(), func.count(outbox.c.next_at), func.min(outbox.c.created_at))
    ).one()
    kept, since = session.execute(select(func.count(), func.min(sent.c.sent_at))).one()
    return Waiting(count, refused, _aware(oldest), kept, _aware(since))


def replay(session: Session, since: datetime, names: Sequence[str] = ()) -> int:
    """Put what was sent since then (of these event names, or all) into the outbox again, in the caller's
    transaction; how many. What waits already is left alone."""
    columns = ("message_id", "name", "aggregate", "body", "created_at")
    chosen = (
        select(*(sent.c[column] for column in columns))
        .where(sent.c.sent_at >= since.astimezone(UTC), sent.c.message_id.not_in(select(outbox.c.message_id)))
        .order_by(sent.c.sent_at)
    )
    if names:
        chosen = chosen.where(sent.c.name.in_(names))
    counted = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    session.execute(insert(outbox).from_select(columns, chosen, include_defaults=False))
    return counted


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
