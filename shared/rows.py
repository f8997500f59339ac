"""Rows written without the ORM: statements that are built once, and one round for many rows."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Connection,
    Executable,
    Insert,
    String,
    Table,
    bindparam,
    column,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.postgresql.dml import OnConflictDoUpdate
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.types import TypeDecorator, TypeEngine, to_instance

Values = dict[str, Any]


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


@cache
def adding_newest(table: Table, dialect: str, version: str = "version") -> Executable:
    """The statement that makes a row what is said now, unless a newer word of the same key is there."""
    statement = sqlite_insert(table) if dialect == "sqlite" else postgresql_insert(table)
    keys = list(table.primary_key.columns)
    said = {column.name: statement.excluded[column.name] for column in table.columns if column not in keys}
    older = table.c[version] < statement.excluded[version]
    return statement.on_conflict_do_update(index_elements=keys, set_=said, where=older).inline()


def taken_over(session: Session) -> "Sequence[Step]":
    """What inserts the objects that wait in the session, which then knows of them no more, so that on
    PostgreSQL they are written in the same round as other rows. None where objects hang together, or what
    the session changes may refer to what it adds."""
    waiting: list[DeclarativeBase] = list(session.new)
    if (
        not waiting
        or session.deleted
        or session.get_bind().dialect.name != "postgresql"
        or any(each.__mapper__.relationships for each in waiting)
        or any(_refers(type(changed), {type(each) for each in waiting}) for changed in session.dirty)
    ):
        return ()
    alike: dict[tuple[int, Table, tuple[str, ...]], list[Values]] = {}
    for each in waiting:
        table, values = table_of(type(each)), _values(each)
        alike.setdefault((_place(table), table, tuple(values)), []).append(values)
    for each in waiting:
        session.expunge(each)
    return [(adding(table), alike[place, table, names]) for place, table, names in sorted(alike, key=_first)]


def _refers(kind: type[DeclarativeBase], others: set[type[DeclarativeBase]]) -> bool:
    tables = {table_of(each) for each in others}
    return any(foreign.column.table in tables for foreign in table_of(kind).foreign_keys)


def _first(key: tuple[int, Table, tuple[str, ...]]) -> tuple[int, tuple[str, ...]]:
    return key[0], key[2]


def _values(row: DeclarativeBase) -> Values:
    """As the session would write it: what was not said is as the column has it by default."""
    said, values = row.__dict__, {}
    for name, of in _columns(type(row)):
        if name in said:
            values[of.key] = said[name]
        elif of.default is not None:
            made = of.default.arg
            values[of.key] = made(None) if of.default.is_callable else made
    return values


@cache
def _columns(kind: type[DeclarativeBase]) -> list[tuple[str, Any]]:
    """The columns by the names of their attributes."""
    return [(each.key, each.columns[0]) for each in kind.__mapper__.column_attrs]


@cache
def _place(table: Table) -> int:
    """Before those that refer to it."""
    return list(table.metadata.sorted_tables).index(table)


Step = tuple[Executable, Sequence[Values]]
Kinds = tuple[tuple[Executable, tuple[str, ...]], ...]
"""Statements with the names of the values they take."""

FEW = 24
"""Rows that are written one beside the other in a statement; more go as lists. Each mixture of the few is a
statement of its own, which wants to be prepared."""


def run_all(connection: Connection, steps: Sequence[Step]) -> None:
    """Run each statement for each of its rows, which give the same values.

    On PostgreSQL that is one round, but for statements that have many rows and do more than to insert them.
    The statements must not wait for what another one changes (foreign keys may), and those that are no
    inserts must not share names of values.
    """
    if connection.dialect.name != "postgresql":
        for step, rows in steps:
            connection.execute(step, rows if len(rows) > 1 else rows[0])
    elif _fit_together(steps):
        _run_few(connection, steps)
    else:
        _run_many(connection, steps)


def _fit_together(steps: Sequence[Step]) -> bool:
    count = sum(len(rows) for _, rows in steps)
    return count <= FEW and all(len(rows) == 1 or _takes_values(step) for step, rows in steps)


def _takes_values(step: Executable) -> bool:
    """Whether it inserts what it is given; one that inserts what it selects is run as it stands."""
    return isinstance(step, Insert) and step.select is None


def _run_few(connection: Connection, steps: Sequence[Step]) -> None:
    flat = [(step, row) for step, rows in steps for row in rows]
    if len(flat) == 1:
        connection.execute(*flat[0])
        return
    statement, names = _together(tuple((step, tuple(row)) for step, row in flat))
    given = [value for _, row in flat for value in row.values()]
    connection.execute(statement, dict(zip(names, given, strict=True)))


def _run_many(connection: Connection, steps: Sequence[Step]) -> None:
    """Rows as a list for each of their columns: one statement for any number of them, prepared once."""
    together: list[Step] = []
    for step, rows in steps:
        if len(rows) == 1 or _takes_many(step):
            together.append((step, rows))
        else:
            _run_lists(connection, together)
            together = []
            connection.execute(step, rows)
    _run_lists(connection, together)


def _takes_many(step: Executable) -> bool:
    """Whether two rows of one key are no matter to it, or an error: else they must come one by one."""
    return _takes_values(step) and not isinstance(
        getattr(step, "_post_values_clause", None), OnConflictDoUpdate
    )


def _run_lists(connection: Connection, steps: Sequence[Step]) -> None:
    if steps:
        connection.execute(_of_lists(tuple((step, tuple(rows[0])) for step, rows in steps)), _as_lists(steps))


def _as_lists(steps: Sequence[Step]) -> Values:
    values: Values = {}
    for number, (step, rows) in enumerate(steps):
        if _takes_values(step):
            values |= {_own(name, number): [row[name] for row in rows] for name in rows[0]}
        else:
            values |= rows[0]
    return values


@cache
def _together(steps: Kinds) -> tuple[Executable, list[str]]:
    """The steps as one statement, and the names under which it takes their values."""
    parts, names = _beside(steps, 0)
    return _chained(parts), names


def _beside(steps: Kinds, first: int) -> tuple[list[Any], list[str]]:
    """The steps, counted from `first`, as they stand beside others in a statement, and the names of their
    values there."""
    parts: list[Any] = []
    names: list[str] = []
    for number, (step, own) in enumerate(steps, first):
        if isinstance(step, Insert) and _takes_values(step):
            own_names = {name: _own(name, number) for name in own}
            parts.append(step.values({name: bindparam(unique) for name, unique in own_names.items()}))
            names += own_names.values()
        else:
            parts.append(step)
            names += own
    return parts, names


def _own(name: str, number: int) -> str:
    """The name of a value in one step of many; not `name_1`, as SQLAlchemy calls values of its own."""
    return f"row_{number}_{name}"


@cache
def _of_lists(steps: Kinds) -> Executable:
    return _chained([_of_list(step, own, number) for number, (step, own) in enumerate(steps)])


def add_where(
    connection: Connection, change: ReturningUpdate[Any], values: Values, steps: Sequence[Step]
) -> bool:
    """Make a change, and insert the rows where it changed one; returns whether it did. Of PostgreSQL, which
    runs it as one statement: all of it is done, or nothing. The inserts are those of `can_be_added`."""
    statement = _of_lists_where(change, tuple((step, tuple(rows[0])) for step, rows in steps))
    return bool(connection.scalar(statement, values | _as_lists(steps)))


def run_few_and_add_where(
    connection: Connection,
    few: Sequence[Step],
    change: ReturningUpdate[Any],
    values: Values,
    steps: Sequence[Step],
) -> bool:
    """Run the few (`are_few`), and as one statement with them make a change, which is made first, and insert
    the rows of `steps` where it changed one; returns whether it did."""
    flat = [(step, row) for step, rows in few for row in rows]
    kinds = tuple((step, tuple(row)) for step, row in flat)
    statement, names = _few_and_where(kinds, change, tuple((step, tuple(rows[0])) for step, rows in steps))
    given = dict(zip(names, [value for _, row in flat for value in row.values()], strict=True))
    return bool(connection.scalar(statement, values | _as_lists(steps) | given))


def are_few(connection: Connection, steps: Sequence[Step]) -> bool:
    """Whether all of it fits into one statement beside others, and the database runs such."""
    return connection.dialect.name == "postgresql" and _fit_together(steps)


def can_be_added(steps: Sequence[Step]) -> bool:
    """Whether each inserts the rows that it is given, any number of them at once."""
    return all(_takes_many(step) for step, _ in steps)


@cache
def _of_lists_where(change: ReturningUpdate[Any], steps: Kinds) -> Executable:
    return _counted_where(change, steps, [])


@cache
def _few_and_where(few: Kinds, change: ReturningUpdate[Any], steps: Kinds) -> tuple[Executable, list[str]]:
    parts, names = _beside(few, len(steps))
    return _counted_where(change, steps, parts), names


def _counted_where(change: ReturningUpdate[Any], steps: Kinds, beside: list[Any]) -> Executable:
    """How many rows the change changed; the steps insert theirs where it did, what is beside runs anyhow."""
    changed = change.cte("changed")
    parts = [
        _of_list(step, own, number, exists().select_from(changed)) for number, (step, own) in enumerate(steps)
    ]
    named = [part.cte(f"step_{number}") for number, part in enumerate([*parts, *beside])]
    return select(func.count()).select_from(changed).add_cte(*named)


def _of_list(step: Any, names: Sequence[str], number: int, where: Any = None) -> Any:
    if not _takes_values(step):
        return step
    types = {name: _uncut(step.table.c[name].type) for name in names}
    lists = (bindparam(_own(name, number), type_=ARRAY(types[name], dimensions=1)) for name in names)
    given = func.unnest(*lists).table_valued(*(column(name, types[name]) for name in names))
    rows = given.render_derived(f"rows_{number}")
    chosen = select(*(rows.c[name] for name in names))
    chosen = chosen if where is None else chosen.where(where)
    return step.from_select(names, chosen, include_defaults=False)


def _uncut(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The same without its length: a list is cast to its type, and a cast cuts what is too long without a
    word, which the column itself refuses."""
    if isinstance(kind, TypeDecorator):
        plain = kind.copy()
        plain.impl = _uncut(to_instance(plain.impl))
        return plain
    return String() if isinstance(kind, String) and kind.length else kind


def _chained(parts: list[Any]) -> Executable:
    *first, last = parts
    chained: Executable = last.add_cte(*(part.cte(f"step_{number}") for number, part in enumerate(first)))
    return chained
