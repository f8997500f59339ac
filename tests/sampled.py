"""What asks every pair of something asks a share of the pairs in `make test`, dealt out in turns so that each of either
kind is asked; `make sweep` asks all of them."""

import os
from collections.abc import Iterable
from typing import TypeVar

Thing = TypeVar("Thing")
WHOLE = os.environ.get("JIANDU_SWEEP", "") == "full"


def dealt(things: Iterable[Thing], turn: int, of: int, whole: bool = WHOLE) -> list[Thing]:
    """One in so many of the things, others with each turn; all in a sweep."""
    found = list(things)
    assert 0 < of <= len(found), "a turn would ask nothing"
    return found if whole else found[turn % of :: of]
