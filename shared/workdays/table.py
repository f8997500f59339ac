"""The table of days that differ from "Monday to Friday", and who may correct it."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from shared.workdays.calendar import Workdays

BUILT_IN = Path(__file__).parent.parent / "data" / "workdays.csv"
KINDS = ("holiday", "workday")
STATUSES = ("announced", "provisional")


class TableError(ValueError):
    """A line of a table cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day off that would be a working day, or a working day that would be a weekend."""

    day: date
    working: bool
    name: str
    announced: bool


@cache
def load(own: Path | None = None) -> Workdays:
    """The built-in years; each year that the file `own` mentions is taken from there as a whole.

    So when the State Council announces a year, its days are entered once in that file.
    """
    days = {day.day: day for day in read(BUILT_IN)}
    if own is not None:
        corrected = read(own)
        years = {day.day.year for day in corrected}
        days = {day: kept for day, kept in days.items() if day.year not in years}
        days |= {day.day: day for day in corrected}
    return workdays(days)


def workdays(days: Mapping[date, Day], announced: Iterable[int] = ()) -> Workdays:
    """A calendar from a table; a year counts as announced when all its rows say so, or by word."""
    years = {day.year for day in days}
    doubtful = {day.day.year for day in days.values() if not day.announced}
    sure = (years - doubtful) | set(announced)
    return Workdays({day: row.working for day, row in days.items()}, frozenset(sure))


def read(path: Path) -> list[Day]:
    """The rows of a file with the columns day, kind, name, status. Raises TableError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_day(path, number, row) for number, row in enumerate(csv.DictReader(file), start=2)]


def _day(path: Path, number: int, row: dict[str, str]) -> Day:
    kind, status = row.get("kind"), row.get("status")
    if kind not in KINDS or status not in STATUSES:
        raise TableError(f"{path}, line {number}: kind is one of {KINDS}, status one of {STATUSES}")
    try:
        day = date.fromisoformat(row.get("day") or "")
    except ValueError as error:
        raise TableError(f"{path}, line {number}: {error}") from error
    return Day(day, kind == "workday", row.get("name") or "", status == "announced")
