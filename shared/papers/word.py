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

from shared.papers.paper import Paper, unturned
from shared.papers.sheet import Sheet

FONT, HEADING, TITLES = "仿宋", "黑体", "方正小标宋简体"
"""Of the text, of headings of the first level, of title and head (GB/T 9704 §5.2.1, §7.3)."""
BODY, TITLE, HEAD, SMALL = 16, 22, 30, 14
CLOSER = -5
"""Twentieths of a point between letters of the body: 28 of them on 156 mm (GB/T 9704 §5.2.2)."""
LINE = 29  # 22 lines on 225 mm (GB/T 9704 §5.2.2)
LATIN = 0xFF
RED = RGBColor(0xD7, 0x00, 0x0F)


def render(paper: Paper | Sheet, day: str = "") -> bytes:
    """The same texts in the same order as the PDF; `day` stands for the day where it is to be filled in."""
    made = Document()
    _page(made)
    if isinstance(paper, Sheet):
        _sheet(made, paper)
        return _saved(made, paper.title, paper.issuer, paper.day)
    _line(made, paper.issuer, WD_ALIGN_PARAGRAPH.CENTER, HEAD, color=RED, font=TITLES)
    downward = paper.form == "order"
    _line(made, paper.number, WD_ALIGN_PARAGRAPH.CENTER if downward else WD_ALIGN_PARAGRAPH.RIGHT)
    _rule(made.paragraphs[1 if downward else 0], str(RED))
    _line(made, paper.title, WD_ALIGN_PARAGRAPH.CENTER, TITLE, font=TITLES, before=LINE, after=BODY)
    if paper.addressee:
        _line(made, f"{paper.addressee}：")
    for heading, lines in paper.sections:
        if heading:
            _line(made, heading, indent=True, font=HEADING)
        for each in lines:
            _line(made, each, indent=True)
    if paper.enclosure:
        _line(made, paper.enclosure_title, indent=True)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    _signature(made, paper, day)
    if paper.slip:
        _line(made, paper.slip_title, WD_ALIGN_PARAGRAPH.CENTER, font=HEADING)
        for each in paper.slip:
            _line(made, each)
    _end(made, paper, day)
    _enclosure(made, paper)
    return _saved(made, paper.title, paper.issuer, paper.day)


def _enclosure(made: Any, paper: Paper) -> None:
    if not paper.enclosure:
        return
    _line(made, paper.enclosure_title, font=HEADING)
    made.paragraphs[-1].paragraph_format.page_break_before = True
    for each in paper.enclosure:
        _line(made, each, indent=True)


def _signature(made: Any, paper: Paper, day: str) -> None:
    """The day four characters from the right, the name centred above it, for a seal over both (§7.3.5.1)."""
    wide = sum(1.0 if ord(each) > LATIN else 0.5 for each in paper.written_day)
    name = float(len(paper.signature))
    after_day = max(4.0, (name - wide) / 2)
    after_name = max(0.0, after_day + (wide - name) / 2)
    _line(made, paper.signature, WD_ALIGN_PARAGRAPH.RIGHT, before=BODY, right=after_name)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    _line(made, day or paper.written_day, WD_ALIGN_PARAGRAPH.RIGHT, right=after_day)


def _end(made: Any, paper: Paper, day: str) -> None:
    """By what it can be verified; of what goes downward also who gets copies, who printed it and when."""
    if paper.foot:
        _line(made, paper.foot, size=SMALL, before=BODY)
    downward = paper.form == "order"
    if paper.copies:
        _line(made, paper.copies, size=SMALL)
        if downward:
            _rule(made.paragraphs[-1], "000000")
    if downward:
        _line(made, f"{paper.signature}　{day or paper.written_day}印发", size=SMALL)
        _rule(made.paragraphs[-1], "000000")


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
    if sheet.sections and sheet.signed:
        made.paragraphs[-1].paragraph_format.keep_with_next = True
    elif sheet.signed and made.tables:
        for cell in made.tables[-1].rows[-1].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for each in sheet.signed:
        _line(made, each, size=SMALL)
        made.paragraphs[-1].paragraph_format.keep_with_next = each != sheet.signed[-1]
    if sheet.foot:
        _line(made, sheet.foot, size=SMALL)


def _table(made: Any, rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    table = made.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(unturned(said))
            run.font.size, run.font.name = Pt(12), FONT
            run._element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _saved(made: Any, title: str, author: str, day: date) -> bytes:
    about = made.core_properties
    about.title, about.author, about.comments = title, author, ""
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _rule(paragraph: Any, color: str) -> None:
    """A line below: red under a number that goes downward or a letter's issuer, black at the end."""
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", color)):
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
    bold: bool = False, indent: bool = False, color: Any = None, font: str = FONT,
    before: float = 0, after: float = 0, right: float = 0,
) -> None:  # fmt: skip
    paragraph = made.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if right:
        form.right_indent = Pt(right * BODY)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(LINE)
    if indent:
        form.first_line_indent = Pt(2 * BODY)
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(unturned(said))
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # python-docx sets the Latin font only
    if size == BODY:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), str(CLOSER))
        run._element.rPr.find(qn("w:sz")).addprevious(closer)  # where the schema wants it
    if color is not None:
        run.font.color.rgb = color
