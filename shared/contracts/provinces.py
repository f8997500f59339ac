"""Settings of provinces (Measures art. 22): which change of a setting holds on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

NATION = "000000"
"""What is set here holds wherever a province says nothing."""
Value = int | str


@dataclass(frozen=True)
class Change:
    """A setting as it is from a day on; no value: what stands above the province holds again."""

    province: str
    key: str
    value: Value | None
    effective_from: date
    number: int
    """Later entries for the same day replace earlier ones."""


def in_force(changes: Iterable[Change], province: str, day: date) -> dict[str, Change]:
    """Per setting the one change that holds in that very place on that day, if it sets a value."""
    last: dict[str, Change] = {}
    for change in sorted(changes, key=lambda one: (one.effective_from, one.number)):
        if change.province == province and change.effective_from <= day:
            last[change.key] = change
    return {key: change for key, change in last.items() if change.value is not None}
