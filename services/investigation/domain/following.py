"""Who follows what units still owe, where the matter is nobody's any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta

DECIDED_WITHIN = timedelta(days=1)
"""So long a desk has to give a matter that was given up to the next body, which then follows."""


def waits_for_nobody(given_up: datetime, now: datetime) -> bool:
    """Whether what units owe is followed in the meantime, since the desk has not decided yet: what was
    ordered is carried out whoever has the matter (Measures art. 14(2))."""
    return given_up + DECIDED_WITHIN <= now


def follower(had_it: Iterable[str], above: Iterable[str], barred: Iterable[str]) -> str | None:
    """The last of the bodies that had the matter (told newest first): the correction was ordered or followed
    there (Measures art. 14(2)); else the nearest of those above, which supervise it (art. 7(2)). None that
    must not learn of the complaint."""
    away = frozenset(barred)
    return next((body for body in (*had_it, *above) if body not in away), None)
