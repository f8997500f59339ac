"""Tables in text files: UTF-8, UTF-16 with its mark, or GB 18030, as spreadsheets in China save them."""

import csv
import io
from collections.abc import Callable, Iterator

from services.intake.orders.sheets import Cell, Line, Table, Unreadable, table_of

DELIMITERS = (",", "\t", ";", "，")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
QUOTE, FORMULA = "'", ("=", "+", "-", "@")


def read(data: bytes) -> Table:
    """Raises Unreadable."""
    return read_text(decoded(data))


def read_text(text: str) -> Table:
    """Raises Unreadable."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return table_of(_lines(text, _plain, max(DELIMITERS, key=first.count)))


def decoded(data: bytes) -> str:
    """The text of a file. A damaged one is refused rather than read as something else. Raises Unreadable."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _strictly(data, encoding)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # One byte that broke in UTF-8 would read as other characters in GB 18030, and nobody would notice.
    tried = data.decode("utf-8", errors="replace")
    broken = tried.count("\ufffd")
    if sum(character > "\x7f" for character in tried) > 2 * broken:
        raise Unreadable("not_text", tried[: tried.index("\ufffd")].count("\n") + 1)
    text = _strictly(data, "gb18030")
    if "\0" in text:
        raise Unreadable("other_kind")  # a picture, say: almost any bytes are characters of this encoding
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("not_text") from None


def _lines(text: str, plain: Callable[[str], str], delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, [Cell(plain(cell)) for cell in cells]
            before = reader.line_num
    except csv.Error:
        raise Unreadable("unreadable", reader.line_num or 1) from None


def _plain(cell: str) -> str:
    """As it was before an export kept a spreadsheet from computing it."""
    text = cell.strip()
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith(FORMULA) else text


def written(table: Table) -> str:
    """As text that `read_back` reads, for tables without faults."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.head)
    for _, cells in table.lines:
        writer.writerow([cell.text for cell in cells])
    return out.getvalue()


def read_back(text: str) -> Table:
    """What `written` wrote, to the letter. Raises Unreadable."""
    return table_of(_lines(text, lambda cell: cell, ","))
