"""What may be sent, said in the caller's language: fields, and errors with a pointer and a code."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, post_load

from shared.contracts.plain import NotPlain, Plain, Unburdened
from shared.i18n import N_, gettext

# marshmallow's own words -> (code, ours)
_KNOWN = {
    "Missing data for required field.": ("required", N_("This is required.")),
    "Field may not be null.": ("required", N_("This may not be empty.")),
    "Unknown field.": ("unknown_field", N_("There is no such field.")),
    "Invalid input type.": ("wrong_type", N_("An object is expected here.")),
    "Not a valid string.": ("wrong_type", N_("A text is expected here.")),
    "Not a valid boolean.": ("wrong_type", N_("Only true or false is possible here.")),
    "Not a valid integer.": ("wrong_type", N_("A whole number is expected here.")),
    "Not a valid list.": ("wrong_type", N_("A list is expected here.")),
    "Not a valid mapping type.": ("wrong_type", N_("An object is expected here.")),
    "Not a valid date.": ("wrong_format", N_("Write the date like 2026-10-01.")),
    "Not a valid datetime.": ("wrong_format", N_("Write the time like 2026-10-01T09:30:00+08:00.")),
    "Not a valid UUID.": ("wrong_format", N_("This is not a valid identifier.")),
    "Invalid type.": ("wrong_type", N_("An object is expected here.")),
}


class Said(str):
    """A message with a stable code; `str()` of it is the text in the language in use."""

    code: str

    def __new__(cls, code: str, message: str, **values: Any) -> "Said":
        made = super().__new__(cls, gettext(message, **values))
        made.code = code
        return made


def invalid(code: str, message: str, field_name: str = "_schema", **values: Any) -> ValidationError:
    """`raise invalid("in_future", N_("…"))` inside a validator."""
    return ValidationError(Said(code, message, **values), field_name)


def field_errors(messages: Any) -> list[dict[str, str]]:
    """A flat list of {pointer, message, code} from marshmallow's tree; pointers are RFC 6901."""
    if isinstance(messages, Mapping):
        places = {"json", "query", "headers", "path", "form", "files", "json_or_form", "cookies"}
        found: list[dict[str, str]] = []
        for place, inner in messages.items():
            found += list(_walk(inner, "" if place in places else f"/{place}"))
        return found
    return list(_walk(messages, ""))


_ON_PAGES = {
    "not_a_choice": N_("Choose one of these."),
    "wrong_format": N_("Fill in year, month and day of a day that there is."),
}
"""Who fills in a form sees what can be chosen and three boxes of a day: codes and ISO dates are no help."""


def form_errors(messages: Any) -> list[dict[str, str]]:
    """As `field_errors`, in words for who sees a form instead of a body."""
    found, (_, iso) = field_errors(messages), _KNOWN["Not a valid date."]
    for each in found:
        wrong = each["code"]
        if wrong == "not_a_choice" or each["message"] == gettext(iso):
            words = _ON_PAGES[wrong]
            each["message"] = gettext(words)
    return found


def _walk(node: Any, pointer: str) -> Iterator[dict[str, str]]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            step = "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from _walk(inner, pointer + step)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from _walk(inner, pointer)
    else:
        code, message = _KNOWN.get(str(node), ("invalid", str(node)))
        if isinstance(node, Said):
            yield {"pointer": pointer, "message": str(node), "code": node.code}
        else:
            yield {"pointer": pointer, "message": gettext(message), "code": code}


REPLACED = "\ufffd"
"""What a reader puts where bytes were no text: something was lost on the way."""


def _class_of_unprintables() -> str:
    """Control characters but for tabs and ends of lines; halves of pairs; what was lost; and points that
    Unicode keeps from ever being characters, of which two cannot stand in a Word file."""
    ends = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    return f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff{REPLACED}\\ufdd0-\\ufdef{ends}]"


_UNPRINTABLE = re.compile(_class_of_unprintables())


