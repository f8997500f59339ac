"""A paper as a Word document that an office can go on writing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from shared.papers.paper import Paper
from shared.papers.sheet import Sheet

FONT = "仿宋"
BODY, TITLE, HEAD, SMALL = 16, 22, 26, 14
LINE = 29  # 22 lines on 225 mm (GB/T 9704 §5.2.2)
RED = RGBColor(0xC0, 0x00, 0x00)


def render(paper: Paper | Sheet, day: str = "") -> bytes:
    """The same texts in the same order as the PDF; `day` stands for the day where it is to be filled in."""
    made = Document()
    _page(made)
    if isinstance(paper, Sheet):
        _sheet(made, paper)
        return _saved(made, paper.title, paper.issuer, paper.day)
    _line(made, paper.issuer, WD_ALIGN_PARAGRAPH.CENTER, HEAD, bold=True, color=RED)
    downward = paper.form == "order"
    _line(made, paper.number, WD_ALIGN_PARAGRAPH.CENTER if downward else WD_ALIGN_PARAGRAPH.RIGHT)
    _red_line(made.paragraphs[1 if downward else 0])
    _line(made, paper.title, WD_ALIGN_PARAGRAPH.CENTER, TITLE, bold=True)
    if paper.addressee:
        _line(made, f"{paper.addressee}：")
    for heading, lines in paper.sections:
        if heading:
            _line(made, heading, bold=True, indent=True)
        for each in lines:
            _line(made, each, indent=True)
    _line(made, paper.signature, WD_ALIGN_PARAGRAPH.RIGHT)
    _line(made, day or paper.written_day, WD_ALIGN_PARAGRAPH.RIGHT)
    if paper.slip:
        _line(made, paper.slip_title, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        for each in paper.slip:
            _line(made, each)
    for each in (paper.copies, paper.foot):
        if each:
            _line(made, each)
    return _saved(made, paper.title, paper.issuer, paper.day)


def _sheet(made: Any, sheet: Sheet) -> None:
    if sheet.issuer:
        _line(made, sheet.issuer, WD_ALIGN_PARAGRAPH.CENTER)
    _line(made, sheet.title, WD_ALIGN_PARAGRAPH.CENTER, TITLE, bold=True)
    if sheet.number:
        _line(made, sheet.number, WD_ALIGN_PARAGRAPH.RIGHT, SMALL)
    _table(made, [(label, text) for label, text in sheet.rows])
    _table(made, [sheet.columns, *sheet.lines] if sheet.columns else [])
    for heading, lines in sheet.sections:
        if heading:
            _line(made, heading, size=SMALL, bold=True)
        for each in lines:
            _line(made, each, size=SMALL, indent=True)
    for each in sheet.signed:
        _line(made, each, size=SMALL)
    if sheet.foot:
        _line(made, sheet.foot, size=SMALL)


def _table(made: Any, rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    table = made.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(said)
            run.font.size, run.font.name = Pt(12), FONT
            run._element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _saved(made: Any, title: str, author: str, day: date) -> bytes:
    about = made.core_properties
    about.title, about.author, about.comments = title, author, ""
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _red_line(paragraph: Any) -> None:
    """The line of a red-head document: below the number of what goes downward, or below a letter's issuer."""
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", str(RED))):
        bottom.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(bottom)
    # Where the schema wants it: before spacing, indents and alignment.
    paragraph._p.get_or_add_pPr().insert(0, borders)


def _page(made: Any) -> None:
    """A4 with the margins of GB/T 9704 §5.2."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _line(
    made: Any, said: str, align: Any = None, size: int = BODY, *,
    bold: bool = False, indent: bool = False, color: Any = None,
) -> None:  # fmt: skip
    paragraph = made.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(LINE)
    if indent:
        form.first_line_indent = Pt(2 * BODY)
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(said)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run._element.rPr.rFonts.set(qn("w:eastAsia"), FONT)  # python-docx sets the Latin font only
    if color is not None:
        run.font.color.rgb = color
