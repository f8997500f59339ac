"""Letters and orders on their pages, as GB/T 9704 sets them."""

import io
import json
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from docx import Document

from shared.papers import Paper, pdf, setting, word
from tests.shared.papers.printed import LETTER, LONG, RIGHT, SHORT, placed, said


@pytest.mark.parametrize("form", ["order", "letter", "template"])
def test_a_page_has_22_lines_of_28_characters(form: str) -> None:
    """GB/T 9704 §5.2.2."""
    told: Paper | dict[str, Any]
    told = paper = replace(LETTER, form=form, sections=(("", ("执法监督意见书应当说明" * 150,)),))
    if form == "template":
        told = setting.drawn(word.render(replace(paper, form="letter")), paper.title, "2026-01-05")
    with pypdfium2.PdfDocument(pdf.render(told)) as opened:
        said = opened[1].get_textpage().get_text_range().split("\r\n")

    assert {len(line) for line in said[:20]} == {28}
    if form != "template":
        assert len([line for line in said if line.startswith("—") is False]) == 22


def test_a_short_last_paragraph_stays_with_the_signature_as_a_whole() -> None:
    last = "如对本答复不服，可以自收到之日起三十日内申请复查，逾期不再受理，并请注意查收本函的附件。"
    paper = replace(LETTER, slip=(), sections=(("", ("一行。",) * 15 + (last,)),))
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        first, second = (page.get_textpage().get_text_range().split("\r\n") for page in opened)

    assert first[-1] == "一行。"
    assert "".join(second).startswith(last)


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
