"""Withdrawn codes that nobody is known to have taken over."""

from collections.abc import Iterator

from shared.divisions.division import NATIONAL
from shared.divisions.table import Divisions, province_of


def province_it_stood_in(code: str, table: Divisions) -> str:
    """The province that surely lies above what the code stood for: the one of its digits, when all that have
    its prefecture's digits today, or took such codes over, lie in it. Else the nation: Chongqing and Hainan
    took much along, and what was a city is a province now."""
    for digits in (4, 2):
        kin = set(_kin(code[:digits], table))
        if kin:
            found = province_of(table.lowest_common_ancestor(kin), table)
            return found if found.startswith(code[:2]) else NATIONAL
    return NATIONAL


def _kin(beginning: str, table: Divisions) -> Iterator[str]:
    yield from (row.code for row in table if row.code.startswith(beginning))
    for gone in table.retirements():
        if gone.code.startswith(beginning):
            yield from gone.successors
