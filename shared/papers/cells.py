"""Where the cells of a Word table stand on its grid: merged ones once, left-out ones as gaps."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

MOST_COLUMNS = 63
"""Word's own limit."""


@dataclass
class Place:
    """A cell by its column and row, over how many of each; without `tc` nothing stands in it."""

    x: int
    y: int
    span: int
    rows: int = 1
    tc: Any = None


def places(table: Any) -> tuple[list[Place], int]:
    """All cells, and how many columns there are. Raises ValueError where these are more than Word allows."""
    found: list[Place] = []
    above: dict[int, Place] = {}
    ends: list[int] = []
    for y, row in enumerate(table.rows):
        x, open_below = row._tr.grid_before, {}
        if x:
            found.append(Place(0, y, x))
        for tc, span in _across(row._tr.tc_lst):
            place = above.get(x)
            if _merge(tc, "vMerge") != "continue" or place is None or place.span != span:
                place = Place(x, y, span, 1, tc)
                found.append(place)
            else:
                place.rows += 1
            if _merge(tc, "vMerge"):
                open_below[x] = place
            x += span
        ends.append(x)
        above = open_below
    widest = max([len(table._tbl.tblGrid.gridCol_lst), *ends])
    if widest > MOST_COLUMNS:
        raise ValueError("more columns than Word allows")
    found += [Place(end, y, widest - end) for y, end in enumerate(ends) if end < widest]
    return sorted(found, key=lambda each: (each.y, each.x)), widest


def _across(cells: Any) -> list[tuple[Any, int]]:
    """The cells of a row with their widths, those merged in the way of old files taken together."""
    made: list[tuple[Any, int]] = []
    for tc in cells:
        span = min(tc.grid_span, MOST_COLUMNS + 1)
        if made and _merge(tc, "hMerge") == "continue":
            first, before = made.pop()
            made.append((first, before + span))
        else:
            made.append((tc, span))
    return made


def _merge(tc: Any, name: str) -> str:
    """`restart` where a merged cell begins, `continue` where it goes on, else nothing."""
    found = tc.xpath(f"./w:tcPr/w:{name}")
    return str(found[0].get(qn("w:val"), "continue")) if found else ""
