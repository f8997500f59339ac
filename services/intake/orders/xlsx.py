"""The first sheet of an Excel workbook, read by bounded steps: no formula is computed, no link followed.

Small enough to be ours: a general reader opens far more than a table needs, and gives back what a formula
once came to as if somebody had typed it.
"""

import string
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

from services.intake.orders.cells import Formats, cell_of
from services.intake.orders.sheets import MOST_COLUMNS, MOST_ROWS, Cell, Line, Table, Unreadable, table_of
from shared.files.kinds import Kind, Note, Reason, Unfit
from shared.files.sniff import Memory, sniff

MOST_UNPACKED = 40_000_000
"""Of one part; Excel writes a sheet of our greatest size in a tenth of it."""
MOST_TEXT = 40_000
"""Of one cell; Excel itself takes 32,767 characters."""
PIECE = 1 << 16
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, NotImplementedError,
    RuntimeError, OverflowError, OSError,
)  # fmt: skip


def read(data: bytes) -> Table:
    """Raises Unreadable."""
    try:
        found = sniff(Memory(data))
    except Unfit as unfit:
        known = {Reason.BOMB: "bomb", Reason.ENCRYPTED: "encrypted"}
        raise Unreadable(known.get(unfit.reason, "damaged")) from unfit
    if found.kind is Kind.XLS:
        raise Unreadable("old_excel")
    if found.kind is not Kind.XLSX:
        raise Unreadable("other_kind")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _table(archive, macros=Note.MACROS in found.notes)
    except Unreadable:
        raise
    except _BROKEN as error:
        raise Unreadable("damaged") from error


def _table(archive: zipfile.ZipFile, *, macros: bool) -> Table:
    book = _Book()
    _parse(archive, BOOK, book)
    targets = _Relations()
    _parse(archive, RELATIONS, targets)
    if not book.sheets or book.sheets[0] not in targets.found:
        raise Unreadable("damaged")
    names = set(archive.namelist())
    formats, strings = _Formats(), _Strings()
    for name, part in (("xl/styles.xml", formats), ("xl/sharedStrings.xml", strings)):
        if name in names:
            _parse(archive, name, part)
    sheet = _Sheet(strings.found, Formats(formats.codes, formats.styles, book.from_1904))
    _parse(archive, targets.found[book.sheets[0]], sheet)
    notes = ["other_sheets"] * (len(book.sheets) > 1) + ["macros"] * macros
    return table_of(sheet.lines(), notes)


@dataclass
class _Part:
    """Hears of the elements of one part by their local names."""

    text: str | None = field(default=None, init=False)
    """What stands in the element that is being listened to."""

    def begins(self, name: str, given: dict[str, str]) -> None: ...

    def ends(self, name: str) -> None: ...


def _parse(archive: zipfile.ZipFile, name: str, part: _Part) -> None:
    """Raises Unreadable for what is too large, and for declarations that could make it grow."""
    parser = expat.ParserCreate()

    def refuse(*_: Any) -> None:
        raise Unreadable("damaged")

    def said(text: str) -> None:
        if part.text is not None:
            part.text += text
            if len(part.text) > MOST_TEXT:
                raise Unreadable("cell_too_long", parser.CurrentLineNumber)

    parser.StartElementHandler = lambda full, given: part.begins(_local(full), given)
    parser.EndElementHandler = lambda full: part.ends(_local(full))
    parser.CharacterDataHandler = said
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    left = MOST_UNPACKED
    with archive.open(name) as source:
        while piece := source.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Unreadable("bomb")
            parser.Parse(piece, False)
    parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass
class _Book(_Part):
    """Relation ids of the sheets that can be seen, in their order."""

    sheets: list[str] = field(default_factory=list)
    from_1904: bool = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = given.get("date1904") in ("1", "true")
        if name == "sheet" and given.get("state", "visible") == "visible":
            self.sheets += [value for key, value in given.items() if _local(key) == "id" and ":" in key]