def _unprintable(text: str) -> str | None:
    found = _UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""What Unicode counts among letters and signs, and nobody sees."""


def _says_nothing(text: str) -> bool:
    """Whether all of it is joiners, marks of direction, spaces and line ends: read, it is empty."""
    return all(
        each in _BLANK_LETTERS or each.isspace() or unicodedata.category(each) == "Cf" for each in text
    )


class Text(Unburdened, fields.String):
    """A text of people: stripped, NFC, without control characters, between `least` and `most` characters."""

    def __init__(self, *, most: int, least: int = 0, **kwargs: Any) -> None:
        metadata = kwargs.pop("metadata", {}) | {"minLength": least, "maxLength": most}
        super().__init__(metadata=metadata, **kwargs)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = value if type(value) is str else super()._deserialize(value, attr, data, **kwargs)
        if mark := _unprintable(text):
            raise ValidationError(
                Said("control_character", N_("Remove the invisible character %(mark)s."), mark=mark)
            )
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
        if text and not text.isascii() and _says_nothing(text):  # stripped, ASCII says something
            text = ""
        if len(text) > self.most:
            raise ValidationError(
                Said(
                    "too_long",
                    N_("Use at most %(most)d characters; these are %(count)d."),
                    most=self.most,
                    count=len(text),
                )
            )
        if len(text) < self.least:
            raise ValidationError(
                Said("too_short", N_("Write at least %(least)d characters."), least=self.least)
                if self.least > 1
                else Said("required", N_("This is required."))
            )
        return text


class Choice(Unburdened, fields.String):
    """One of the values of an enumeration."""

    def __init__(self, values: Any, **kwargs: Any) -> None:
        self.values = [str(value) for value in values]
        metadata = kwargs.pop("metadata", {}) | {
            "enum": self.values + ([None] if kwargs.get("allow_none") else [])
        }
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = value if type(value) is str else super()._deserialize(value, attr, data, **kwargs)
        if text not in self.values:
            listed = ", ".join(self.values)
            raise ValidationError(Said("not_a_choice", N_("Choose one of: %(values)s."), values=listed))
        return text


class JsonInt(Unburdened, fields.Integer):
    """A whole number as JSON Schema means it: 5 and 5.0, never "5", true or 5.5."""

    def __init__(self, *, least: int | None = None, most: int | None = None, **kwargs: Any) -> None:
        bounds = {"minimum": least, "maximum": most}
        metadata = kwargs.pop("metadata", {}) | {k: v for k, v in bounds.items() if v is not None}
        super().__init__(metadata=metadata, **kwargs)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise self.make_error("invalid")
        number = int(value)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise ValidationError(
                Said(
                    "out_of_range",
                    N_("Give a number from %(least)s to %(most)s."),
                    least=self.least,
                    most=self.most,
                )
            )
        return number


class JsonBool(Unburdened, fields.Boolean):
    """true or false, and nothing that merely looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Day(Unburdened, fields.Date):
    """A calendar day, ISO 8601 (2026-10-01), exactly."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or len(value) != 10:
            raise self.make_error("invalid", input=value, obj_type="date")
        found: date = super()._deserialize(value, attr, data, **kwargs)
        return found


def most_items(count: int) -> Callable[[list[Any]], None]:
    """A validator: at most `count` entries in a list."""

    def check(items: list[Any]) -> None:
        if len(items) > count:
            raise ValidationError(Said("too_many", N_("Give at most %(count)d entries."), count=count))

    return check


class Strict(Plain):
    """A body in which an unknown field is an error, so that a typing mistake is never silently lost."""

    EXAMPLE: ClassVar[Any] = None
    """One good body, for the document."""

    def make(self, data: dict[str, Any]) -> Any:
        """What a body that was read is handed on as. Raises ValidationError."""
        return data

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Any:
        return self.make(data)

    @cached_property
    def hooked(self) -> bool:
        """Whether it looks at more than its fields, which `read` would pass over."""
        before = any(self._hooks[name] for name in ("pre_load", "validates", "validates_schema"))
        return before or len(self._hooks["post_load"]) > 1

    def read(self, data: dict[str, Any]) -> Any:
        """As `load`, plainly. Raises ValidationError, which may lack what else is wrong, and NotPlain."""
        return self.make(self.read_plainly(data))


class Part(Unburdened, fields.Nested):
    """A body within a body, read as one: plainly first, with care where something is wrong."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, partial: Any = None, **kwargs: Any
    ) -> Any:
        schema = self.schema
        if type(value) is dict and isinstance(schema, Strict) and not schema.hooked and partial is None:
            try:
                return schema.read(value)
            except (ValidationError, NotPlain):
                pass  # the careful way says what is wrong, and where
        return super()._deserialize(value, attr, data, partial, **kwargs)
