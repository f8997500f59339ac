"""Special areas: zones without a code in GB/T 2260, as they were registered from one day to another.

One that ended stays in the table without a body, so that what was written about it keeps its name.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from shared.contracts.terms import Level
from shared.divisions import data
from shared.divisions.division import SPECIAL_AREA, Division

TYPE = "开发区"


@dataclass(frozen=True, slots=True)
class Area:
    """What an area was in one stretch of time."""

    code: str
    name: str
    parent: str
    has_body: bool
    first: date = date.min
    last: date = date.max

    @classmethod
    def of(cls, code: str, told: Any) -> "Area":
        """From {name, parent, has_body, valid_from, valid_to}."""
        first, last = told.get("valid_from"), told.get("valid_to")
        return cls(
            code, told["name"], told["parent"], told["has_body"] in (True, "yes"),
            date.fromisoformat(first) if first else date.min,
            date.fromisoformat(last) if last else date.max,
        )  # fmt: skip


Areas = tuple[Division, ...]


def on(day: date, registered: Iterable[Area]) -> Areas:
    """The rows of that day: what is registered, and the built-in areas that nobody registered."""
    known = sorted(registered, key=lambda one: (one.code, one.first))
    rows = {code: _row(list(stretches), day) for code, stretches in groupby(known, lambda one: one.code)}
    kept = (row for row in built_in() if row.code not in rows)
    return (*kept, *(row for row in rows.values() if row is not None))


def _row(stretches: list[Area], day: date) -> Division | None:
    """The stretch that holds; else the last that ended; None before the first begins."""
    begun = [one for one in stretches if one.first <= day]
    if not begun:
        return None
    last = begun[-1]
    ended = last.last < day
    has_body = last.has_body and not ended
    return Division(last.code, last.name, Level.COUNTY, last.parent, TYPE, SPECIAL_AREA, has_body, ended)


@cache
def built_in() -> Areas:
    """The areas that the project knows without a register."""
    return tuple(row for row in data.special_areas() if row.special == SPECIAL_AREA)


_IN_USE: ContextVar[Callable[[], Areas] | None] = ContextVar("areas", default=None)


def in_use() -> Areas:
    """The areas that this piece of work goes by."""
    source = _IN_USE.get()
    return source() if source is not None else built_in()


def use(source: Callable[[], Areas] | None) -> None:
    """Areas come from `source` for the rest of this piece of work; None: the built-in ones."""
    _IN_USE.set(source)
