"""Forgetting what messaging needs no longer.

An event is kept for being said again for `sent_days`; that it was met is remembered twice as long, so
that nothing said again can take effect twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, delete, select
from sqlalchemy.orm import Session

from shared.database import Database
from shared.messaging.tables import inbox, sent

CHUNK = 1000


@dataclass(frozen=True)
class Retention:
    """One table's rows end `days` after the time in `at`."""

    table: Table
    at: Column[Any]
    days: int


def retentions(sent_days: int) -> list[Retention]:
    return [Retention(sent, sent.c.sent_at, sent_days), Retention(inbox, inbox.c.handled_at, 2 * sent_days)]


def prune(database: Database, sent_days: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> int:
    """Delete what is past its time, in small transactions so that nobody waits long; how many rows."""
    count = 0
    for retention in retentions(sent_days):
        limit = now() - timedelta(days=retention.days)
        while deleted := _chunk(database, retention, limit):
            count += deleted
    return count


def _chunk(database: Database, retention: Retention, limit: datetime) -> int:
    with database.transaction() as session:
        return _delete(session, retention, limit)


def _delete(session: Session, retention: Retention, limit: datetime) -> int:
    key = retention.table.c.message_id
    old = list(session.scalars(select(key).where(retention.at < limit).limit(CHUNK)))
    if old:
        session.execute(delete(retention.table).where(key.in_(old)))
    return len(old)
