"""Metadata taken out of pictures without touching their pixels: for those inside other files. Pure."""

_JPEG_KEPT = frozenset({0xE0, 0xEE})
"""JFIF and Adobe's colours; every other application segment and every comment goes."""
_PNG_DROPPED = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_PNG = b"\x89PNG\r\n\x1a\n"


def strip(data: bytes) -> bytes:
    """The picture without what tells of place, time and device; anything else unchanged."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    return _png(data) if data.startswith(_PNG) else data


def _jpeg(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xDA:
            end = data.rfind(b"\xff\xd9")
            return b"".join(kept) + data[at : end + 2 if end > at else len(data)]
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        dropped = mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in _JPEG_KEPT)
        if not dropped:
            kept.append(data[at : at + length])
        at += length
    return data


def _png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in _PNG_DROPPED:
            kept.append(data[at:end])
        if data[at + 4 : at + 8] == b"IEND":
            return b"".join(kept)
        at = end
    return data
