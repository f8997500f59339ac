"""How long to wait before trying again: longer each time, never long, and not all at once."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import repeat

FIRST_SECONDS = 0.2
CAP_SECONDS = 1.0
"""A broker or database that comes back is used within this."""

ROW_CAP_SECONDS = 10.0


class Backoff:
    """Waiting times of one road: 0.2 s up to 1 s, with jitter, so that a crowd does not come back at once."""

    def __init__(self) -> None:
        self._failures = 0

    def reset(self) -> None:
        self._failures = 0

    def __next__(self) -> float:
        longest = min(CAP_SECONDS, FIRST_SECONDS * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 spreads load, hides nothing

    def __iter__(self) -> Iterator[float]:
        return (next(self) for _ in repeat(None))


def next_try(now: datetime, attempts: int) -> datetime:
    """When a row that failed `attempts` times is due again."""
    return now + timedelta(seconds=min(ROW_CAP_SECONDS, FIRST_SECONDS * 2 ** min(attempts, 10)))
