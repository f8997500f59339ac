"""Telling a complainant that there is news: when, in which words, and how often it is tried. Tables."""

from datetime import timedelta
from enum import StrEnum

from services.intake.domain.heard import Kind


class Way(StrEnum):
    """How somebody wants to be told."""

    EMAIL = "email"
    SMS = "sms"


class Shut(StrEnum):
    """Why nobody can be told."""

    NOT_OFFERED = "not_offered"
    """This house sends nothing that way."""
    NO_IDENTITY = "no_identity"
    """Who stays anonymous, or left no name and no contact, leaves no address either."""


NEWS = frozenset(
    {
        Kind.INFORMATION_REQUESTED,
        Kind.ACCEPTED,
        Kind.DECIDED,
        Kind.REOPENED,
        Kind.ORDER_DESIGNATED,
        Kind.INVESTIGATING,
        Kind.MESSAGED,
        Kind.EXTENDED,
        Kind.PAUSED,
        Kind.RESUMED,
        Kind.TERM_MOVED,
        Kind.PASSED_UP,
        Kind.CONCLUDED,
        Kind.CLOSED,
    }
)
"""What others did. What complainants did themselves they know."""

SUBJECT = "有新消息 / There is news"
TEXT = "有新消息。\nThere is news.\n"
SHORT_TEXT = "有新消息。There is news."
"""All that is ever sent: no number, no name, no matter, no link."""

GATHERING = timedelta(minutes=5)
"""So long it waits for more of the same: an acceptance and its notice are one piece of news."""
LEASE = timedelta(minutes=5)
"""So long whoever took it has to send it; then another does."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))


def again_in(attempts: int) -> timedelta | None:
    """How long after that many attempts in vain it is tried again; None: it is given up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
