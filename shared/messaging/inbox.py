"""Which events a service has met: written with their effects, so that each takes effect once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    Connection,
    Executable,
    Select,
    String,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from shared.contracts.events import Event
from shared.foresight import Wanted
from shared.messaging.tables import inbox


class Met(NamedTuple):
    """`new`: ids of the events that were not met before. `there`: of what was wanted, by column, the values
    that some row has; without a column where nobody looked."""

    new: set[UUID]
    there: Wanted


def meet(session: Session, events: Iterable[Event], now: datetime, wanted: Wanted) -> Met:
    """Note `events` as met, in the caller's transaction, and look for what is wanted."""
    # In one order everywhere, so that two consumers with the same messages cannot wait for each other.
    ordered = sorted({event.id: event for event in events}.values(), key=lambda event: event.id)
    if not ordered:
        return Met(set(), {})
    connection = session.connection()
    on_server = connection.dialect.name == "postgresql"
    met = (_at_once if on_server else _one_by_one)(connection, ordered, now, wanted)
    # Who had to wait for another consumer of the same events has looked too early.
    return met if len(met.new) == len(ordered) else Met(met.new, {})


def _at_once(connection: Connection, events: Sequence[Event], now: datetime, wanted: Wanted) -> Met:
    columns = tuple(sorted(wanted, key=str))
    values: dict[str, Any] = {f"wanted_{number}": list(wanted[each]) for number, each in enumerate(columns)}
    values |= {"ids": [event.id for event in events], "names": [event.name for event in events], "now": now}
    new, found = set(), [set[Any]() for _ in columns]
    for row in connection.execute(_meeting(columns), values):
        if row[0] is not None:
            new.add(row[0])
        for number, values_there in enumerate(found, 1):
            if row[number] is not None:
                values_there.add(row[number])
    return Met(new, {each: frozenset(there) for each, there in zip(columns, found, strict=True)})


@cache
def _meeting(columns: tuple[Column[Any], ...]) -> Executable:
    """One statement for any number of events, so that it is prepared once. Its rows have one value each: in
    the first place the id of a new event, in the others what was found of each column."""
    told = (bindparam("ids", type_=ARRAY(Uuid)), bindparam("names", type_=ARRAY(String)))
    given = func.unnest(*told).table_valued(column("message_id", Uuid), column("name", String))
    rows = given.render_derived("given")
    noting = postgresql_insert(inbox).from_select(
        ["message_id", "name", "handled_at"],
        select(rows.c.message_id, rows.c.name, bindparam("now", type_=inbox.c.handled_at.type)),
    )
    new = noting.on_conflict_do_nothing().returning(inbox.c.message_id).cte("new")
    places = (new.c.message_id, *columns)
    return union_all(*(_alone(places, number) for number in range(len(places))))


def _alone(places: Sequence[Any], number: int) -> Select[Any]:
    """Rows with a value in that place alone."""
    shown = [
        each if at == number else literal(None, each.type).label(f"none_{at}")
        for at, each in enumerate(places)
    ]
    if number == 0:
        return select(*shown)
    of = places[number]
    return (
        select(*shown).where(of == any_(bindparam(f"wanted_{number - 1}", type_=ARRAY(of.type)))).distinct()
    )


def _one_by_one(connection: Connection, events: Sequence[Event], now: datetime, wanted: Wanted) -> Met:
    rows = [{"message_id": event.id, "name": event.name, "handled_at": now} for event in events]
    new = set(connection.execute(_NOTING, rows if len(rows) > 1 else rows[0]).scalars())
    found = {of: connection.execute(_looking(of), {"wanted": list(wanted[of])}).scalars() for of in wanted}
    return Met(new, {of: frozenset(there) for of, there in found.items()})


_NOTING = sqlite_insert(inbox).on_conflict_do_nothing().returning(inbox.c.message_id)


@cache
def _looking(of: Column[Any]) -> Executable:
    return select(of).where(of.in_(bindparam("wanted", expanding=True))).distinct()
