"""What stands in a filled template, as the lines and tables that a PDF is set from (free.typ)."""

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run

from shared.papers.cells import Place, places
from shared.papers.looks import Look, Styles

Drawn = dict[str, Any]
ALIGNED = {
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.JUSTIFY: "justify",
    WD_ALIGN_PARAGRAPH.DISTRIBUTE: "justify",
}
PLAIN_SIZE = 10.5
TAB = "　　"
"""Stops are not kept: what stood apart stays apart."""
MOST_POINTS = 80
NARROWEST = 8
"""No column is narrower than this part of an even one: what stands in it could not be read."""
STANDS = ("top", "center", "bottom")
FONT_HEIGHT = 1.3
"""Height of a line of Chinese letters by the height of the letters."""


def drawn(data: bytes, title: str, day: str) -> Drawn:
    """The document as JSON of the form `free`: texts in their sizes, alignments and indents."""
    made = Document(BytesIO(data))
    styles, blocks = Styles(made), list[Drawn]()
    for each in made.iter_inner_content():
        blocks.append(_line(each, styles) if isinstance(each, Paragraph) else _table(each, styles))
    return {"form": "free", "title": title, "day": day, "blocks": blocks}


def _table(table: Any, styles: Styles) -> Drawn:
    found, count = places(table)
    widths = [max(1, round((column.w or 1) / 12700)) for column in table._tbl.tblGrid.gridCol_lst]
    even = round(sum(widths) / len(widths)) if widths else 1
    least = max(1, round(even / NARROWEST))
    columns = [max(each, least) for each in widths] + [even] * (count - len(widths))
    return {"kind": "table", "columns": columns, "cells": [_cell(each, table, styles) for each in found]}


def _cell(place: Place, table: Any, styles: Styles) -> Drawn:
    across = place.tc.xpath("./w:tcPr/w:vAlign/@w:val") if place.tc is not None else []
    return {
        "x": place.x,
        "y": place.y,
        "span": place.span,
        "rows": place.rows,
        "stands": across[0] if across and across[0] in STANDS else "top",
        "lines": [_line(Paragraph(p, table), styles) for p in place.tc.p_lst] if place.tc is not None else [],
    }


def _line(paragraph: Paragraph, styles: Styles) -> Drawn:
    forms = [ParagraphFormat(each) for each in (paragraph._p, *styles.of(paragraph))]
    runs = [_run(each, styles.look(each, paragraph)) for each in paragraph.runs if each.text]
    empty = _size(styles.look(None, paragraph))
    largest = max((run["size"] for run in runs), default=empty)
    return {
        "kind": "line",
        "align": ALIGNED.get(_inherited(forms, "alignment"), "left"),
        "indent": _points(_inherited(forms, "first_line_indent")),
        "leading": _leading(_inherited(forms, "line_spacing"), largest),
        "rule": _rule(paragraph),
        "left": _points(_inherited(forms, "left_indent")),
        "before": _points(_inherited(forms, "space_before")),
        "after": _points(_inherited(forms, "space_after")),
        "new_page": bool(forms[0].page_break_before) or 'w:type="page"' in paragraph._p.xml,
        "runs": runs or [{"text": " ", "size": empty, "apart": 0, "bold": False,
                          "underline": False, "color": "#000000"}],
    }  # fmt: skip


def _rule(paragraph: Paragraph) -> Drawn | None:
    """A line below the paragraph, such as the red one of a red-head document."""
    found = paragraph._p.xpath("./w:pPr/w:pBdr/w:bottom")
    if not found or found[0].get(qn("w:val")) in (None, "nil", "none"):
        return None
    color, eighths = str(found[0].get(qn("w:color"), "")), str(found[0].get(qn("w:sz"), ""))
    return {
        "color": f"#{color}" if re.fullmatch("[0-9A-Fa-f]{6}", color) else "#000000",
        "size": min(int(eighths), 96) / 8 if eighths.isdecimal() else 0.5,
    }


def _leading(spacing: Any, size: float) -> float:
    """What is left between two lines: of a height in points, or of a multiple of the font's own."""
    height = float(spacing.pt) if hasattr(spacing, "pt") else size * FONT_HEIGHT * float(spacing or 1)
    return max(0.0, min(height, 200.0) - size)


def _inherited(forms: list[ParagraphFormat], name: str) -> Any:
    return next((found for form in forms if (found := getattr(form, name)) is not None), None)


def _run(run: Run, look: Look) -> Drawn:
    return {
        "text": run.text.replace("\t", TAB),
        "size": _size(look),
        "apart": _apart(look),
        "bold": look.marked("b"),
        "underline": bool(run.font.underline),
        "color": f"#{look.color or '000000'}",
    }


def _apart(look: Look) -> float:
    """What is added between letters, in points: 28 characters stand on a line of a document."""
    found = look.value("spacing")
    return max(-2.0, min(int(found) / 20, 20.0)) if re.fullmatch("-?[0-9]{1,6}", found) else 0.0


def _size(look: Look) -> float:
    return min(look.size or PLAIN_SIZE, MOST_POINTS)


def _points(length: Any) -> float:
    return max(0.0, min(float(length.pt), 300.0)) if length is not None else 0.0
