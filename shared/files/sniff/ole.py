"""Office files of the former format (.doc, .xls, .ppt, WPS's own): told by the names of their streams."""

from shared.files.kinds import Found, Kind, Note, Reason, Unfit
from shared.files.sniff.source import Source

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {"WordDocument": Kind.DOC, "Workbook": Kind.XLS, "Book": Kind.XLS, "PowerPoint Document": Kind.PPT}
_LOCKED = "EncryptedPackage"
_MACROS = ("_VBA_PROJECT", "Macros")
_STRIDE = 1 << 19
_ENTRY = 128
"""Directory entries stand at multiples of this."""


def inspect(source: Source) -> Found:
    names = _names(source)
    if _LOCKED in names:
        raise Unfit(Reason.ENCRYPTED)
    for stream, kind in _STREAMS.items():
        if stream in names:
            return Found(kind, (Note.MACROS,) if any(name in names for name in _MACROS) else ())
    raise Unfit(Reason.UNKNOWN)


def _names(source: Source) -> set[str]:
    """Which of the names that count stand in a directory entry, wherever the directory lies."""
    wanted = {name: name.encode("utf-16-le") + b"\x00\x00" for name in (*_STREAMS, _LOCKED, *_MACROS)}
    found: set[str] = set()
    for offset in range(0, source.size, _STRIDE):
        block = source.at(offset, _STRIDE + 64)
        for name, mark in wanted.items():
            if name not in found and _stands(block, mark):
                found.add(name)
    return found


def _stands(block: bytes, mark: bytes) -> bool:
    at = block.find(mark)
    while at >= 0:
        if at % _ENTRY == 0:
            return True
        at = block.find(mark, at + 1)
    return False
