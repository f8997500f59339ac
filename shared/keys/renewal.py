"""Sealing everything anew under the current key, while the services work on the same rows.

In small transactions that wait for nobody: a row that is held by another is met at the next pass. What was
done stays done, so an interrupted renewal goes on where it was.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete

from shared.crypto import Keyring, Unreadable
from shared.database import Database
from shared.keys import rows
from shared.keys.places import Place
from shared.keys.reading import renewed

PAUSE_SECONDS = 0.005
"""Between batches, so that others come first."""
PASSES = 20


@dataclass
class Renewed:
    """How many rows of a table were sealed anew, and the keys of rows that cannot be opened."""

    rows: int = 0
    unreadable: set[tuple[Any, ...]] = field(default_factory=set)


def renew(database: Database, place: Place, ring: Keyring) -> Renewed:
    """Seal the table anew, until a pass finds nothing more to do."""
    result = Renewed()
    forget_expired(database, place)
    if not place.renewable:
        return result
    for _ in range(PASSES):
        before = result.rows
        _pass(database, place, ring, result)
        if result.rows == before:
            break
    return result


def _pass(database: Database, place: Place, ring: Keyring, result: Renewed) -> None:
    after: tuple[Any, ...] | None = None
    while True:
        with database.transaction() as session:
            query = rows.page(place, after, rows.not_under(place, ring.current))
            found = session.execute(query.with_for_update(skip_locked=True)).all()
            changed = 0
            for row in found:
                new = _changed(place, row, ring, result)
                if new:
                    rows.write(session, place, rows.key_of(place, row), new)
                    changed += 1
        if not found:
            return
        after = rows.key_of(place, found[-1])
        result.rows += changed
        time.sleep(PAUSE_SECONDS)


def _changed(place: Place, row: Any, ring: Keyring, result: Renewed) -> dict[str, bytes]:
    new = {}
    for value in rows.values(place, row):
        try:
            fresh = renewed(value.kind, value.value, ring)
        except Unreadable:
            result.unreadable.add(value.key)
        else:
            if fresh is not value.value:
                new[value.column] = fresh
    return new


def forget_expired(database: Database, place: Place) -> None:
    """Delete what has ended by itself: services do so only as others come."""
    if place.until is None:
        return
    yesterday: date = datetime.now(UTC).date() - timedelta(days=1)  # over everywhere on earth
    with database.transaction() as session:
        session.execute(delete(place.source).where(place.source.c[place.until] < yesterday))