@dataclass
class _Relations(_Part):
    """Where the parts lie; what lies outside of the file is nowhere."""

    found: dict[str, str] = field(default_factory=dict)

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "")
            self.found[given.get("Id", "")] = (
                target[1:] if target.startswith("/") else normpath(join("xl", target))
            )


@dataclass
class _Formats(_Part):
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    _inside: bool = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[int(given["numFmtId"])] = given.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.styles.append(int(given.get("numFmtId", "0")))

    def ends(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


@dataclass
class _Strings(_Part):
    """Shared texts; of how a word is spoken (rPh) nothing is taken."""

    found: list[str] = field(default_factory=list)
    _whole: str = ""
    _spoken: bool = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self._whole = ""
        elif name == "rPh":
            self._spoken = True
        elif name == "t" and not self._spoken:
            self.text = ""

    def ends(self, name: str) -> None:
        if name == "t" and self.text is not None:
            self._whole, self.text = self._whole + self.text, None
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append(self._whole)


@dataclass
class _Sheet(_Part):
    strings: list[str]
    formats: Formats
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    _row: int = 0
    _column: int = 0
    _given: dict[str, str] = field(default_factory=dict)
    _value: str = ""
    _formula: bool = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "row":
                self._row, self._column = int(given.get("r", self._row + 1)), 0
            case "c":
                self._column = _column_of(given["r"]) if "r" in given else self._column + 1
                self._given, self._value, self._formula = given, "", False
            case "f":
                self._formula = True
            case "v" | "t":
                self.text = ""
            case "mergeCell":
                self._joined(*_corners(given.get("ref", "")))

    def ends(self, name: str) -> None:
        if name in ("v", "t") and self.text is not None:
            self._value, self.text = self._value + self.text, None
        elif name == "c":
            cell = cell_of(self._given, self._value, self._formula, self.strings, self.formats)
            if cell.text or cell.fault:
                self._keep(cell)

    def _keep(self, cell: Cell) -> None:
        row = self.rows.setdefault(self._row, {})
        if self._column in row or self._row < 1:
            raise Unreadable("damaged", self._row)
        if len(self.rows) > MOST_ROWS + 1:
            raise Unreadable("too_many_rows", self._row)
        if self._column > MOST_COLUMNS:
            raise Unreadable("too_many_columns", self._row)
        row[self._column] = cell

    def _joined(self, top: int, left: int, bottom: int, right: int) -> None:
        """Its writer saw one text in all of them, the file holds it once: nobody can tell for which lines."""
        if left not in self.rows.get(top, {}):
            return
        few = bottom - top < len(self.rows)  # a file may join thousands of cells, each of one line only
        for number in range(top, bottom + 1) if few else list(self.rows):
            if not top <= number <= bottom or number not in self.rows:
                continue
            row = self.rows[number]
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                if (number, column) != (top, left):
                    hidden = row.get(column, Cell())
                    if hidden.fault == "merged":
                        raise Unreadable("damaged", number)
                    row[column] = Cell(hidden.text, "merged")

    def lines(self) -> Iterator[Line]:
        for number in sorted(self.rows):
            row = self.rows[number]
            yield number, [row.get(column, Cell()) for column in range(1, max(row) + 1)]


def _corners(area: str) -> tuple[int, int, int, int]:
    """B2:C5 goes from row 2, column 2 to row 5, column 3."""
    (first, _, last) = area.partition(":")
    corners = [(int(one.lstrip(string.ascii_uppercase)), _column_of(one)) for one in (first, last or first)]
    return *corners[0], *corners[1]


def _column_of(reference: str) -> int:
    """B7 stands in the second column."""
    column = 0
    for letter in reference.rstrip("0123456789"):
        if not "A" <= letter <= "Z" or column > 20_000:
            raise Unreadable("damaged")
        column = 26 * column + ord(letter) - 64
    return column or _refuse()


def _refuse() -> int:
    raise Unreadable("damaged")
