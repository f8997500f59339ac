"""Plain text, in UTF-8 or the Chinese national encoding; what a browser would carry out is none."""

from shared.files.kinds import Found, Kind, Reason, Unfit
from shared.files.sniff.source import Source

MOST_TEXT = 5 << 20
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
_ALLOWED = frozenset("\t\n\r\f")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = ("<", "javascript:", "mime-version:", "content-type:")


def inspect(source: Source, head: bytes) -> Found:
    if head.startswith(b"#!"):
        raise Unfit(Reason.PROGRAM)
    if source.size > MOST_TEXT or (b"\x00" in head and not head.startswith(_WIDE)):
        raise Unfit(Reason.UNKNOWN)
    text = decoded(head if source.size <= len(head) else source.at(0, source.size))
    if text is None:
        raise Unfit(Reason.UNKNOWN)
    begin = text[:1024].lstrip("\ufeff \t\r\n").lower()
    if begin.startswith(_MARKUP) or "<script" in begin:
        raise Unfit(Reason.MARKUP)
    return Found(Kind.TEXT)


def decoded(data: bytes) -> str | None:
    """The text, or None where it is none: unreadable, or with characters that no text has."""
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not data.startswith(_WIDE):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(character >= " " or character in _ALLOWED for character in text):
            return text
    return None
