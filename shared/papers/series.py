"""Gapless numbers: taken under a lock and kept with what bears them, or not at all."""

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

_HELD = "series held"


def next_serial(session: Session, series: type[Any], **key: Any) -> int:
    """The next number of that series; the row stays locked until the transaction ends.

    `series` is a table whose primary key are the names of `key`, with a column `last`. The row is locked and
    read once in a transaction, and written with all else that it changes.
    """
    held = _held_already(session)
    name = (series, *sorted(key.items()))
    if name not in held:
        held[name] = _held(session, series, key) or _begun(session, series, key)
    row = held[name]
    row.last += 1
    return int(row.last)


def _held_already(session: Session) -> dict[tuple[Any, ...], Any]:
    """The series that this transaction has locked; a savepoint may let go of its own, so none of these."""
    now = session.get_transaction()
    if now is None or session.in_nested_transaction():
        return {}
    held: dict[tuple[Any, ...], Any]
    of, held = session.info.get(_HELD, (None, {}))
    if of is not now:
        held = {}
        session.info[_HELD] = now, held
    return held


def _held(session: Session, series: type[Any], key: dict[str, Any]) -> Any:
    return session.get(series, key, with_for_update=True, populate_existing=True)


def _begun(session: Session, series: type[Any], key: dict[str, Any]) -> Any:
    """A new series; when another transaction began it at the same moment, its row once that ended."""
    try:
        with session.begin_nested():
            session.add(series(**key, last=0))
            session.flush()
    except IntegrityError:
        session.expire_all()
    return _held(session, series, key)
