"""Files of evidence: how much is kept with a case, and how long what is not all here may wait. Pure."""

from enum import StrEnum

from shared.files.kinds import Reason, Unfit

MOST_BYTES = 200 << 20
"""A recording of half an hour; nobody's browser sends more at once and comes through."""
MOST_FILES = 500
"""With one case."""
AT_ONCE = 1000 << 20
"""What one form may bring."""
UNFINISHED_HOURS = 24
NAME_LIMIT = 200


class State(StrEnum):
    ARRIVING = "arriving"
    """Not all of it is here; forgotten when it stays so."""
    KEPT = "kept"
    """Evidence: never changed, never removed but with its case."""
    LEAVING = "leaving"
    """Its case was erased: what lies in the store goes next."""


class Scan(StrEnum):
    OFF = "off"
    """This house has no scanner for viruses."""
    CLEAN = "clean"


def plain_name(said: str) -> str:
    """A file's name as it can be shown: what would not be seen, or turn the letters round, is a line."""
    return "".join(each if each.isprintable() else "_" for each in said)[:NAME_LIMIT]


def room(size: int, kept: int) -> None:
    """Refuse one more file of `size` bytes beside `kept` files of the case. Raises Unfit."""
    if size > MOST_BYTES:
        raise Unfit(Reason.TOO_LARGE)
    if kept >= MOST_FILES:
        raise Unfit(Reason.TOO_MANY)
