"""MP4 and its kin: what tells of place, time and device is blanked where it stands.

Nothing moves, so the positions of pictures and sound stay true, and they are not decoded. What a camera
wrote into the pictures' own stream is out of reach and stays.
"""

import struct
from collections.abc import Iterator

from shared.files.cleaning.made import COPY, Cannot, Made
from shared.files.kinds import Kind, Note

MOST_BOXES = 100_000
_BLANKED = (b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"pnot")
_PARENTS = (b"moov", b"trak", b"mdia", b"moof", b"traf", b"minf", b"edts")
_TIMED = (b"mvhd", b"tkhd", b"mdhd")
_SEEN_OR_HEARD = (b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd")


def clean(kind: Kind, data: bytes) -> Made:
    made, content = Made(), bytearray(data)
    for name, start, stop in _boxes(content, 0, len(content)):
        _visit(content, name, start, stop, made)
    made.parts[COPY] = bytes(content)
    return made


def _boxes(content: bytearray, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, begin and end of each box; the begin is that of its header."""
    for _ in range(MOST_BOXES):
        if start + 8 > stop:
            return
        size, name = struct.unpack_from(">I4s", content, start)
        if size == 1 and start + 16 <= stop:
            size = struct.unpack_from(">Q", content, start + 8)[0]
        end = stop if size == 0 else start + size
        if end < start + 8:
            raise Cannot("broken box")
        yield name, start, min(end, stop)
        start = end
    raise Cannot("too many boxes")


def _visit(content: bytearray, name: bytes, start: int, stop: int, made: Made) -> None:
    if name == b"mdat":
        return
    if name in _BLANKED:
        _blank(content, start, stop)
    elif name == b"trak" and _handler(content, start, stop) not in _SEEN_OR_HEARD:
        _blank(content, start, stop)
        made.notes.add(Note.TRACK)
    elif name in _PARENTS:
        for each in _boxes(content, start + _header(content, start), stop):
            _visit(content, *each, made)
    elif name in _TIMED:
        _forget_times(content, start, stop)
    elif name == b"hdlr":
        _forget_name(content, start, stop)


def _header(content: bytearray, start: int) -> int:
    return 16 if content[start : start + 4] == b"\x00\x00\x00\x01" else 8


def _blank(content: bytearray, start: int, stop: int) -> None:
    head = _header(content, start)
    content[start + 4 : start + 8] = b"free"
    content[start + head : stop] = bytes(stop - start - head)


def _handler(content: bytearray, start: int, stop: int) -> bytes:
    """What a track is for: picture, sound or something else."""
    for name, begin, end in _boxes(content, start + _header(content, start), stop):
        if name == b"mdia":
            for inner, at, _ in _boxes(content, begin + _header(content, begin), end):
                if inner == b"hdlr":
                    return bytes(content[at + 16 : at + 20])
    return b""


def _forget_times(content: bytearray, start: int, stop: int) -> None:
    """When it was made and changed; the two numbers are longer in version 1."""
    length = 16 if content[start + 8] == 1 else 8
    if start + 12 + length <= stop:
        content[start + 12 : start + 12 + length] = bytes(length)


def _forget_name(content: bytearray, start: int, stop: int) -> None:
    """The free text after the handler's kind often names the device."""
    content[start + 32 : stop] = bytes(max(0, stop - start - 32))
