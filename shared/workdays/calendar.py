"""Counting days: the day of the event is not counted, and a limit never ends on a day off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.workdays.statutory import fixed_holidays

ONE = timedelta(days=1)
SATURDAY = 5


class Unit(StrEnum):
    """What a time limit counts. The law says 日 for calendar days and 工作日 for working days."""

    DAYS = "days"
    WORKDAYS = "workdays"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a limit; provisional while it rests on a year that is not announced yet."""

    day: date
    provisional: bool


class Workdays:
    """A calendar: `table` holds the days that differ from Monday to Friday (True: worked)."""

    def __init__(self, table: Mapping[date, bool], announced_years: frozenset[int]) -> None:
        self._table = dict(table)
        self._announced = announced_years
        self._known_years = {day.year for day in table} | announced_years

    def is_workday(self, day: date) -> bool:
        """By the table; in years without one, Monday to Friday but for the fixed statutory holidays."""
        if day in self._table:
            return self._table[day]
        if day.year not in self._known_years and day in fixed_holidays(day.year):
            return False
        return day.weekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether the arrangement of that year is not announced, so that the answer may yet change."""
        return day.year not in self._announced

    def next_workday(self, day: date) -> date:
        """The day itself when it is worked, else the first worked one after it."""
        while not self.is_workday(day):
            day += ONE
        return day

    def add_days(self, start: date, days: int) -> date:
        """The last day of a limit in calendar days; on a day off it moves to the next working day."""
        return self.next_workday(start + timedelta(days=_counted(days)))

    def add_workdays(self, start: date, days: int) -> date:
        """The last day of a limit in working days."""
        day = start if days else self.next_workday(start)
        for _ in range(_counted(days)):
            day = self.next_workday(day + ONE)
        return day

    def deadline(self, start: date, days: int, unit: Unit = Unit.DAYS) -> Deadline:
        """The last day of a limit of so many days after `start` (domain §2.9), and how sure it is."""
        if unit is Unit.WORKDAYS:
            last = self.add_workdays(start, days)
            asked = range(start.year, last.year + 1)
        else:
            last = self.add_days(start, days)
            asked = range((start + timedelta(days=days)).year, last.year + 1)
        return Deadline(last, any(year not in self._announced for year in asked))

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days after `start` up to and with `end`; 0 when `end` is not later."""
        span = range(1, max(0, (end - start).days) + 1)
        return sum(self.is_workday(start + timedelta(days=offset)) for offset in span)


def _counted(days: int) -> int:
    if days < 0:
        raise ValueError("a time limit does not run backwards")
    return days
