"""What a body's own system is told of a case, and when: at the opening, at each change, at the end."""

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
