"""What handlers will ask for, said beforehand: one statement then looks for all of it, and whoever finds out
that nothing is there need not ask again. Most events are about something new."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column
from sqlalchemy.orm import DeclarativeBase

from shared.contracts.events import Event
from shared.rows import table_of

Handler = Callable[[Any, Any], None]
Wanted = Mapping[Column[Any], frozenset[Any]]
"""By column, the values that some row may have there."""


class Look(NamedTuple):
    """That rows will be looked for by what `of` says of an event; None: by nothing."""

    column: Column[Any]
    of: Callable[[Any], Any]


@cache
def key_of(kind: type[DeclarativeBase]) -> Column[Any]:
    """The column by which a row of this kind is known."""
    (column,) = table_of(kind).primary_key.columns
    return column


def looking_for(column: Column[Any], of: Callable[[Any], Any]) -> Callable[[Handler], Handler]:
    """The handler will ask for rows that have in `column` what `of` says of the event."""

    def marked(handler: Handler) -> Handler:
        handler.__dict__["looks"] = (*looks_of(handler), Look(column, of))
        return handler

    return marked


def looks_of(handler: Handler) -> tuple[Look, ...]:
    return getattr(handler, "looks", ())


def wanted(handlers: Mapping[type[Event], Handler], events: Iterable[Event]) -> Wanted:
    """What the handlers of these events will look for."""
    found: dict[Column[Any], set[Any]] = {}
    for event in events:
        for look in looks_of(handlers[type(event)]):
            if (value := look.of(event)) is not None:
                found.setdefault(look.column, set()).add(value)
    return {column: frozenset(values) for column, values in found.items()}
