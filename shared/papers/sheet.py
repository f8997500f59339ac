"""A form of a file: a table of what it says, lists, longer texts, and lines to be signed."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Sheet:
    """`rows` are what it says, two and two; `columns`, `widths` and `lines` are a list below them.

    `sections` are a heading (may be empty) and its paragraphs; `signed` are lines to be filled in by hand.
    """

    title: str
    day: date
    issuer: str = ""
    number: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signed: tuple[str, ...] = ()
    foot: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"day": self.day.isoformat(), "form": "sheet"}
