"""What is sealed in a database, found by the types of its columns (`shared.sealed`)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, MetaData, Table, TableClause, column, table

from shared.keys.reading import Kind
from shared.sealed import Digest, Envelope, UnderWord, WireBody


@dataclass(frozen=True)
class Sealed:
    """One column. `raw` is the same column as bytes, neither opened nor sealed on the way."""

    name: str
    kind: Kind
    raw: ColumnElement[Any]


@dataclass(frozen=True)
class Place:
    """One table in which something is sealed."""

    name: str
    source: TableClause
    keys: tuple[ColumnElement[Any], ...]
    columns: tuple[Sealed, ...]

    @property
    def renewable(self) -> tuple[Sealed, ...]:
        """What can be sealed anew without a word that is kept nowhere."""
        return tuple(one for one in self.columns if not isinstance(one.kind, UnderWord))

    @property
    def until(self) -> str | None:
        """The column that says when a row ends by itself."""
        return next((one.kind.until for one in self.columns if isinstance(one.kind, UnderWord)), None)


class Unnamed(TypeError):
    """A column of bytes does not say what is in it."""


def places(metadata: MetaData) -> list[Place]:
    """Every table with something sealed, in a fixed order. Raises Unnamed."""
    found = [_place(one) for _, one in sorted(metadata.tables.items())]
    return [place for place in found if place.columns]


def _place(original: Table) -> Place:
    sealed = []
    for one in original.columns:
        if isinstance(one.type, (Envelope, WireBody, UnderWord)):
            sealed.append((one.name, one.type))
        elif not isinstance(one.type, Digest) and _is_bytes(one.type):
            raise Unnamed(f"{original.name}.{one.name}: give it a type of shared.sealed")
    keys = [column(one.name, one.type) for one in original.primary_key]
    raw = {name: column(name, LargeBinary()) for name, _ in sealed}
    until = {kind.until for _, kind in sealed if isinstance(kind, UnderWord)}
    terms = [column(name, original.columns[name].type) for name in until]
    return Place(
        original.name,
        table(original.name, *keys, *raw.values(), *terms),
        tuple(keys),
        tuple(Sealed(name, kind, raw[name]) for name, kind in sealed),
    )


def _is_bytes(kind: Any) -> bool:
    return isinstance(kind, LargeBinary) or isinstance(getattr(kind, "impl", None), LargeBinary)
