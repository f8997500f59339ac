"""What may stand in a query, where everything is text, and the pages of a list."""

import re
from typing import Any

from marshmallow import fields

from shared.i18n import N_, gettext
from shared.web.problems import Problem, problem
from shared.web.validation import JsonInt, Text

_WHOLE = re.compile(r"-?[0-9]{1,9}")
WRONG_CURSOR = N_("This is not a place in this list. Begin at its first page, without a cursor.")


class QueryInt(JsonInt):
    """A whole number in digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not isinstance(value, str) or not _WHOLE.fullmatch(value):
            raise self.make_error("invalid")
        return super()._deserialize(int(value), attr, data, **kwargs)


class QueryBool(fields.Boolean):
    """`true` or `false`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if value not in ("true", "false"):
            raise self.make_error("invalid", input=value)
        return bool(value == "true")


class Limit(QueryInt):
    """How many entries a page has at most."""

    def __init__(self) -> None:
        super().__init__(least=1, most=200, load_default=50)


class Cursor(Text):
    """`next` of the page before; nothing for the first page."""

    def __init__(self) -> None:
        super().__init__(most=300, load_default="", metadata={"description": "`next` of the page before."})


def bad_cursor() -> Problem:
    """The cursor was not given out by this list."""
    error = {"pointer": "/cursor", "message": gettext(WRONG_CURSOR), "code": "bad_cursor"}
    return problem(422, "invalid", errors=[error])
