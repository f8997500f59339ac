"""Text of a Word file that stands where no paper is: set beside the page, or raised off its line."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from shared.papers.looks import Look
from shared.papers.reach import margins

WIDEST = 442.0
"""Points; the type area of GB/T 9704 is 156 mm wide. What is set in further stands off the page."""
MARGIN = 105.0
"""Points; the wider margin of that page is 37 mm."""
PAGE = 842.0
FARTHEST = 36.0
"""Points above or below its line; a raised figure needs less than ten."""


def aside(paragraph: Any, holders: list[Any]) -> bool:
    """Whether a paragraph stands off the page. `holders` are it and its styles, the nearest first."""
    return _set_in(holders) or any(_astray(paragraph, holders))


def off_the_page(made: Any) -> Iterator[str]:
    """What headers and footers say that begin where no page is."""
    for margin in margins(made):
        page = margin._sectPr
        away = page.header if margin._element.tag == qn("w:hdr") else page.footer
        said = "".join(each.text or "" for each in margin._element.iter(qn("w:t"))).strip()
        if said and away is not None and not 0 <= away.pt <= PAGE:
            yield said


def raised(look: Look) -> bool:
    """Whether letters stand off their line."""
    return abs(_number(look.value("position"))) / 2 > FARTHEST


def twentieths(text: str | None) -> float:
    """As points; 0 where it is no number."""
    return _number(text) / 20


def _set_in(holders: list[Any]) -> bool:
    left, right = _indent(holders, "left", "start"), _indent(holders, "right", "end")
    first = _indent(holders, "firstLine") - _indent(holders, "hanging")
    starts = (left, left + first)
    return max(starts) + right > WIDEST or min(starts) < -MARGIN or right < -MARGIN


def _indent(holders: list[Any], *names: str) -> float:
    for each in holders:
        for name in names:
            for found in each.xpath(f"./w:pPr/w:ind/@w:{name}"):
                return twentieths(found)
    return 0.0


def _astray(paragraph: Any, holders: list[Any]) -> Iterator[bool]:
    """Frames and tables that stand by themselves, and tables that are set in."""
    for frame in next((found for each in holders if (found := each.xpath("./w:pPr/w:framePr"))), []):
        yield _off_page(frame, "x", "y")
    for table in paragraph.xpath("./ancestor::w:tbl[1]/w:tblPr"):
        for place in table.xpath("./w:tblpPr"):
            yield _off_page(place, "tblpX", "tblpY")
        for set_in in table.xpath("./w:tblInd[not(@w:type='pct')]/@w:w"):
            yield not -MARGIN <= twentieths(set_in) <= WIDEST


def _off_page(element: Any, across: str, down: str) -> bool:
    x, y = (twentieths(element.get(qn(f"w:{name}"))) for name in (across, down))
    return not (-MARGIN <= x <= WIDEST + MARGIN and -MARGIN <= y <= PAGE)


def _number(text: str | None) -> float:
    """Raises nothing, and no infinite number passes for a place."""
    try:
        return float(int(text or 0))
    except ValueError:
        return 0.0
