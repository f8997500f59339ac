"""Rows written without the ORM: statements that are built once, and one round for many rows."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table, insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session


@cache
def table_of(kind: type[DeclarativeBase]) -> Table:
    """The table that rows of this kind stand in."""
    table = kind.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{kind.__name__} is not a table of its own")
    return table


@cache
def adding(table: Table) -> Executable:
    """The statement that inserts a row; a second one of the same key is an error."""
    return insert(table).inline()


@cache
def adding_once(table: Table, dialect: str) -> Executable:
    """The statement that inserts a row unless one of the same key is there."""
    statement = sqlite_insert(table) if dialect == "sqlite" else postgresql_insert(table)
    return statement.on_conflict_do_nothing().inline()


def run(session: Session, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
    """Run the statement for each of `rows`, which give the same values, in one go."""
    if rows:
        session.connection().execute(statement, rows if len(rows) > 1 else rows[0])
