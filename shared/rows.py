"""Rows written without the ORM: statements that are built once, and one for many rows."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table, insert
from sqlalchemy.orm import DeclarativeBase, Session


@cache
def table_of(kind: type[DeclarativeBase]) -> Table:
    """The table that rows of this kind stand in."""
    table = kind.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{kind.__name__} is not a table of its own")
    return table


@cache
def _insert(table: Table) -> Insert:
    return insert(table).inline()


def insert_all(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows`, which give the same columns, in one go."""
    if rows:
        session.connection().execute(_insert(table), rows if len(rows) > 1 else rows[0])
