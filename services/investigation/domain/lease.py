"""A claim holds for some days: whoever does nothing meanwhile gives the case back to the queue."""

from collections.abc import Callable
from datetime import date

from services.investigation.domain.case import Action

WORKDAYS = 5
HANDED_ROUND = frozenset({Action.CLAIM, Action.RELEASE, Action.APPLY_RECUSAL, Action.DECLARE})
"""What is no work on the case."""


def ends(action: Action, *, on_the_team: bool) -> bool:
    """Whether the case lies untouched no more: its own people did something, or a head gave it to somebody. A
    head's note, or a word on an application, is no work of whoever claimed it."""
    return action is Action.HAND_OVER or (on_the_team and action not in HANDED_ROUND)


def until(claimed: date, add_workdays: Callable[[date, int], date]) -> date:
    """The last day on which a case that was claimed may lie untouched."""
    return add_workdays(claimed, WORKDAYS)
