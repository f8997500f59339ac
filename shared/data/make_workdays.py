"""Writes workdays.csv: the days that differ from "Monday to Friday". Needs chinesecalendar (dev).

    python -m shared.data.make_workdays

Announced years come from the package, which follows the yearly notices of the State Council. For
years without a notice only the days fixed by law are entered (全国年节及纪念日放假办法, as of 2025): no
guess is made at bridging days and make-up days, and the years are marked provisional.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar

from shared.workdays.statutory import fixed_holidays

TARGET = Path(__file__).with_name("workdays.csv")
ANNOUNCED = (2024, 2025, 2026)

# First day of the year, Dragon Boat and Mid-Autumn by the lunar calendar, checked against two
# independent conversions.
LUNAR = {
    2027: (date(2027, 2, 6), date(2027, 6, 9), date(2027, 9, 15)),
    2028: (date(2028, 1, 26), date(2028, 5, 28), date(2028, 10, 3)),
    2029: (date(2029, 2, 13), date(2029, 6, 16), date(2029, 9, 22)),
    2030: (date(2030, 2, 3), date(2030, 6, 5), date(2030, 9, 12)),
}

Row = tuple[str, str, str, str]


def main() -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["day", "kind", "name", "status"])
        writer.writerows(sorted([*announced(), *provisional()]))


def announced() -> Iterator[Row]:
    """The days off and the make-up days of the years with a notice."""
    for days, kind in ((chinese_calendar.holidays, "holiday"), (chinese_calendar.workdays, "workday")):
        for day, name in days.items():
            if day.year in ANNOUNCED:
                yield day.isoformat(), kind, name, "announced"


def provisional() -> Iterator[Row]:
    """The statutory holidays of the years still without a notice."""
    for year, lunar in LUNAR.items():
        days = {**fixed_holidays(year), **_lunar_holidays(*lunar)}
        for day, name in days.items():
            yield day.isoformat(), "holiday", name, "provisional"


def _lunar_holidays(new_year: date, dragon_boat: date, mid_autumn: date) -> dict[date, str]:
    spring = {new_year + timedelta(days=offset): "Spring Festival" for offset in range(-1, 3)}
    return {**spring, dragon_boat: "Dragon Boat Festival", mid_autumn: "Mid-autumn Festival"}


if __name__ == "__main__":
    main()
