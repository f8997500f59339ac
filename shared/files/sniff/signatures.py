"""The first bytes by which a family of files is known, and what is refused by them alone. Tables."""

from shared.files.kinds import Reason

REFUSED: tuple[tuple[int, bytes, Reason], ...] = (
    (0, b"Rar!\x1a\x07", Reason.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE),
    (0, b"\x1f\x8b", Reason.ARCHIVE),
    (0, b"BZh", Reason.ARCHIVE),
    (0, b"\xfd7zXZ\x00", Reason.ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", Reason.ARCHIVE),
    (0, b"\x04\x22\x4d\x18", Reason.ARCHIVE),
    (0, b"LZIP", Reason.ARCHIVE),
    (0, b"MSCF", Reason.ARCHIVE),
    (0, b"xar!", Reason.ARCHIVE),
    (0, b"PK\x05\x06", Reason.ARCHIVE),
    (0, b"PK\x07\x08", Reason.ARCHIVE),
    (257, b"ustar", Reason.ARCHIVE),
    (32769, b"CD001", Reason.ARCHIVE),
    (0, b"MZ", Reason.PROGRAM),
    (0, b"\x7fELF", Reason.PROGRAM),
    (0, b"\xfe\xed\xfa\xce", Reason.PROGRAM),
    (0, b"\xfe\xed\xfa\xcf", Reason.PROGRAM),
    (0, b"\xce\xfa\xed\xfe", Reason.PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", Reason.PROGRAM),
    (0, b"\xca\xfe\xba\xbe", Reason.PROGRAM),
    (0, b"dex\n", Reason.PROGRAM),
    (0, b"\x00asm", Reason.PROGRAM),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", Reason.PROGRAM),
    (0, b"{\\rtf", Reason.MARKUP),
    (0, b"%!PS", Reason.MARKUP),
    (0, b"FWS", Reason.PROGRAM),
    (0, b"CWS", Reason.PROGRAM),
)
"""Offset, bytes, why it is refused."""

FOREIGN = (b"%pdf-", b"<!doctype html", b"<html", b"<script", b"<svg", b"<?php", b"<iframe", b"<body")
"""Beginnings of other formats that lenient readers look for behind the first byte."""

LOOKED_THROUGH = 1024
"""How far such readers look."""
