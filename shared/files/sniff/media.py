"""Sound and moving pictures, by their containers."""

import struct

from shared.files.kinds import Found, Kind, Reason, Unfit
from shared.files.sniff.source import Source

MOST_BOXES = 10_000
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_FIRST_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_THREE_GP = (b"3gp", b"3g2", b"3ge", b"3gg")


def inspect(source: Source, head: bytes) -> Found | None:
    kind = _kind(source, head)
    return Found(kind) if kind else None


def _kind(source: Source, head: bytes) -> Kind | None:
    if head[4:8] in _FIRST_BOXES:
        return _boxes(source, head)
    if head.startswith(b"RIFF"):
        return {b"WAVE": Kind.WAV, b"AVI ": Kind.AVI}.get(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Kind.WEBM if b"webm" in head[:64] else Kind.MKV if b"matroska" in head[:64] else None
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    return _frames(source, head)


_MARKS = (
    (_ASF, Kind.WMV),
    (b"fLaC", Kind.FLAC),
    (b"OggS\x00", Kind.OGG),
    (b"#!AMR\n", Kind.AMR),
    (b"#!AMR-WB\n", Kind.AMR),
)


def _boxes(source: Source, head: bytes) -> Kind:
    """An MP4 family file is boxes from the first byte to the last; the last may be cut short."""
    at, seen = 0, set()
    for _ in range(MOST_BOXES):
        header = source.at(at, 16)
        if len(header) < 8:
            break
        size, name = struct.unpack(">I4s", header[:8])
        if size == 1:
            size = struct.unpack(">Q", header[8:16])[0]
        if size != 0 and size < 8:
            raise Unfit(Reason.DAMAGED)
        seen.add(name)
        if size == 0 or at + size >= source.size:
            break
        at += size
    if not seen & {b"moov", b"mdat", b"moof"}:
        raise Unfit(Reason.DAMAGED)
    return _brand(head)


def _brand(head: bytes) -> Kind:
    brand = head[8:12] if head[4:8] == b"ftyp" else b"qt  "
    if brand in (b"M4A ", b"M4B ", b"F4A "):
        return Kind.M4A
    if brand[:3] in _THREE_GP:
        return Kind.THREE_GP
    return Kind.MOV if brand == b"qt  " else Kind.MP4


def _frames(source: Source, head: bytes) -> Kind | None:
    """MP3 and AAC have no header of their own: two frames, one after the other, where one says so."""
    begin = 0
    if head.startswith(b"ID3") and len(head) > 10 and max(head[6:10]) < 0x80:
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        begin = 10 + size + (10 if head[5] & 0x10 else 0)
    window = source.at(begin, 4096).lstrip(b"\x00") if begin else head[:4096]
    for length_of, kind in ((_adts_length, Kind.AAC), (_mpeg_length, Kind.MP3)):
        length = length_of(window)
        if length and length_of(window[length:]):
            return kind
    if begin:
        raise Unfit(Reason.DAMAGED)
    return None


def _mpeg_length(data: bytes) -> int:
    """The length of the MPEG audio frame that begins here, or 0."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[1] >> 3 & 3, data[1] >> 1 & 3
    rate, frequency = data[2] >> 4, data[2] >> 2 & 3
    if version == 1 or layer == 0 or rate in (0, 15) or frequency == 3:
        return 0
    bits = _RATES[(version == 3, layer)][rate - 1] * 1000
    hertz = (44100, 48000, 32000)[frequency] // {3: 1, 2: 2, 0: 4}[version]
    padding = data[2] >> 1 & 1
    if layer == 3:
        return (12 * bits // hertz + padding) * 4
    samples = 144 if version == 3 or layer == 2 else 72
    return samples * bits // hertz + padding


_RATES = {
    (True, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 1): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits by whether it is MPEG 1, and layer (3 is layer I)."""


def _adts_length(data: bytes) -> int:
    if len(data) < 7 or data[0] != 0xFF or data[1] & 0xF6 != 0xF0:
        return 0
    length = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
    return length if length >= 7 else 0
