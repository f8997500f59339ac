"""What may be told to everybody: counts of whole months, without small cells
(政府信息公开条例 15; domain §2.8).

A count that grew since yesterday would tell the accused that somebody complained. So what is published counts
whole months; of the month that runs, only tens.
"""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar

from shared.clock import CHINA

SMALLEST_CELL = 5
TENS = 10
MONTHS = 12
Key = TypeVar("Key", bound=Hashable)


def months(today: date) -> list[date]:
    """First days of the last twelve whole months, the oldest first."""
    first, found = today.replace(day=1), []
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found[::-1]


def spans(today: date) -> list[tuple[date, datetime, datetime]]:
    """For each of these months its first day, the moment it began in China and the moment it was over."""
    starts = [*months(today), today.replace(day=1)]
    return [(first, began(first), began(after)) for first, after in pairwise(starts)]


def began(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA)


def tens(count: int) -> int:
    """So many at least; below ten it is none."""
    return count - count % TENS


def without_small(cells: Mapping[Key, int]) -> dict[Key, int | None]:
    """The cells of a table whose sum is known: None for each of one to four, and for as many more, the
    smallest first, as it takes that nobody can work a small one out from the sum."""
    hidden = {key for key, count in cells.items() if 0 < count < SMALLEST_CELL}
    shown = sorted((key for key in cells if cells[key] >= SMALLEST_CELL), key=lambda key: cells[key])
    while hidden and shown and (len(hidden) < 2 or sum(cells[key] for key in hidden) < SMALLEST_CELL):
        hidden.add(shown.pop(0))
    return {key: None if key in hidden else count for key, count in cells.items()}


def told(count: int) -> int | None:
    """A month's cell: None from one to four. No sum is told that holds it, so it needs no company, and what
    is told of a month is never told otherwise later."""
    return None if 0 < count < SMALLEST_CELL else count


def sum_told(cells: Iterable[int]) -> int:
    """Of what is told: whoever compares this month's sum with the last one's learns of no hidden cell."""
    return sum(told(count) or 0 for count in cells)
