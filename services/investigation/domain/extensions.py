"""More time for an investigation: once, at most 30 days, approved by the head, told before expiry
(petition art. 34)."""

from collections.abc import Callable
from datetime import date, timedelta

from services.investigation.domain.case import Fault

ARTICLE = "petition:34"
MOST_DAYS = 30


def faults(days: int, reason: str) -> list[Fault]:
    """What an application lacks."""
    wrong = [] if 1 <= days <= MOST_DAYS else [Fault("/days", "extension_days", ARTICLE, {"most": MOST_DAYS})]
    return wrong + ([] if reason.strip() else [Fault("/reason", "required", ARTICLE)])


def extended(until: date, days: int, next_working_day: Callable[[date], date]) -> date:
    """The new last day; one off work moves to the next working day."""
    return next_working_day(until + timedelta(days=days))
