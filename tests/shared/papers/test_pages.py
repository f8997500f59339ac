"""Where things stand on the pages of a paper: lines, edges, breaks and signatures."""

import io
import json
import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from docx import Document

from shared.papers import Paper, Sheet, pdf, word
from tests.shared.papers.test_papers import LETTER

RIGHT = (210 - 26) / 25.4 * 72
"""The right edge of the type area, in points."""
LONG = tuple("执法人员实施检查时未出示执法证件。" * 12 for _ in range(8))
SHORT = "西湖区应急管理局"
SIGNED = ("以上笔录我已看过，与我说的相符。", "被询问人（签名）：", "询问人（签名）：")


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


@pytest.mark.parametrize("form", ["order", "letter"])
def test_pages_are_numbered_at_the_outer_edge_and_a_letters_first_is_not(form: str) -> None:
    pages = placed(replace(LETTER, form=form, sections=(("", LONG),), slip=(), slip_title=""))

    assert len(pages) > 2
    assert ("—1—" in said(pages[0])) is (form == "order")
    for number_, page in enumerate(pages[1:], 2):
        mark = said(page).index(f"—{number_}—")
        outer = page[mark + 2][2] > RIGHT - 40 if number_ % 2 else page[mark][1] < 120
        assert outer, (number_, page[mark])


@pytest.mark.parametrize("name", [SHORT, "新疆生产建设兵团第十三师新星市应急管理局综合执法支队"])
def test_the_day_is_four_characters_in_with_the_name_centred_above_it(name: str) -> None:
    """Where the name is short; a long one reaches the edge, and the day stays below its middle."""
    (page,) = placed(
        replace(LETTER, sections=(("", ("现予转送。",)),), signature=name, slip=(), slip_title="")
    )
    text = said(page)
    day, signed = text.index(LETTER.written_day), text.rindex(name)
    left, right = page[day][1], page[day + len(LETTER.written_day) - 1][2]
    middle = (page[signed][1] + page[signed + len(name) - 1][2]) / 2

    assert abs((left + right) / 2 - middle) < 3
    if name == SHORT:
        assert abs(RIGHT - right - 4 * 16) < 3


def test_what_goes_downward_ends_with_copies_and_who_printed_it() -> None:
    order = replace(
        LETTER, form="order", copies="抄送：各执法中队。", foot="核验码：ABC", slip=(), slip_title=""
    )
    text = said(placed(order)[-1])

    assert text.index("核验码") < text.index("抄送") < text.index("2026年1月5日印发")
    assert "印发" not in said(placed(replace(order, form="letter"))[-1])


def test_a_hash_stays_in_its_cell_and_is_copied_whole() -> None:
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    (page,) = placed(Sheet("证据登记表", date(2026, 1, 5), rows=(("SHA-256", digest),)))

    assert digest in said(page)
    assert max(right for _, _, right in page) <= RIGHT


@pytest.mark.parametrize("times", range(24, 33))
def test_a_paragraph_of_several_pages_leaves_its_last_line_with_the_signatures(times: int) -> None:
    line = "被谈话人称上述情况属实，收费存根已经当场出示并复印附卷。"
    sheet = Sheet("询问笔录", date(2026, 1, 5), sections=(("问答", (line * times,)),), signed=SIGNED)
    last = said(placed(sheet)[-1])

    assert "附卷。" in last or "卷。" in last
    assert all(each in last for each in SIGNED)


@pytest.mark.parametrize("rows", range(14, 24))
def test_a_table_alone_leaves_its_last_row_with_the_signatures(rows: int) -> None:
    facts = tuple((f"第{number}项", "某局") for number in range(1, rows + 1))
    sheet = Sheet("送达回证", date(2026, 1, 5), rows=facts, signed=SIGNED)
    last = said(placed(sheet)[-1])

    assert f"第{rows}项" in last
    assert all(each in last for each in SIGNED)
    (table,) = Document(io.BytesIO(word.render(sheet))).tables
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in table.rows[-1].cells)


@pytest.mark.parametrize("lines", range(24, 28))
def test_no_page_holds_the_lines_to_be_signed_alone(lines: int) -> None:
    said_before = tuple(f"第{number}行" for number in range(1, lines + 1))
    sheet = Sheet("审批表", date(2026, 1, 5), sections=(("", said_before),), signed=("负责人（签名）：",))
    last = said(placed(sheet)[-1])

    assert "负责人" in last
    assert said_before[-1] in last
    assert Document(io.BytesIO(word.render(sheet))).paragraphs[-2].paragraph_format.keep_with_next


@pytest.mark.parametrize("form", ["order", "letter"])
def test_a_signature_of_two_lines_has_both_centred_above_the_day(form: str) -> None:
    name = "某自治州某某高新技术产业开发区安全生产监督管理与应急救援综合行政执法支队（筹备组）"
    paper = replace(LETTER, form=form, issuer="某局", signature=name, slip_title="", slip=(), foot="")
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        page = opened[0]
        said = page.get_textpage()
        end = said.get_text_range().index("（筹备组）") + len("（筹备组）") - 1
        right, edge = said.get_charbox(end)[2], page.get_width() - 26 / 25.4 * 72

    assert right < edge - 60


def test_who_printed_it_stands_at_the_foot_also_of_a_page_of_its_own() -> None:
    """GB/T 9704 §7.4: its last line is the last of the type area of the last page."""
    copies = "抄送：" + "、".join(f"第{each}执法中队" for each in range(1, 65))
    paper = replace(LETTER, form="order", copies=copies, slip_title="", slip=())
    paper = replace(paper, sections=(("", ("执法监督意见书应当说明" * 20,)),))
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        page = opened[len(opened) - 1]
        said = page.get_textpage()
        lowest = said.get_charbox(said.get_text_range().index("印发"))[1]

    assert len(copies) > 300
    assert lowest < 35 / 25.4 * 72 + 29


