"""What a setting of a province is: its kind, its bounds, and why a value is impossible for it."""

from dataclasses import dataclass
from enum import StrEnum

Value = int | str


class Unit(StrEnum):
    """What a value counts or names."""

    DAYS = "days"
    WORKDAYS = "workdays"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    DAY_OF_YEAR = "day_of_year"
    CHOICE = "choice"


@dataclass(frozen=True)
class Setting:
    """One row. `counted`: the system itself reckons with it; otherwise it is the published rule that
    people keep to."""

    key: str
    unit: Unit
    default: Value
    text: str
    basis: tuple[str, ...]
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    latest: str = ""
    legal: bool = False
    """The bound is the law's own, not a matter of good sense."""
    counted: bool = False
    national: bool = False
    """One answer for the whole country."""
    none: str = ""
    """What 0 means, where it is no number of days."""

    @property
    def fixed(self) -> bool:
        return self.unit not in (Unit.CHOICE, Unit.DAY_OF_YEAR) and self.least == self.most


class Refusal(StrEnum):
    """Why a value cannot be set."""

    UNKNOWN = "unknown_setting"
    WRONG_TYPE = "wrong_type"
    LAW = "against_the_law"
    BOUNDS = "out_of_range"
    CHOICE = "not_a_choice"
    NATIONAL = "national_only"
    PAST = "in_the_past"


def impossible(setting: Setting, value: Value) -> Refusal | None:
    """Why it cannot be so; None when it can."""
    if setting.unit is Unit.CHOICE:
        return None if value in setting.choices else Refusal.CHOICE
    beyond = Refusal.LAW if setting.legal else Refusal.BOUNDS
    if setting.unit is Unit.DAY_OF_YEAR:
        if not isinstance(value, str) or not is_day_of_year(value):
            return Refusal.WRONG_TYPE
        return None if value <= setting.latest else beyond
    if not isinstance(value, int) or isinstance(value, bool):
        return Refusal.WRONG_TYPE
    return None if setting.least <= value <= setting.most else beyond


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_day_of_year(text: str) -> bool:
    """Whether the text is a day like 01-31."""
    month, dash, day = text.partition("-")
    digits = len(month) == len(day) == 2 and (month + day).isascii() and (month + day).isdigit()
    return bool(dash) and digits and 1 <= int(month) <= 12 and 1 <= int(day) <= _LENGTHS[int(month) - 1]
