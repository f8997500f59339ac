"""The marshmallow schemas of the events, derived from their dataclasses: one source for both.

Fields that a reader does not know are ignored and fields that a writer left out take the dataclass's
default, so old readers live with new messages and new readers with old ones.
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field
from dataclasses import fields as fields_of
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from marshmallow import EXCLUDE, fields

from shared.contracts.events import Event
from shared.contracts.plain import Plain, Unburdened
from shared.contracts.terms import Service

ENVELOPE = frozenset(field.name for field in fields_of(Event))
"""These travel as CloudEvents attributes, not in `data`."""


class WireSchema(Plain):
    class Meta:
        unknown = EXCLUDE


def open_schema(kind: type[Event]) -> WireSchema:
    """The schema of what everyone may read of an event of this kind."""
    return _schema(kind, None)


def sealed_schema(kind: type[Event], reader: Service) -> WireSchema:
    """The schema of what only `reader` may read of it; it may be empty."""
    return _schema(kind, reader)


def readers(kind: type[Event]) -> tuple[Service, ...]:
    """The services for which some field of this kind is sealed, in a fixed order."""
    known = _reading.get(kind)
    if known is None:
        known = tuple(service for service in Service if sealed_schema(kind, service).fields)
        _reading[kind] = known
    return known


_reading: dict[type[Event], tuple[Service, ...]] = {}


def _own_fields(kind: type[Event]) -> Iterator[Field[Any]]:
    return (field for field in fields_of(kind) if field.name not in ENVELOPE)


def _readers(field: Field[Any]) -> tuple[Service, ...]:
    return tuple(field.metadata.get("sealed_for", ()))


_derived: dict[tuple[type[Event], Service | None], WireSchema] = {}


def _schema(kind: type[Event], reader: Service | None) -> WireSchema:
    known = _derived.get((kind, reader))
    if known is None:
        known = _derived[kind, reader] = _derive(kind, reader)
    return known


def _derive(kind: type[Event], reader: Service | None) -> WireSchema:
    hints = get_type_hints(kind)
    parts = {
        field.name: _wire_field(hints[field.name], required=_required(field))
        for field in _own_fields(kind)
        if (reader in _readers(field) if reader else not _readers(field))
    }
    name = f"{kind.__name__}{f'For{reader.title()}' if reader else 'Data'}"
    schema = WireSchema.from_dict(dict(parts), name=name)()
    assert isinstance(schema, WireSchema)  # noqa: S101 from_dict is declared to give its base class
    return schema


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _wire_field(hint: Any, required: bool = False) -> fields.Field[Any]:
    if get_origin(hint) is UnionType:
        (inner,) = (choice for choice in get_args(hint) if choice is not NoneType)
        return _plain(inner, required=required, allow_none=True)
    return _plain(hint, required=required)


def _plain(hint: Any, **options: Any) -> fields.Field[Any]:
    if get_origin(hint) is list:
        return _List(_wire_field(get_args(hint)[0]), **options)
    if get_origin(hint) is dict:
        return _Dict(**options)  # JSON's names are texts, and its values may be anything
    if hint is int:
        return _Integer(strict=True, **options)
    if hint is datetime:
        return _Moment(format="iso", **options)
    return _SIMPLE[hint](**options)


class _List(Unburdened, fields.List[Any]):
    pass


class _Dict(Unburdened, fields.Dict):
    pass


class _Integer(Unburdened, fields.Integer):
    pass


class _Moment(Unburdened, fields.AwareDateTime):
    pass


class _String(Unburdened, fields.String):
    pass


class _Uuid(Unburdened, fields.UUID):
    pass


class _Boolean(Unburdened, fields.Boolean):
    pass


class _Date(Unburdened, fields.Date):
    pass


_SIMPLE: dict[Any, type[fields.Field[Any]]] = {UUID: _Uuid, str: _String, bool: _Boolean, date: _Date}
