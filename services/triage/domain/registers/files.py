"""Registers as CSV: read whole with every fault, and written so that they come back."""

import csv
import io
from collections.abc import Iterable, Iterator

from services.triage.domain.registers.cells import wrong
from services.triage.domain.registers.entries import Cells, Row, key_of, period
from services.triage.domain.registers.faults import Fault
from services.triage.domain.registers.kinds import Kind
from shared.divisions import Divisions

MOST_ROWS = 20_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = "'"


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
            row, found = _row(kind, reader.line_num, named, table)
            rows.append(row)
            faults += found
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
    for name in ("division", "entrusted_by", "worked_in"):
        if name in cells:
            cells[name] = cells[name].removeprefix("DEP-").removeprefix("SUP-")
    faults = [
        Fault(line, column.name, code)
        for column in kind.columns
        if (code := wrong(kind, column, cells[column.name], table))
    ]
    if not faults and period(cells)[0] > period(cells)[1]:
        faults.append(Fault(line, "valid_to", "ends_before_it_begins"))
    return Row(line, key_of(kind, cells), cells), faults


def _plain(cell: str) -> str:
    """As it was before an export quoted it."""
    text = cell.strip()
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith(FORMULA) else text


def _twice(rows: Iterable[Row]) -> Iterator[Fault]:
    seen: set[str] = set()
    for row in rows:
        if row.key in seen:
            yield Fault(row.line, "", "twice")
        seen.add(row.key)


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
