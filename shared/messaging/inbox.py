"""Which events a service has met: written with their effects, so that each takes effect once."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from shared.contracts.events import Event
from shared.messaging.tables import inbox


def first_times(session: Session, events: Iterable[Event], now: datetime) -> set[UUID]:
    """Note `events` as met, in the caller's transaction; the ids of those that were not met before."""
    # In one order everywhere, so that two consumers with the same messages cannot wait for each other.
    ordered = sorted({event.id: event for event in events}.values(), key=lambda event: event.id)
    if not ordered:
        return set()
    rows = [{"message_id": event.id, "name": event.name, "handled_at": now} for event in ordered]
    statement = _noting(session.get_bind().dialect.name)
    return set(session.connection().execute(statement, rows if len(rows) > 1 else rows[0]).scalars())


@cache
def _noting(dialect: str) -> Executable:
    insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    return insert(inbox).on_conflict_do_nothing().returning(inbox.c.message_id)


def first_time(session: Session, event: Event, now: datetime) -> bool:
    """Note one event as met; whether this is the first time."""
    return bool(first_times(session, [event], now))
