"""What a body's own system is told of a case, and when: at the opening, at each change, at the end.

And what its desk is told when that system does not take it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.investigation.domain.case import ENDED, State


class Letter(StrEnum):
    """What goes to a body's system."""

    OPENED = "case.opened"
    CHANGED = "case.changed"
    ENDED = "case.ended"
    WITHDRAWN = "case.withdrawn"
    ACCEPTED = "report.accepted"
    REFUSED = "report.refused"


ABOUT_A_CASE = (Letter.OPENED, Letter.CHANGED, Letter.ENDED)
"""These carry the case as it stands."""


class Standing(StrEnum):
    """What a body's system knows of a case."""

    RUNNING = "running"
    """It hears of every change."""
    ENDED = "ended"
    """It was told the end, and hears nothing more unless it must forget the case."""
    WITHDRAWN = "withdrawn"
    """It was told to forget it."""


def letter_for(known: Standing | None, state: State) -> Letter | None:
    """How a case that the system may have, and does not know as it now is, is told; None: not at all."""
    if state is State.PASSED_UP:
        return Letter.WITHDRAWN if known is Standing.RUNNING else None
    if state in ENDED:
        return Letter.ENDED if known is Standing.RUNNING else None
    return Letter.CHANGED if known is Standing.RUNNING else Letter.OPENED


def after(letter: Letter) -> Standing:
    """What the system knows once it has been told."""
    return {Letter.ENDED: Standing.ENDED, Letter.WITHDRAWN: Standing.WITHDRAWN}.get(letter, Standing.RUNNING)


IDLE_AFTER = timedelta(minutes=30)
GROWS_AFTER = timedelta(hours=1)
MANY = 50
"""Fewer that wait are no sign that a system cannot keep up."""


class Trouble(StrEnum):
    """What a body's desk is told of its own system's queue."""

    IDLE = "idle"
    """Cases wait, and nobody takes them."""
    GROWS = "grows"
    """It is taken from, and more comes than goes."""


@dataclass(frozen=True)
class Seen:
    """How the queue of a body's system stood at the last look, and what the looks before had shown."""

    at: datetime
    letters: int
    empty_at: datetime
    """When nothing waited the last time; before anybody looked, when the queue was made."""
    taken_at: datetime
    """When the last sign was that somebody takes from it."""
    marked_at: datetime
    marked: int
    """So many waited then, up to an hour ago."""
    grew: bool = False
    """More waited at the last mark than at the one before."""


def linked(at: datetime) -> Seen:
    """Before anybody looked."""
    return Seen(at, 0, at, at, at, 0)


def looked(before: Seen, at: datetime, letters: int, takers: int) -> Seen:
    """What is known after a look. Somebody takes where one listens, nothing waits, or less than before."""
    taken = takers > 0 or letters == 0 or letters < before.letters
    found = replace(
        before,
        at=at,
        letters=letters,
        empty_at=before.empty_at if letters else at,
        taken_at=at if taken else before.taken_at,
    )
    if letters and at - before.marked_at < GROWS_AFTER:
        return found
    return replace(found, marked_at=at, marked=letters, grew=letters >= MANY and letters > before.marked)


def trouble(seen: Seen, cases: int, oldest: datetime | None) -> Trouble | None:
    """What whoever may know of `cases` that were told since nothing waited, the first at `oldest`, is told.

    No word hangs on a case that they must not know of.
    """
    if not cases or oldest is None:
        return None
    if seen.at - max(seen.taken_at, oldest) >= IDLE_AFTER:
        return Trouble.IDLE
    return Trouble.GROWS if seen.grew and cases >= MANY else None
