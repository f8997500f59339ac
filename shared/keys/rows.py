"""Walking through a table by its key, a batch at a time, however large it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, false, literal, or_, select, tuple_, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import func
from sqlalchemy.types import LargeBinary

from shared.database import Database
from shared.keys.places import Place
from shared.keys.reading import Kind
from shared.sealed import Envelope, WireBody

BATCH = 200


@dataclass(frozen=True)
class Value:
    """One sealed value and where it stands."""

    kind: Kind
    column: str
    value: bytes
    key: tuple[Any, ...]


def batches(database: Database, place: Place) -> Iterator[list[Value]]:
    """Everything sealed in the table, in short reading transactions."""
    after: tuple[Any, ...] | None = None
    while True:
        with database.reading() as session:
            rows = session.execute(page(place, after)).all()
        if not rows:
            return
        after = key_of(place, rows[-1])
        yield [value for row in rows for value in values(place, row)]


def page(place: Place, after: tuple[Any, ...] | None, *where: ColumnElement[bool]) -> Select[Any]:
    """The next rows after that key: their keys, then what is sealed in them."""
    query = select(*place.keys, *(one.raw for one in place.columns)).select_from(place.source)
    if after is not None:
        bound = [literal(value, column.type) for value, column in zip(after, place.keys, strict=True)]
        query = query.where(tuple_(*place.keys) > tuple_(*bound))
    return query.where(*where).order_by(*place.keys).limit(BATCH)


def not_under(place: Place, key_id: bytes) -> ColumnElement[bool]:
    """Rows of which something may be under another key; for events one has to look inside."""
    tests = [
        func.substr(one.raw, 2, 4, type_=LargeBinary()) != key_id
        for one in place.columns
        if isinstance(one.kind, Envelope)
    ]
    wire = [one.raw.is_not(None) for one in place.columns if isinstance(one.kind, WireBody)]
    return or_(false(), *tests, *wire)


def key_of(place: Place, row: Row[Any]) -> tuple[Any, ...]:
    return tuple(row[: len(place.keys)])


def values(place: Place, row: Row[Any]) -> list[Value]:
    key, raw = key_of(place, row), row[len(place.keys) :]
    return [
        Value(one.kind, one.name, bytes(value), key)
        for one, value in zip(place.columns, raw, strict=True)
        if value is not None
    ]


def write(session: Session, place: Place, key: Sequence[Any], changed: dict[str, bytes]) -> None:
    mine = [column == literal(value, column.type) for column, value in zip(place.keys, key, strict=True)]
    raw = {one.name: one.raw for one in place.columns}
    # By the raw columns: their own types would seal what is sealed already.
    session.execute(
        update(place.source).where(*mine).values({raw[name]: value for name, value in changed.items()})
    )
