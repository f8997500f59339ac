"""Pictures: their own marks, and how many pixels they would have. Decoding is for the sandbox."""

import struct
from collections.abc import Callable

from shared.files.kinds import Found, Kind, Reason, Unfit
from shared.files.sniff.source import Source

MOST_PIXELS = 120_000_000
"""A telephone's largest pictures have 108 million; decoded, one of these takes 360 MB."""
MOST_PARTS = 20_000
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_NO_LENGTH = (0x01, *range(0xD0, 0xD9))
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})

_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)

Size = tuple[int, int]


def inspect(source: Source, head: bytes) -> Found | None:
    for mark, kind, size_of in _KINDS:
        marked = head.startswith(mark) and (kind is not Kind.WEBP or head[8:12] == b"WEBP")
        if marked and (size := size_of(source, head)) is not None:
            _not_too_large(size)
            return Found(kind)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return Found(Kind.HEIC)
    return None


def _not_too_large(size: Size) -> None:
    width, height = size
    if width <= 0 or height <= 0:
        raise Unfit(Reason.DAMAGED)
    if width * height > MOST_PIXELS:
        raise Unfit(Reason.BOMB)


def _jpeg(source: Source, head: bytes) -> Size:
    """Of the frame header, before which there is nothing but segments that say their length."""
    at = 2
    for _ in range(MOST_PARTS):
        mark = source.at(at, 9)
        if len(mark) < 4 or mark[0] != 0xFF:
            break
        if mark[1] == 0xFF or mark[1] in _NO_LENGTH:
            at += 1 if mark[1] == 0xFF else 2
            continue
        if mark[1] in _FRAMES:
            height, width = struct.unpack(">HH", mark[5:9])
            return width, height
        if mark[1] in (0xD9, 0xDA):
            break
        at += 2 + struct.unpack(">H", mark[2:4])[0]
    raise Unfit(Reason.DAMAGED)


def _png(source: Source, head: bytes) -> Size:
    """Its chunks reach exactly to the end: what follows them is something else."""
    if head[12:16] != b"IHDR":
        raise Unfit(Reason.DAMAGED)
    width, height = struct.unpack(">II", head[16:24])
    at = 8
    for _ in range(MOST_PARTS):
        part = source.at(at, 8)
        if len(part) < 8:
            break
        at += 12 + struct.unpack(">I", part[:4])[0]
        if part[4:] == b"IEND":
            if source.at(at, 64).strip(b"\x00"):
                raise Unfit(Reason.TWO_FORMATS)
            return width, height
    raise Unfit(Reason.DAMAGED)


def _gif(source: Source, head: bytes) -> Size:
    width, height = struct.unpack("<HH", head[6:10])
    return width, height


def _webp(source: Source, head: bytes) -> Size:
    kind, body = head[12:16], head[20:40]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L":
        bits = struct.unpack("<I", body[1:5])[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise Unfit(Reason.DAMAGED)


def _bmp(source: Source, head: bytes) -> Size | None:
    """Two letters are no proof: the header must say what the file is as well."""
    header = int.from_bytes(head[14:18], "little")
    if any(head[6:10]) or header not in _BMP_HEADERS:
        return None
    if header == 12:
        width, height = struct.unpack("<HH", head[18:22])
    else:
        width, height = struct.unpack("<ii", head[18:26])
    return width, abs(height)


def _tiff(source: Source, head: bytes) -> Size:
    order = "<" if head[:2] == b"II" else ">"
    (at,) = struct.unpack(f"{order}I", head[4:8])
    (count,) = struct.unpack(f"{order}H", source.at(at, 2))
    found: dict[int, int] = {}
    for number in range(min(count, 200)):
        tag, kind, _, long = struct.unpack(f"{order}HHII", source.at(at + 2 + 12 * number, 12))
        short = struct.unpack(f"{order}H", source.at(at + 10 + 12 * number, 2))[0]
        found[tag] = short if kind == 3 else long
    return found[256], found[257]


_KINDS: tuple[tuple[bytes, Kind, Callable[[Source, bytes], Size | None]], ...] = (
    (b"\xff\xd8\xff", Kind.JPEG, _jpeg),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG, _png),
    (b"GIF87a", Kind.GIF, _gif),
    (b"GIF89a", Kind.GIF, _gif),
    (b"RIFF", Kind.WEBP, _webp),
    (b"BM", Kind.BMP, _bmp),
    (b"II*\x00", Kind.TIFF, _tiff),
    (b"MM\x00*", Kind.TIFF, _tiff),
)
