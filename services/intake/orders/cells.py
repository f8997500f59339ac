"""What a cell of a sheet says, as the text that somebody saw there. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from services.intake.orders.sheets import Cell

DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Formats of days and times that a workbook need not spell out; 27 to 36, 50 to 58 are the Chinese ones."""
EXACT = 10**15
"""From here on Excel does not keep every digit."""
_QUIET = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_BREAK = re.compile("_x000[dD]_")
"""How Excel writes the first half of a line break of Windows."""
_LAST_SERIAL = 2_958_466
"""The end of the year 9999."""


@dataclass(frozen=True)
class Formats:
    """Which of the cells' styles show a number as a day."""

    codes: Mapping[int, str]
    styles: Sequence[int]
    from_1904: bool = False

    def shows_a_day(self, style: str) -> bool:
        number = self._number(style)
        if number in self.codes:
            return bool(re.search("[ymdh]", _QUIET.sub("", self.codes[number]), re.IGNORECASE))
        return number in DATES

    def least_figures(self, style: str) -> int:
        """A format of zeros alone shows so many figures: 000123."""
        code = self.codes.get(self._number(style), "")
        return len(code) if code.strip("0") == "" else 0

    def _number(self, style: str) -> int:
        index = int(style or 0)
        return self.styles[index] if index < len(self.styles) else 0


def cell_of(
    given: Mapping[str, str], value: str, formula: bool, strings: Sequence[str], formats: Formats
) -> Cell:
    """The cell with these attributes. Raises ValueError for a damaged one."""
    if formula:
        return Cell(value, "formula")
    match given.get("t", "n"):
        case "s":
            index = int(value)
            if not 0 <= index < len(strings):
                raise ValueError("no such text")
            return Cell(_BREAK.sub("", strings[index]).strip())
        case "e":
            return Cell(value, "error_value")
        case "b":
            return Cell({"1": "yes", "0": "no"}.get(value, value))
        case "n" if value.strip():
            style = given.get("s", "")
            if formats.shows_a_day(style):
                return _moment(_decimal(value), formats.from_1904)
            return _number(_decimal(value), formats.least_figures(style))
        case _:
            return Cell(value.strip())


def _decimal(value: str) -> Decimal:
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        raise ValueError("no number") from None
    if not number.is_finite() or abs(number) >= 10**40:
        raise ValueError("no number")
    return number


def _number(number: Decimal, figures: int) -> Cell:
    if abs(number) >= EXACT:
        return Cell(f"{number:f}", "rounded")
    whole = number.to_integral_value()
    return Cell(f"{whole:f}".zfill(figures) if whole == number else f"{number.normalize():f}")


def _moment(serial: Decimal, from_1904: bool) -> Cell:
    """Excel counts days; it takes 1900 for a leap year, so its first two months are refused."""
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 a day on a wall, in no zone
    if not 61 <= serial < _LAST_SERIAL - 1462:
        return Cell(f"{serial:f}", "error_value")
    found = first + timedelta(seconds=round(float(serial) * 86_400))
    return Cell(found.date().isoformat() if not found.time() else found.isoformat(" ", "minutes"))
