"""marshmallow without what most bodies do not need: they are whole and right, and are read plainly. Whatever
is not, is read again with marshmallow's care for errors and for parts."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, missing


class Unburdened(fields.Field[Any]):
    """marshmallow puts the validators together for each value anew, also where there are none."""

    def _validate(self, value: Any) -> None:
        if self.validators:
            super()._validate(value)


Read = Callable[[Any, str, Any], Any]
Write = Callable[[Any, str, Any], Any]


def _reader(field: fields.Field[Any]) -> Read:
    """How a value that is there is read: without marshmallow's wrapping, where the field needs none."""
    kind = type(field)
    as_usual = kind.deserialize is fields.Field.deserialize
    checks_as_usual = kind._validate in (fields.Field._validate, Unburdened._validate)
    if not (as_usual and checks_as_usual) or field.pre_load or field.post_load:
        return field.deserialize
    return partial(_read_and_check, field) if field.validators else field._deserialize


def _read_and_check(field: fields.Field[Any], value: Any, name: str, data: Any) -> Any:
    """The first that is wrong is enough: what else is, the careful way says."""
    found = field._deserialize(value, name, data)
    for check in field.validators:
        check(found)
    return found


_ASKED = object()
"""Where the field itself is asked what stands for a value that is missing."""


def _default(field: fields.Field[Any]) -> Any:
    """What stands for a missing value."""
    as_usual = type(field).deserialize is fields.Field.deserialize and not field.required
    return field.load_default if as_usual and not callable(field.load_default) else _ASKED


def _writer(field: fields.Field[Any]) -> Write | None:
    """How a value that is there is written, where the field does no more than that."""
    as_usual = type(field).serialize is fields.Field.serialize and field._CHECK_ATTRIBUTE
    return field._serialize if as_usual else None


class NotPlain(Exception):
    """This body wants to be read with care."""


class Plain(Schema):
    """A schema whose good bodies cost a fraction of what they cost with marshmallow's own reading."""

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """As marshmallow's, which also looks for points in names."""
        return obj.get(attr, default) if isinstance(obj, dict) else getattr(obj, attr, default)

    def _deserialize(self, data: Any, **asked: Any) -> Any:
        if type(data) is dict and not asked.get("many") and asked.get("partial") is None:
            try:
                return self.read_plainly(data)
            except (ValidationError, NotPlain):
                pass  # the careful way says what is wrong, and where
        return super()._deserialize(data, **asked)

    def read_plainly(self, data: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for a wrong field, without what else is wrong, and NotPlain for an unknown
        one."""
        if self._renames or not (self._forgiving or data.keys() <= self.load_fields.keys()):
            raise NotPlain
        found = {}
        for name, field, read, default in self._readings:
            value = data.get(name, missing)
            if value is missing and default is not _ASKED:
                value = default
            elif value is missing or value is None:
                value = field.deserialize(value, name, data)
            else:
                value = read(value, name, data)
            if value is not missing:
                found[name] = value
        return found

    def _serialize(self, obj: Any, *, many: bool = False) -> Any:
        """As marshmallow's, which finds out anew for each value what its field does."""
        if many or self._writes_renamed:
            return super()._serialize(obj, many=many)
        take = obj.get if isinstance(obj, dict) else partial(getattr, obj)
        said = {}
        for name, field, write in self._writings:
            value = take(name, missing)
            if write is None or value is missing:
                value = field.serialize(name, obj, accessor=self.get_attribute)
            else:
                value = write(value, name, obj)
            if value is not missing:
                said[name] = value
        return said

    @cached_property
    def _readings(self) -> list[tuple[str, fields.Field[Any], Read, Any]]:
        """Each field, with how a value that is there is read, and what stands for one that is missing."""
        return [(name, field, _reader(field), _default(field)) for name, field in self.load_fields.items()]

    @cached_property
    def _writings(self) -> list[tuple[str, fields.Field[Any], Write | None]]:
        """Each field with how a value that is there is written."""
        return [(name, field, _writer(field)) for name, field in self.dump_fields.items()]

    @cached_property
    def _writes_renamed(self) -> bool:
        return any(field.data_key or field.attribute for field in self.dump_fields.values())

    @cached_property
    def _forgiving(self) -> bool:
        return self.unknown == EXCLUDE

    @cached_property
    def _renames(self) -> bool:
        """Whether some field is called otherwise in a body, or when it has been read."""
        return any(field.data_key or field.attribute for field in self.load_fields.values())
