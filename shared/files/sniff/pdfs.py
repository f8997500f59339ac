"""PDF: it begins as one and ends as one. What is inside is for the sandbox."""

from shared.files.kinds import Found, Kind, Reason, Unfit
from shared.files.sniff.source import Source

_BEFORE = b"\xef\xbb\xbf \t\r\n\x00"
_TAIL = 2048


def inspect(source: Source, head: bytes) -> Found | None:
    if not head[:16].lstrip(_BEFORE).startswith(b"%PDF-"):
        return None
    if b"%%EOF" not in source.at(max(0, source.size - _TAIL), _TAIL):
        raise Unfit(Reason.DAMAGED)
    return Found(Kind.PDF)
