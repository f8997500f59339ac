"""What a file is by its content: `sniff`. Pure; reads a bounded part of the file; opens nothing.

No library of magic numbers does it (libmagic names a kind by a few bytes and is content): each kind is
taken only when its own structure holds, and whatever is two kinds at once is refused.
"""

import struct

from shared.files.kinds import Found, Kind, Reason, Unfit
from shared.files.sniff import media, ole, pdfs, pictures, texts, zips
from shared.files.sniff.signatures import FOREIGN, LOOKED_THROUGH, REFUSED
from shared.files.sniff.source import Memory, Source

__all__ = ["Memory", "Source", "refused_at_once", "sniff"]

_HEAD = 1 << 15
_BROKEN = (struct.error, IndexError, ValueError, OverflowError, UnicodeDecodeError)


def sniff(source: Source) -> Found:
    """What the file is. Raises Unfit with the reason when it is none of what is taken."""
    if source.size == 0:
        raise Unfit(Reason.EMPTY)
    try:
        return _sniff(source, source.at(0, _HEAD + 16))
    except Unfit:
        raise
    except _BROKEN as error:
        raise Unfit(Reason.DAMAGED) from error


def _sniff(source: Source, head: bytes) -> Found:
    if head.startswith(b"PK\x03\x04"):
        return zips.inspect(source)
    if head.startswith(ole.MAGIC):
        return ole.inspect(source)
    for inspect in (pictures.inspect, pdfs.inspect, media.inspect):
        if (found := inspect(source, head)) is not None:
            _one_format_only(source, head, found.kind)
            return found
    refused_at_once(head)
    return texts.inspect(source, head)


def refused_at_once(head: bytes) -> None:
    """Refuse what the first bytes alone give away. Raises Unfit."""
    for offset, mark, reason in REFUSED:
        if head.startswith(mark, offset):
            raise Unfit(reason)


def _one_format_only(source: Source, head: bytes, kind: Kind) -> None:
    """Refuse what a lenient reader would take for something else."""
    begin = head[:LOOKED_THROUGH].lower()
    marks = [mark for mark in FOREIGN if kind is not Kind.PDF or mark != b"%pdf-"]
    if any(mark in begin for mark in marks) or zips.ends_like_one(source):
        raise Unfit(Reason.TWO_FORMATS)
