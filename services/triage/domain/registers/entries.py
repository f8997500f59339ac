"""One entry of a register: its cells, its key, the days in which it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.triage.domain.registers.kinds import Kind

FIRST, LAST = date.min, date.max
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One entry as the file gives it."""

    line: int
    key: str
    cells: Cells


def key_of(kind: Kind, cells: Cells) -> str:
    return "|".join(cells.get(name, "") for name in kind.key)


def period(cells: Cells) -> tuple[date, date]:
    """From the first to the last day; open ends reach as far as days go."""
    first, last = cells.get("valid_from"), cells.get("valid_to")
    return (date.fromisoformat(first) if first else FIRST, date.fromisoformat(last) if last else LAST)


def holds(cells: Cells, day: date) -> bool:
    first, last = period(cells)
    return first <= day <= last
