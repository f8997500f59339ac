"""Fields of answers that are written already, with the form that the document promises."""

from typing import Any

from marshmallow import fields


class Day(fields.String):
    """A calendar day, ISO 8601."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata=kwargs.pop("metadata", {}) | {"format": "date"}, **kwargs)


class Moment(fields.String):
    """A time with its offset, RFC 3339."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata=kwargs.pop("metadata", {}) | {"format": "date-time"}, **kwargs)


def texts(**kwargs: Any) -> Any:
    """A list of texts."""
    return fields.List(fields.String(), required=True, **kwargs)


def count_or_nothing() -> fields.Integer:
    """A number; null where a small cell is left out."""
    return fields.Integer(required=True, allow_none=True)
