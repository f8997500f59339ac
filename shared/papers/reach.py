"""What of a Word file is filled in and set: the paragraphs of its text and tables; and what would be lost."""

from collections.abc import Iterator
from typing import Any

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
    for section in made.sections:
        for name in MARGINS:
            margin = getattr(section, name)
            if not margin.is_linked_to_previous:  # to look into one that is not there would make it
                yield from _of(margin)


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
    holders = [made.element.body]
    for section in made.sections:
        margins = (getattr(section, name) for name in MARGINS)
        holders += [each._element for each in margins if not each.is_linked_to_previous]
    for holder in holders:
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
