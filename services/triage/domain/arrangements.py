"""The official arrangement of a year, as a file gives it, and how it differs from what was counted with."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.triage.domain.reasons import N_
from shared.workdays import Workdays

KINDS = ("holiday", "workday")
FIRST_YEAR, LAST_YEAR = 2020, 2099
MOST_NAME = 40


@dataclass(frozen=True)
class Arranged:
    """A day off, or a day that is worked to make up for one."""

    day: date
    kind: str
    name: str = ""

    def as_json(self) -> dict[str, str]:
        return {"day": self.day.isoformat(), "kind": self.kind, "name": self.name}


@dataclass(frozen=True)
class Fault:
    line: int
    column: str
    code: str


FAULTS = {
    "heading": N_("The heading must name day and kind; name is optional."),
    "unreadable": N_("This line cannot be read as CSV."),
    "not_a_day": N_("Write the day like 2026-12-01."),
    "other_year": N_("This day lies in another year."),
    "not_a_kind": N_("Write holiday or workday."),
    "twice": N_("This day stands in the file before."),
    "too_long": N_("This is too long."),
    "no_rows": N_("The file has no rows."),
}


def read(year: int, text: str) -> tuple[list[Arranged], list[Fault]]:
    """The days of a file with the columns day, kind and name, and every fault in it."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    found: list[Arranged] = []
    faults: list[Fault] = []
    try:
        if not {"day", "kind"} <= set(reader.fieldnames or ()):
            return [], [Fault(1, "", "heading")]
        for row in reader:
            one = _row(year, reader.line_num, row, {each.day for each in found})
            (faults if isinstance(one, Fault) else found).append(one)  # type: ignore[arg-type]  # each to its own
    except csv.Error:
        faults.append(Fault(reader.reader.line_num, "", "unreadable"))
    return sorted(found, key=lambda each: each.day), faults or ([] if found else [Fault(1, "", "no_rows")])


def _row(year: int, line: int, row: Mapping[str, str | None], seen: set[date]) -> Arranged | Fault:
    text, kind = (row.get("day") or "").strip(), (row.get("kind") or "").strip()
    name = (row.get("name") or "").strip()
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        return Fault(line, "day", "not_a_day")
    if day.year != year:
        return Fault(line, "day", "other_year")
    if day in seen:
        return Fault(line, "day", "twice")
    if kind not in KINDS:
        return Fault(line, "kind", "not_a_kind")
    if len(name) > MOST_NAME or not (name.isprintable() or not name):
        return Fault(line, "name", "too_long")
    return Arranged(day, kind, name)


def differing(year: int, before: Workdays, after: Workdays) -> tuple[list[date], list[date]]:
    """Days that are off now and were not, and days that are worked now and were not."""
    days = [date(year, 1, 1) + timedelta(days=offset) for offset in range(_length(year))]
    off = [day for day in days if before.is_workday(day) and not after.is_workday(day)]
    worked = [day for day in days if after.is_workday(day) and not before.is_workday(day)]
    return off, worked


def special(year: int, calendar: Workdays) -> list[Arranged]:
    """The days of a year that differ from Monday to Friday, by what the calendar says."""
    days = [date(year, 1, 1) + timedelta(days=offset) for offset in range(_length(year))]
    return [
        Arranged(day, "workday" if calendar.is_workday(day) else "holiday")
        for day in days
        if calendar.is_workday(day) != (day.weekday() < 5)
    ]


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def write(days: Iterable[Mapping[str, str]]) -> str:
    """A file that `read` reads back."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ("day", "kind", "name"), lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(days)
    return out.getvalue()
