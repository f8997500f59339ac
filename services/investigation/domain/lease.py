"""A claim holds for some days: whoever does nothing meanwhile gives the case back to the queue."""

from collections.abc import Callable
from datetime import date

from services.investigation.domain.case import Action

WORKDAYS = 5
HANDED_ROUND = frozenset({Action.CLAIM, Action.RELEASE, Action.APPLY_RECUSAL})
"""What is no work on the case."""


def until(claimed: date, add_workdays: Callable[[date, int], date]) -> date:
    """The last day on which a case that was claimed may lie untouched."""
    return add_workdays(claimed, WORKDAYS)
