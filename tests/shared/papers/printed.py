"""A letter of the house, and where the characters stand on a printed page."""

from datetime import date

import pypdfium2

from shared.papers import Paper, Sheet, number, pdf

LETTER = Paper(
    issuer="杭州市应急管理局",
    number=number("杭州市应急执监转", 2026, 3),
    title="转办函",
    addressee="西湖区12350举报投诉平台",
    sections=(("", ("现将下列事项转送你单位。",)), ("一、事项", ("事故隐患部分。",))),
    signature="杭州市应急管理局",
    day=date(2026, 1, 5),
    slip_title="回执",
    slip=("收件单位（盖章）：",),
)

RIGHT = (210 - 26) / 25.4 * 72
"""The right edge of the type area, in points."""
LONG = tuple("执法人员实施检查时未出示执法证件。" * 12 for _ in range(8))
"""More than a page holds."""
SHORT = "西湖区应急管理局"


def placed(paper: Paper | Sheet) -> list[list[tuple[str, float, float]]]:
    """Of each page the characters, with their left and right edges."""
    pages = []
    with pypdfium2.PdfDocument(pdf.render(paper)) as made:
        for page in made:
            text = page.get_textpage()
            said = [(text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars())]
            pages.append([(letter, box[0], box[2]) for letter, box in said if letter.strip()])
    return pages


def said(page: list[tuple[str, float, float]]) -> str:
    return "".join(letter for letter, _, _ in page)
