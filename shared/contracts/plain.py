"""marshmallow without what most bodies do not need: they are whole and right, and are read plainly. Whatever
is not, is read again with marshmallow's care for errors and for parts."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, missing


class Unburdened(fields.Field[Any]):
    """marshmallow puts the validators together for each value anew, also where there are none."""

    def _validate(self, value: Any) -> None:
        if self.validators:
            super()._validate(value)


def _is_bare(field: fields.Field[Any]) -> bool:
    """Whether to read a value is all that this field does with it."""
    kind = type(field)
    as_usual = kind.deserialize is fields.Field.deserialize
    unchecked = isinstance(field, Unburdened) and kind._validate is Unburdened._validate
    return as_usual and unchecked and not (field.validators or field.pre_load or field.post_load)


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
        for name, field, read in self._readings:
            value = data.get(name, missing)
            if value is missing or value is None:
                value = field.deserialize(value, name, data)
            else:
                value = read(value, name, data)
            if value is not missing:
                found[name] = value
        return found

    @cached_property
    def _readings(self) -> list[tuple[str, fields.Field[Any], Callable[..., Any]]]:
        """Each field with how a value that is there is read."""
        return [
            (name, field, field._deserialize if _is_bare(field) else field.deserialize)
            for name, field in self.load_fields.items()
        ]

    @cached_property
    def _forgiving(self) -> bool:
        return self.unknown == EXCLUDE

    @cached_property
    def _renames(self) -> bool:
        """Whether some field is called otherwise in a body, or when it has been read."""
        return any(field.data_key or field.attribute for field in self.load_fields.values())
