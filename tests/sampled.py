"""What asks every pair of something asks a share of the pairs in `make test`, dealt out in turns so that each of either
kind is asked; `make sweep` asks all of them. The turns move on each day, so that in as many days as there are turns
everything is asked; JIANDU_TURN is the day (its number) that a run is to repeat."""

import os
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

Thing = TypeVar("Thing")
WHOLE = os.environ.get("JIANDU_SWEEP", "") == "full"
# Kept in the environment: all processes of a run have one turn, also past midnight.
TURN = int(os.environ.setdefault("JIANDU_TURN", str(date.today().toordinal())))


def dealt(things: Iterable[Thing], turn: int, of: int, whole: bool = WHOLE) -> list[Thing]:
    """One in so many of the things, others with each turn; all in a sweep."""
    found = list(things)
    assert 0 < of <= len(found), "a turn would ask nothing"
    return found if whole else found[(turn + TURN) % of :: of]


def due(place: int, of: int, turn: int = TURN, whole: bool = WHOLE) -> bool:
    """Whether what stands at this place is asked now: one in so many, each in so many turns; all in a sweep."""
    return whole or (place + turn) % of == 0
