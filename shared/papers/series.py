"""Gapless numbers: taken under a lock and kept with what bears them, or not at all."""

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


def next_serial(session: Session, series: type[Any], **key: Any) -> int:
    """The next number of that series; the row stays locked until the transaction ends.

    `series` is a table whose primary key are the names of `key`, with a column `last`.
    """
    row = _held(session, series, key) or _begun(session, series, key)
    row.last += 1
    session.flush()
    return int(row.last)


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
