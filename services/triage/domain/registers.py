"""The registers of Measures art. 5 and 6: their kinds and columns, how a file is read, what it would change.

A file adds and changes; it never removes. What ends gets a last day, so that earlier complaints keep the
names of their time.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from services.triage.domain.reasons import N_
from shared.divisions import Divisions
from shared.divisions.division import SPECIAL_AREA

MOST_ROWS = 20_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"
FIRST, LAST = date.min, date.max
Cells = Mapping[str, str]


class Type(StrEnum):
    TEXT = "text"
    DAY = "day"
    YES_NO = "yes_no"
    DIVISION = "division"
    CHOICE = "choice"
    NEW_CODE = "new_code"


@dataclass(frozen=True)
class Column:
    name: str
    text: str
    type: Type = Type.TEXT
    required: bool = False
    most: int = 120
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One register. `key` names what makes two rows the same entry; `place` the column of its division."""

    name: str
    text: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    place: str = "division"
    one_at_a_time: bool = False
    """Of one thing, named by the first part of the key, there is one at any time: periods may not overlap."""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


DIVISION = Column("division", N_("Division"), Type.DIVISION, required=True)
NAME = Column("name", N_("Official name"), required=True)
PERSON = Column("name", N_("Name"), required=True)
FROM = Column("valid_from", N_("First day"), Type.DAY)
TO = Column("valid_to", N_("Last day"), Type.DAY)
USERNAME = Column("username", N_("Account"), most=80)
TERM = (FROM, TO)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("departments", N_("Departments"), (DIVISION, NAME, *TERM), ("division", "valid_from"),
             one_at_a_time=True),
        Kind(
            "bodies", N_("Supervision bodies"),
            (DIVISION, NAME, Column("designated", N_("Designated unit"), Type.YES_NO), *TERM),
            ("division", "valid_from"), one_at_a_time=True,
        ),
        Kind("places", N_("Names of divisions"), (DIVISION, NAME, *TERM), ("division", "valid_from"),
             one_at_a_time=True),
        Kind(
            "areas", N_("Special areas"),
            (Column("code", N_("Code"), Type.NEW_CODE, required=True, most=6), NAME,
             Column("parent", N_("Lies in"), Type.DIVISION, required=True),
             Column("has_body", N_("Has a body of its own"), Type.YES_NO, required=True), *TERM),
            ("code", "valid_from"), place="parent", one_at_a_time=True,
        ),
        Kind(
            "units", N_("Internal units"),
            (DIVISION, NAME, Column("public", N_("Public name"), Type.YES_NO), *TERM),
            ("division", "name", "valid_from"),
        ),
        Kind(
            "agencies", N_("Entrusted agencies"),
            (Column("entrusted_by", N_("Entrusted by"), Type.DIVISION, required=True), NAME,
             Column("division", N_("Seat"), Type.DIVISION),
             Column("scope", N_("Entrusted with"), most=500), *TERM),
            ("entrusted_by", "name", "valid_from"), place="entrusted_by",
        ),
        Kind(
            "staff", N_("Supervision staff"),
            (DIVISION, Column("number", N_("Staff number"), required=True, most=40), PERSON, USERNAME,
             Column("post", N_("Post"), Type.CHOICE, choices=("full_time", "part_time")), *TERM),
            ("division", "number", "valid_from"),
        ),
        Kind(
            "certificates", N_("Supervision certificates"),
            (Column("number", N_("Certificate number"), required=True, most=40), DIVISION,
             Column("staff_number", N_("Staff number"), required=True, most=40),
             Column("issuer", N_("Issuer"), required=True),
             Column("basis", N_("Basis"), Type.CHOICE, required=True,
                    choices=("provincial_exam", "local_rule")),
             Column("valid_from", N_("First day"), Type.DAY, required=True),
             Column("valid_to", N_("Last day"), Type.DAY, required=True)),
            ("number",),
        ),
        Kind(
            "heads", N_("Approving heads"),
            (DIVISION, PERSON, Column("title", N_("Title"), most=80), USERNAME, *TERM),
            ("division", "name", "valid_from"),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """Why a file cannot be taken: the line as an editor counts, the column, what is wrong."""

    line: int
    column: str
    code: str


FAULTS = {
    "unreadable": N_("This line cannot be read as CSV."),
    "missing_column": N_("This column is missing."),
    "unknown_column": N_("There is no such column."),
    "too_many_rows": N_("The file has too many rows."),
    "no_rows": N_("The file has no rows."),
    "too_many_cells": N_("The line has more cells than the heading."),
    "required": N_("This is required."),
    "too_long": N_("This is too long."),
    "control_character": N_("Remove the invisible character."),
    "not_a_day": N_("Write the day like 2026-12-01."),
    "not_yes_or_no": N_("Write yes or no."),
    "not_a_choice": N_("This is none of the values that are possible here."),
    "unknown_division": N_("There is no division with this code."),
    "not_six_digits": N_("Write six digits."),
    "code_taken": N_("A division has this code, or had it."),
    "area_in_area": N_("A special area lies in a province, city or county, not in another area."),
    "no_body": N_("This division has no department of its own."),
    "not_yours": N_("This division does not belong to your home."),
    "ends_before_it_begins": N_("The last day lies before the first."),
    "twice": N_("The same entry stands in the file before."),
    "overlaps": N_("Another entry holds in the same days."),
    "unknown_staff": N_("No member of the staff has this number there."),
    "unknown_account": N_("There is no account of this name in that department or body."),
}


@dataclass(frozen=True)
class Row:
    """One entry as the file gives it."""

    line: int
    key: str
    cells: Cells


@dataclass(frozen=True)
class Changed:
    row: Row
    before: Cells


@dataclass(frozen=True)
class Difference:
    """What a file would change. With faults, nothing of it."""

    added: tuple[Row, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = field(default=())


def key_of(kind: Kind, cells: Cells) -> str:
    return "|".join(cells.get(name, "") for name in kind.key)


def period(cells: Cells) -> tuple[date, date]:
    """From the first to the last day; open ends reach as far as days go."""
    first, last = cells.get("valid_from"), cells.get("valid_to")
    return (date.fromisoformat(first) if first else FIRST, date.fromisoformat(last) if last else LAST)


def holds(cells: Cells, day: date) -> bool:
    first, last = period(cells)
    return first <= day <= last


def read_csv(kind: Kind, text: str, table: Divisions) -> tuple[list[Row], list[Fault]]:
    """The rows of a file, and every fault in it."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    header: list[str] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        faults += _wrong_header(kind, header)
        if faults:
            return [], faults
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) >= MOST_ROWS:
                return rows, [Fault(reader.line_num, "", "too_many_rows")]
            if len(cells) > len(header):
                faults.append(Fault(reader.line_num, "", "too_many_cells"))
                continue
            named = dict(zip(header, cells, strict=False))
            row, wrong = _row(kind, reader.line_num, named, table)
            rows.append(row)
            faults += wrong
    except csv.Error:
        faults.append(Fault(reader.line_num, "", "unreadable"))
    if not rows and not faults:
        faults.append(Fault(1, "", "no_rows"))
    return rows, faults + list(_twice(rows))


def _wrong_header(kind: Kind, header: list[str]) -> Iterator[Fault]:
    for column in kind.columns:
        if column.required and column.name not in header:
            yield Fault(1, column.name, "missing_column")
    for name in header:
        if name not in kind.header:
            yield Fault(1, name[:40], "unknown_column")


def _row(kind: Kind, line: int, given: Cells, table: Divisions) -> tuple[Row, list[Fault]]:
    cells = {column.name: _plain(given.get(column.name, "")) for column in kind.columns}
    for name in ("division", "entrusted_by"):
        if name in cells:
            cells[name] = cells[name].removeprefix("DEP-").removeprefix("SUP-")
    faults = [
        Fault(line, column.name, code)
        for column in kind.columns
        if (code := _wrong(kind, column, cells[column.name], table))
    ]
    if not faults and period(cells)[0] > period(cells)[1]:
        faults.append(Fault(line, "valid_to", "ends_before_it_begins"))
    return Row(line, key_of(kind, cells), cells), faults


def _plain(cell: str) -> str:
    """As it was before an export quoted it."""
    text = cell.strip()
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith(FORMULA) else text


def _wrong(kind: Kind, column: Column, text: str, table: Divisions) -> str | None:
    if not text:
        return "required" if column.required else None
    if len(text) > column.most:
        return "too_long"
    if not text.isprintable():
        return "control_character"
    match column.type:
        case Type.DAY:
            return None if _is_day(text) else "not_a_day"
        case Type.YES_NO:
            return None if text in ("yes", "no") else "not_yes_or_no"
        case Type.CHOICE:
            return None if text in column.choices else "not_a_choice"
        case Type.NEW_CODE:
            return _wrong_new_code(text, table)
        case Type.DIVISION:
            return _wrong_division(kind, column, text, table)
    return None


def _wrong_division(kind: Kind, column: Column, code: str, table: Divisions) -> str | None:
    found = table.get(code)
    if found is None:
        return "unknown_division"
    if kind.name == "areas" and found.special == SPECIAL_AREA:
        return "area_in_area"
    needs_body = column.name == kind.place and kind.name != "places"
    return "no_body" if needs_body and not (found.has_body and found.in_system) else None


def _wrong_new_code(code: str, table: Divisions) -> str | None:
    """A code of a special area: nobody else's, not even of a division that is no more."""
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        return "not_six_digits"
    found = table.get(code)
    taken = table.retirement(code) is not None or (found is not None and found.special != SPECIAL_AREA)
    return "code_taken" if taken else None


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _twice(rows: Iterable[Row]) -> Iterator[Fault]:
    seen: set[str] = set()
    for row in rows:
        if row.key in seen:
            yield Fault(row.line, "", "twice")
        seen.add(row.key)


def compare(kind: Kind, held: Mapping[str, Cells], rows: Iterable[Row]) -> Difference:
    """What the rows would change in what is held (by key)."""
    given = list(rows)
    added = tuple(row for row in given if row.key not in held)
    changed = tuple(
        Changed(row, held[row.key]) for row in given if row.key in held and held[row.key] != row.cells
    )
    faults = tuple(_overlaps(kind, held, given)) if kind.one_at_a_time else ()
    return Difference(added, changed, len(given) - len(added) - len(changed), faults)


def _overlaps(kind: Kind, held: Mapping[str, Cells], rows: list[Row]) -> Iterator[Fault]:
    """Two entries of one division in the same days; told at the row that the file gives."""
    lines = {row.key: row.line for row in rows}
    after = dict(held) | {row.key: row.cells for row in rows}
    by_place: dict[str, list[tuple[date, date, str]]] = {}
    for key, cells in after.items():
        by_place.setdefault(cells[kind.key[0]], []).append((*period(cells), key))
    for periods in by_place.values():
        ordered = sorted(periods)
        for (_, last, one), (first, _, other) in pairwise(ordered):
            if first <= last and (one in lines or other in lines):
                yield Fault(lines.get(other) or lines[one], "valid_from", "overlaps")


def write_csv(kind: Kind, entries: Iterable[Cells]) -> str:
    """A file that `read_csv` reads back; no cell starts like a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(kind.header)
    for cells in entries:
        writer.writerow([quoted(cells.get(name, "")) for name in kind.header])
    return out.getvalue()


def quoted(text: str) -> str:
    return QUOTE + text if text.startswith(FORMULA) else text
