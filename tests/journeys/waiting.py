"""Waiting for what must come, with a deadline generous enough for a busy machine."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 60.0


class NeverCame(AssertionError):
    """What was waited for did not come."""


def until(ask: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
    """The first truthy answer of `ask`. Raises NeverCame; nothing is asserted about how long it took."""
    deadline, pause = time.monotonic() + patience, 0.02
    while True:
        found = ask()
        if found:
            return found
        if time.monotonic() > deadline:
            raise NeverCame(f"waited {patience:.0f} s for {what}; last answer: {found!r}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)
