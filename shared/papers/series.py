"""Gapless numbers: taken under a lock and kept with what bears them, or not at all."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session

from shared.rows import table_of

_HELD = "series held"
FIRST = 3
"""Numbers of a transaction that cost a statement each; to read the row and to write it costs two."""


def next_serial(session: Session, series: type[DeclarativeBase], **key: Any) -> int:
    """The next number of that series; the row stays locked until the transaction ends.

    `series` is a table whose primary key are the names of `key`, with a column `last`. Each of the first
    numbers of a transaction is one statement, whether the series was begun or not; those after them are
    counted in the row, which is written with all else that changes.
    """
    held = _held_already(session)
    name = (series, *sorted(key.items()))
    known = held.setdefault(name, 0)
    if isinstance(known, int):
        if known < FIRST:
            held[name] = known + 1
            return _next(session, series, key)
        with session.no_autoflush:  # all else may wait for the end of the work
            held[name] = session.get(series, key, with_for_update=True, populate_existing=True)
    held[name].last += 1
    return int(held[name].last)


def _held_already(session: Session) -> dict[tuple[Any, ...], Any]:
    """Of the series that this transaction has locked, how many numbers it took, or the row; a savepoint may
    let go of its own, so none of these."""
    now = session.get_transaction()
    if now is None or session.in_nested_transaction():
        return {}
    held: dict[tuple[Any, ...], Any]
    of, held = session.info.get(_HELD, (None, {}))
    if of is not now:
        held = {}
        session.info[_HELD] = now, held
    return held


def _next(session: Session, series: type[DeclarativeBase], key: dict[str, Any]) -> int:
    connection = session.connection()
    statement = _taking(series, tuple(sorted(key)), connection.dialect.name)
    values = {f"of_{name}": value for name, value in key.items()}
    number = int(connection.execute(statement, values).scalar_one())
    for row in session.identity_map.values():
        if isinstance(row, series):
            session.expire(row)  # it may be this one, counted before a savepoint began
    return number


@cache
def _taking(series: type[DeclarativeBase], names: tuple[str, ...], dialect: str) -> Executable:
    table = table_of(series)
    adding = sqlite_insert(table) if dialect == "sqlite" else postgresql_insert(table)
    begun = adding.values({name: bindparam(f"of_{name}") for name in names} | {"last": 1})
    grown = begun.on_conflict_do_update(index_elements=list(names), set_={"last": table.c.last + 1})
    return grown.returning(table.c.last)