@pytest.mark.parametrize("place", ["大队", "余杭街道综合行政执法大队三楼询问室，某某路一百二十八号"])
@pytest.mark.parametrize("times", range(1, 5))
def test_a_short_interview_leaves_no_more_of_its_first_page_empty_than_it_must(
    times: int, place: str
) -> None:
    """The answer that goes over with the lines to be signed was all of it, a fifth of the page."""
    facts = (("地点", place), *((f"第{number}项", "某局") for number in range(1, 10)))
    told = ("权利义务告知", ("请如实回答询问；你有权申请我们回避，有权对笔录补充、更正。" * 3,))
    said_there = (
        "问：请说明当日经过？",
        "答：" + "当天上午九时到达现场，先出示了证件，随后检查了仓库并作记录。" * times,
    )
    signed = ("以上笔录我已看过，与我说的相符。", "被询问人（签名、日期）：", "询问人（签名）：")
    sheet = Sheet(
        "询问笔录",
        date(2026, 1, 5),
        "某局",
        "案件编号：1",
        facts,
        sections=(told, ("问答", said_there)),
        signed=signed,
    )
    first, *rest = placed(sheet)

    assert not rest or "答：" in said(first)


ANSWER = "10月12日我在现场，两名执法人员没有出示执法证件，也没有制作现场检查记录。"


@pytest.mark.parametrize("extra", range(8))
def test_no_page_of_a_record_ends_with_a_question(extra: int) -> None:
    """Who reads the answer sees what was asked."""
    asked = ("现场情况。",) * extra + tuple(
        line
        for number in range(1, 19)
        for line in (f"问：第{number}问？", "答：" + ANSWER * (number % 4 + 1))
    )
    sheet = Sheet("询问笔录", date(2026, 1, 5), sections=(("问答内容", asked),), signed=SIGNED)
    pages = [re.sub("—[0-9]+—$", "", said(page)) for page in placed(sheet)]

    assert len(pages) > 2
    assert not [page for page in pages if page.endswith("问？")]


@pytest.mark.parametrize("number_", ["ZJ-330106-2026-000123", "JD-7K3M-2Q8P-XW4T", "7K3M-2Q8P-XW4T"])
@pytest.mark.parametrize("before", range(14, 28, 3))
def test_the_number_of_a_case_or_complaint_is_not_broken_over_lines(number_: str, before: int) -> None:
    paper = replace(LETTER, sections=(("", ("因" * before + number_ + "号案件，现予转送。",)),))
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        lines = opened[0].get_textpage().get_text_range().split("\r\n")

    assert any(number_ in line for line in lines)


def test_more_copies_than_a_page_holds_go_over_several_and_cover_nothing() -> None:
    """They were set over the line of who printed it."""
    name = "某自治州某某高新技术产业开发区应急管理与综合行政执法局"
    copies = "抄送：" + "、".join(f"{name}第{each}执法中队" for each in range(1, 65)) + "。"
    paper = replace(LETTER, form="order", signature="印制机关", copies=copies, slip_title="", slip=())
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        text = opened[len(opened) - 1].get_textpage()
        told = text.get_text_range()
        last, printer = (text.get_charbox(told.index(each)) for each in ("队。", "印制机关"))

    assert last[1] > printer[3]


def test_the_receipt_of_a_short_letter_stands_on_its_page() -> None:
    """It was alone on a second page; below nine lines there is room for it in smaller letters."""
    slip = ("贵单位来函收悉。", "签收人：　　　　　联系电话：", "收件单位（盖章）：　　　　　日期：")
    paper = replace(LETTER, sections=(("", ("现予转送。",) * 9),), foot="核验码：ABC", slip=slip)

    assert len(placed(paper)) == 1


@pytest.mark.parametrize("form", ["order", "letter"])
def test_no_line_of_a_long_issuers_name_has_a_single_letter(form: str) -> None:
    name = "新疆生产建设兵团第十三师新星市黄田农场高新技术产业开发区安全生产监督管理与应急救援综合行政局"
    paper = replace(LETTER, form=form, issuer=name, signature="某局", slip_title="", slip=())
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        lines = opened[0].get_textpage().get_text_range().split("\r\n")
    head = [line for line in lines if line and line in name]

    assert "".join(head) == name
    assert min(map(len, head)) > len(name) / 4


@pytest.mark.parametrize("form", ["order", "letter"])
def test_what_is_enclosed_is_named_above_the_signature_and_stands_after_it_on_a_page_of_its_own(
    form: str,
) -> None:
    """GB/T 9704 §7.3.4 and §7.3.7: a department does not sign what the complainant wrote."""
    title, enclosed = "附件：投诉举报材料（隐去版）", ("我叫██，事情是这样的。", "请依法处理。")
    paper = replace(LETTER, form=form, enclosure_title=title, enclosure=enclosed)
    first, second = map(said, placed(paper))

    assert first.index(title) < first.index(LETTER.written_day)
    assert second.startswith(title + enclosed[0])
    assert enclosed[0] not in first
    lines = [each.text for each in Document(io.BytesIO(word.render(paper))).paragraphs]
    assert lines.index(title) < lines.index(LETTER.written_day) < lines.index(enclosed[0])
    assert Paper.from_json(json.loads(json.dumps(paper.as_json()))) == paper
    before = {name: each for name, each in LETTER.as_json().items() if not name.startswith("enclosure")}
    assert Paper.from_json(before) == LETTER
    assert pdf.render(before) == pdf.render(LETTER)  # one that was kept before there were any
