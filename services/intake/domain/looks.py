"""Who may look at who complained, and on what condition. A look is for one moment and leaves a trace."""

from datetime import datetime, timedelta
from enum import StrEnum

from shared.contracts.terms import Identity

GRANT_LASTS = timedelta(hours=24)
"""A custodian's yes is for one look within this time."""
WAITS_AT_EACH = timedelta(days=2)
"""So long a request waits for the custodians of one body; then those of the next one up have it."""


class Way(StrEnum):
    """What a reason leads to."""

    AT_ONCE = "at_once"
    CUSTODIAN = "custodian"
    NOTHING_KEPT = "nothing_kept"


WAYS = {
    Identity.REAL_NAME: Way.AT_ONCE,
    Identity.CONFIDENTIAL: Way.CUSTODIAN,
    Identity.ANONYMOUS: Way.NOTHING_KEPT,
}


class State(StrEnum):
    """How a request stands."""

    WAITING = "waiting"
    REFUSED = "refused"
    GRANTED = "granted"
    LAPSED = "lapsed"
    LOOKED = "looked"


def state(
    granted: bool | None, decided_at: datetime | None, looked_at: datetime | None, now: datetime
) -> State:
    if looked_at is not None:
        return State.LOOKED
    if granted is None or decided_at is None:
        return State.WAITING
    if not granted:
        return State.REFUSED
    return State.GRANTED if now < decided_at + GRANT_LASTS else State.LAPSED


def turn(asked_at: datetime, now: datetime) -> int:
    """Whose turn it is by now, counted from the lowest body that could be asked."""
    return max(0, (now - asked_at) // WAITS_AT_EACH)
