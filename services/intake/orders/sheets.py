"""A table out of a file that somebody else's program wrote: its heading, and cells as text with their line.

What cannot be read without a loss is a fault of its cell, never left out. Nothing is computed, followed or
unpacked beyond its bounds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MOST_ROWS = 500
MOST_COLUMNS = 100
MOST_BYTES = 4_000_000


class Unreadable(ValueError):
    """The file as such cannot be taken: a code, and the line where there is one."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


@dataclass(frozen=True)
class Cell:
    """`fault` says why the text is not what its writer saw."""

    text: str = ""
    fault: str | None = None


Line = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Table:
    """`notes` are codes of what a person should know of the file."""

    head: list[str]
    lines: list[Line]
    notes: tuple[str, ...] = field(default=())


def table_of(lines: Iterable[Line], notes: Iterable[str] = ()) -> Table:
    """The first line that says anything is the heading; empty lines are none. Raises Unreadable."""
    said = _bounded(line for line in lines if any(cell.text or cell.fault for cell in line[1]))
    head = next(said, None)
    if head is None:
        raise Unreadable("no_rows")
    names = [cell.text.strip() for cell in head[1]]
    while names and not names[-1]:
        names.pop()
    rows = list(said)
    if not rows:
        raise Unreadable("no_rows")
    return Table(names, rows, tuple(notes))


def _bounded(lines: Iterator[Line]) -> Iterator[Line]:
    for count, (number, cells) in enumerate(lines):
        if count > MOST_ROWS:
            raise Unreadable("too_many_rows", number)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too_many_columns", number)
        yield number, cells
