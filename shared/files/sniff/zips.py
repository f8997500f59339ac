"""Office files are zip archives of a known layout; other archives are refused. Nothing is unpacked here."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from shared.files.kinds import Found, Kind, Note, Reason, Unfit
from shared.files.sniff.source import Source

MOST_ENTRIES = 5_000
MOST_DIRECTORY = 2 << 20
MOST_UNPACKED = 400 << 20
MOST_RATIO = 200
"""XML of a large sheet packs to a fiftieth; a bomb to a thousandth."""
RATIO_FROM = 1 << 20
"""Below this size a ratio means nothing."""

_END, _CENTRAL = b"PK\x05\x06", b"PK\x01\x02"
_LONGEST_TAIL = 22 + 0xFFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1

_MAIN = {
    "word/document.xml": Kind.DOCX,
    "xl/workbook.xml": Kind.XLSX,
    "xl/workbook.bin": Kind.XLSX,
    "ppt/presentation.xml": Kind.PPTX,
}
_ODF = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
    b"application/vnd.oasis.opendocument.presentation": Kind.ODP,
}
_PROGRAMS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")


@dataclass(frozen=True)
class Entry:
    name: str
    flags: int
    method: int
    packed: int
    unpacked: int
    offset: int


def ends_like_one(source: Source) -> bool:
    """Whether a zip reader, which looks at the end first, would take this for an archive."""
    return _end(source) is not None


def inspect(source: Source) -> Found:
    """The office file that the archive is. Raises Unfit."""
    entries = _entries(source)
    _no_bomb(entries)
    _no_gaps(entries)
    names = {entry.name for entry in entries}
    if len(names) != len(entries) or any(_strange(name) for name in names):
        raise Unfit(Reason.TWO_FORMATS)
    kind = _kind(source, entries, names)
    if any(entry.flags & _ENCRYPTED for entry in entries):
        raise Unfit(Reason.ENCRYPTED)
    return Found(kind, tuple(_notes(names)))


def _end(source: Source) -> tuple[int, bytes] | None:
    """Where the closing record stands, and itself: one whose comment ends with the file."""
    begin = max(0, source.size - _LONGEST_TAIL)
    tail = source.at(begin, _LONGEST_TAIL)
    at = tail.rfind(_END)
    while at >= 0:
        record = tail[at : at + 22]
        if len(record) == 22 and at + 22 + struct.unpack_from("<H", record, 20)[0] == len(tail):
            return begin + at, record
        at = tail.rfind(_END, 0, at)
    return None


def _entries(source: Source) -> list[Entry]:
    found = _end(source)
    if found is None:
        raise Unfit(Reason.DAMAGED)
    end, record = found
    disk, first, here, count, length, offset = struct.unpack_from("<HHHHII", record, 4)
    if disk or first or here != count:
        raise Unfit(Reason.ARCHIVE)
    if offset + length != end:
        raise Unfit(Reason.TWO_FORMATS)
    if count > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise Unfit(Reason.BOMB)
    return _directory(source.at(offset, length), count)


def _directory(directory: bytes, count: int) -> list[Entry]:
    entries, at = [], 0
    for _ in range(count):
        if directory[at : at + 4] != _CENTRAL:
            raise Unfit(Reason.DAMAGED)
        flags, method = struct.unpack_from("<HH", directory, at + 8)
        packed, unpacked, name, extra, comment = struct.unpack_from("<IIHHH", directory, at + 20)
        (offset,) = struct.unpack_from("<I", directory, at + 42)
        text = directory[at + 46 : at + 46 + name].decode("utf-8", "replace")
        entries.append(Entry(text, flags, method, packed, unpacked, offset))
        at += 46 + name + extra + comment
    if at != len(directory):
        raise Unfit(Reason.TWO_FORMATS)
    return entries


def _no_bomb(entries: Iterable[Entry]) -> None:
    total = 0
    for entry in entries:
        if entry.method not in (_STORED, _DEFLATED):
            raise Unfit(Reason.ARCHIVE)
        total += entry.unpacked
        if total > MOST_UNPACKED:
            raise Unfit(Reason.BOMB)
        if entry.unpacked > RATIO_FROM and entry.unpacked > MOST_RATIO * max(1, entry.packed):
            raise Unfit(Reason.BOMB)


def _no_gaps(entries: Iterable[Entry]) -> None:
    """The first entry begins the file, and none reaches into the next: a bomb, or something hidden."""
    reached = 0
    for number, entry in enumerate(sorted(entries, key=lambda entry: entry.offset)):
        if (number == 0 and entry.offset != 0) or entry.offset < reached:
            raise Unfit(Reason.BOMB if entry.offset < reached else Reason.TWO_FORMATS)
        reached = entry.offset + 30 + entry.packed


def _strange(name: str) -> bool:
    return "\\" in name or "\x00" in name or name.startswith("/") or ".." in name.split("/")


def _kind(source: Source, entries: list[Entry], names: set[str]) -> Kind:
    if "[Content_Types].xml" in names:
        for main, kind in _MAIN.items():
            if main in names:
                return kind
    first = min(entries, key=lambda entry: entry.offset, default=None)
    if first is not None and first.name == "mimetype" and first.method == _STORED and first.packed < 100:
        skipped = struct.unpack("<HH", source.at(26, 4))
        said = source.at(30 + sum(skipped), first.packed).strip()
        if said in _ODF and "content.xml" in names:
            return _ODF[said]
    raise Unfit(Reason.PROGRAM if any(name in names for name in _PROGRAMS) else Reason.ARCHIVE)


def _notes(names: set[str]) -> Iterable[Note]:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lower):
        yield Note.MACROS
    if any("/embeddings/" in name or name.startswith("object ") for name in lower):
        yield Note.EMBEDDED
