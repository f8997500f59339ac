"""What of a Word file is filled in and set: the paragraphs of its text and tables; and what would be lost."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from shared.papers.looks import Styles

MARGINS = (
    "header",
    "footer",
    "first_page_header",
    "first_page_footer",
    "even_page_header",
    "even_page_footer",
)
_LOST = {
    "nested": ".//w:tbl//w:tbl",
    "notes": ".//w:footnoteReference | .//w:endnoteReference",
    "symbols": ".//w:sym",
}


def in_text(made: Any) -> Iterator[Paragraph]:
    """Those of body and tables: what the PDF is set from."""
    yield from _of(made)


def in_margins(made: Any) -> Iterator[Paragraph]:
    """Those of all headers and footers, also of first and even pages: the Word file alone has them."""
    for margin in margins(made):
        yield from _of(margin)


def margins(made: Any, *, shown: bool = True) -> Iterator[Any]:
    """Headers and footers of their own; those that are not `shown` are of first and even pages, where these
    are like all others: Word keeps them for the day when they are not."""
    even = bool(made.settings.odd_and_even_pages_header_footer)
    first = any(each.different_first_page_header_footer for each in made.sections)  # they inherit
    for section in made.sections:
        for name in MARGINS:
            seen = (first or "first" not in name) and (even or "even" not in name)
            margin = getattr(section, name)
            if seen == shown and not margin.is_linked_to_previous:  # to look into none would make one
                yield margin


def all_in_margins(made: Any) -> Iterator[Paragraph]:
    """Every paragraph of them, also where nothing is filled in: controls, tables within tables."""
    for margin in margins(made):
        yield from (Paragraph(p, margin) for p in margin._element.iter(qn("w:p")))


def lost(made: Any) -> Iterator[str]:
    """What stands in the text and the PDF would not say, or would say otherwise, by what it is."""
    body = made.element.body
    yield from (what for what, path in _LOST.items() if body.xpath(path))
    paragraphs = list(in_text(made))
    styles = Styles(made)
    if any(_numbered(each, styles) for each in paragraphs):
        yield "numbers"


def out_of_reach(made: Any) -> Iterator[str]:
    """Texts with braces where nothing is filled in: in controls, or in tables within tables."""
    filled = {each._p for each in (*in_text(made), *in_margins(made))}
    for holder in (made.element.body, *(each._element for each in margins(made))):
        for p in holder.xpath(".//w:p"):
            said = "".join(text.text or "" for text in p.xpath(".//w:t"))
            if "{{" in said and p not in filled:
                yield said


def _of(holder: Any) -> Iterator[Paragraph]:
    for each in holder.iter_inner_content():
        if isinstance(each, Paragraph):
            yield each
        else:
            for row in each.rows:
                for tc in row._tr.tc_lst:
                    yield from (Paragraph(p, each) for p in tc.p_lst)


def _numbered(paragraph: Paragraph, styles: Styles) -> bool:
    """Whether Word writes a number or a bullet before it, by itself or by its style."""
    if not paragraph.text.strip():
        return False
    holders = [paragraph._p, *styles.of(paragraph)]
    found = [number for each in holders for number in each.xpath("./w:pPr/w:numPr/w:numId/@w:val")]
    return bool(found) and found[0] != "0"
