"""Sound files without their tags; the sound itself is not touched."""

import struct

from shared.files.cleaning.made import COPY, Cannot, Made
from shared.files.kinds import Kind

_WAV_KEPT = (b"fmt ", b"data", b"fact")
_FLAC_KEPT = (0, 3)
"""How it is coded, and where its parts begin."""


def clean(kind: Kind, data: bytes) -> Made:
    cleaners = {Kind.MP3: _untagged, Kind.AAC: _untagged, Kind.WAV: _wav, Kind.FLAC: _flac}
    return Made({COPY: cleaners[kind](data) if kind in cleaners else data})


def _untagged(data: bytes) -> bytes:
    """Without ID3v2 and silence before the first frame, ID3v1, APE and lyrics after the last."""
    while data.startswith(b"ID3") and len(data) > 10:
        size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :].lstrip(b"\x00")
    shorter = True
    while shorter:
        before, data = len(data), _untailed(data)
        shorter = len(data) < before
    if not data:
        raise Cannot("no sound")
    return data


def _untailed(data: bytes) -> bytes:
    if data[-128:-125] == b"TAG":
        return data[:-128]
    if data[-32:-24] == b"APETAGEX":
        size, flags = struct.unpack("<I", data[-20:-16])[0], struct.unpack("<I", data[-12:-8])[0]
        return data[: -(size + (32 if flags & 0x80000000 else 0))]
    if data[-9:] == b"LYRICS200" and data[-15:-9].isdigit():
        return data[: -(int(data[-15:-9]) + 15)]
    if data[-10:-7] == b"3DI":
        size = data[-4] << 21 | data[-3] << 14 | data[-2] << 7 | data[-1]
        return data[: -(size + 20)]
    return data


def _wav(data: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if name in _WAV_KEPT:
            kept.append(name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2))
        at += 8 + size + size % 2
    if not kept:
        raise Cannot("no sound")
    content = b"WAVE" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _flac(data: bytes) -> bytes:
    kept, at, last = [], 4, False
    while not last:
        head = data[at : at + 4]
        if len(head) < 4:
            raise Cannot("broken header")
        last, end = bool(head[0] & 0x80), at + 4 + int.from_bytes(head[1:4], "big")
        if head[0] & 0x7F in _FLAC_KEPT:
            kept.append((head[0] & 0x7F, data[at + 1 : end]))
        at = end
    blocks = [
        bytes([kind | (0x80 if number == len(kept) - 1 else 0)]) + body
        for number, (kind, body) in enumerate(kept)
    ]
    return b"fLaC" + b"".join(blocks) + data[at:]
