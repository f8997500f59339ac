"""The lines at the end of what goes downward stand on the last page, with the end of the text (GB/T 9704 §7.4)."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest

from services.investigation.archive.front import WIDTHS
from shared.papers import Paper, Sheet, number, pdf

ORDER = Paper(
    issuer="西湖区应急管理局",
    number=number("西湖区应急监意", 2026, 3),
    title="执法监督意见书",
    addressee="执法大队",
    sections=(),
    signature="西湖区应急管理局",
    day=date(2026, 1, 5),
    form="order",
    copies="抄送：各执法中队。",
    foot="核验码：ABC",
)
FOOT = 35 / 25.4 * 72 + 29


def last_page(paper: Paper) -> tuple[str, float]:
    """What it says, and how high above the edge its last line stands."""
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        text = opened[len(opened) - 1].get_textpage()
        said = text.get_text_range()
        return said, text.get_charbox(said.index("印发"))[1]


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5, 6, 7, 8, 20, 27, 28, 29, 30])
def test_the_last_page_has_the_signature_and_the_line_before_it(lines: int) -> None:
    said_before = tuple(f"第{each}行" for each in range(1, lines + 1))
    said, lowest = last_page(replace(ORDER, sections=(("", said_before),)))

    assert said_before[-1] in said
    assert said.count(ORDER.written_day) == 2, "signed, and printed"
    assert lowest < FOOT


@pytest.mark.parametrize("times", [4, 8, 10, 12, 46, 48, 50])
def test_a_long_paragraph_leaves_its_last_line_there(times: int) -> None:
    said, lowest = last_page(replace(ORDER, sections=(("", ("应当说明事实和理由。" * times,)),)))

    assert "理由。" in said
    assert said.count(ORDER.written_day) == 2
    assert lowest < FOOT


def test_the_list_of_a_file_names_a_served_document_on_two_lines() -> None:
    title = "送达回证（西湖区应急监意〔2026〕12号）"
    row = ("15", "", "李某", title, "20260105", "111", "未提供")
    names = ("序号", "文书编号", "责任者", "题名", "日期", "页次", "备注")
    sheet = Sheet("卷内目录", date(2026, 1, 5), columns=names, widths=WIDTHS, lines=(row,))
    with pypdfium2.PdfDocument(pdf.render(sheet)) as opened:
        text = opened[0].get_textpage()
        said = text.get_text_range()
        feet = sorted(text.get_charbox(said.index(each))[1] for each in "送达回证西湖区应急监意")

    lines = 1 + sum(upper - lower > 8 for lower, upper in pairwise(feet))
    assert lines == 2
    assert "未提供" in said
    for name in names:
        assert name in said
