"""What stands in a filled template, as the lines and tables that a PDF is set from (free.typ)."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

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
FONT_HEIGHT = 1.3
"""Height of a line of Chinese letters by the height of the letters."""


def drawn(data: bytes, title: str, day: str) -> Drawn:
    """The document as JSON of the form `free`: texts in their sizes, alignments and indents."""
    made = Document(BytesIO(data))
    blocks: list[Drawn] = []
    for each in made.iter_inner_content():
        blocks.append(_line(each) if isinstance(each, Paragraph) else _table(each))
    return {"form": "free", "title": title, "day": day, "blocks": blocks}


def _table(table: Any) -> Drawn:
    """Every row as wide as the widest: what Word leaves open at its ends is an empty cell."""
    rows = [[_gap(row._tr.grid_before), *map(_cell(table), row._tr.tc_lst)] for row in table.rows]
    grid = table._tbl.tblGrid.gridCol_lst
    widths = [max(1, round((column.w or 1) / 12700)) for column in grid]
    widest = max([len(widths), *(sum(cell["span"] for cell in row) for row in rows)])
    even = round(sum(widths) / len(widths)) if widths else 1
    cells = [
        cell
        for row in rows
        for cell in (*row, _gap(widest - sum(cell["span"] for cell in row)))
        if cell["span"]
    ]
    return {"kind": "table", "columns": widths + [even] * (widest - len(widths)), "cells": cells}


def _cell(table: Any) -> Callable[[Any], Drawn]:
    return lambda tc: {"span": tc.grid_span, "lines": [_line(Paragraph(p, table)) for p in tc.p_lst]}


def _gap(span: int) -> Drawn:
    return {"span": span, "lines": []}


def _line(paragraph: Paragraph) -> Drawn:
    form = paragraph.paragraph_format
    runs = [_run(each, paragraph) for each in paragraph.runs if each.text]
    largest = max((run["size"] for run in runs), default=_size(None, paragraph))
    return {
        "kind": "line",
        "align": ALIGNED.get(_inherited(paragraph, "alignment"), "left"),
        "indent": _points(_inherited(paragraph, "first_line_indent")),
        "leading": _leading(_inherited(paragraph, "line_spacing"), largest),
        "rule": _rule(paragraph),
        "left": _points(_inherited(paragraph, "left_indent")),
        "before": _points(_inherited(paragraph, "space_before")),
        "after": _points(_inherited(paragraph, "space_after")),
        "new_page": bool(form.page_break_before) or 'w:type="page"' in paragraph._p.xml,
        "runs": runs or [{"text": " ", "size": _size(None, paragraph), "apart": 0, "bold": False,
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


def _inherited(paragraph: Paragraph, name: str) -> Any:
    value, style = getattr(paragraph.paragraph_format, name), paragraph.style
    while value is None and style is not None:
        value, style = getattr(style.paragraph_format, name), style.base_style
    return value


def _run(run: Run, paragraph: Paragraph) -> Drawn:
    color = run.font.color.rgb if run.font.color is not None and run.font.color.type is not None else None
    return {
        "text": run.text.replace("\t", TAB),
        "size": _size(run, paragraph),
        "apart": _apart(run),
        "bold": bool(_of_font(run, paragraph, "bold")),
        "underline": bool(run.font.underline),
        "color": f"#{color}" if color is not None else "#000000",
    }


def _apart(run: Run) -> float:
    """What is added between letters, in points: 28 characters stand on a line of a document."""
    found = run._r.xpath("./w:rPr/w:spacing/@w:val")
    return max(-2.0, min(int(found[0]) / 20, 20.0)) if found else 0.0


def _size(run: Run | None, paragraph: Paragraph) -> float:
    size = _of_font(run, paragraph, "size")
    return min(float(size.pt), MOST_POINTS) if size else PLAIN_SIZE


def _of_font(run: Run | None, paragraph: Paragraph, name: str) -> Any:
    value, style = (getattr(run.font, name) if run is not None else None), paragraph.style
    while value is None and style is not None:
        value, style = getattr(style.font, name), style.base_style
    return value


def _points(length: Any) -> float:
    return max(0.0, min(float(length.pt), 300.0)) if length is not None else 0.0
