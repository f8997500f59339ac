"""A paper says the same in both forms, whatever its texts hold."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
import typst
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.papers import Paper, Sheet, number, pdf, setting, word

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


def test_numbers_and_days_are_written_as_the_standard_says() -> None:
    assert LETTER.number == "杭州市应急执监转〔2026〕3号"
    assert LETTER.written_day == "2026年1月5日"


def test_a_paper_is_kept_and_read_back() -> None:
    assert Paper.from_json(json.loads(json.dumps(LETTER.as_json()))) == LETTER


def test_the_same_paper_gives_the_same_pdf() -> None:
    first = pdf.render(LETTER)

    assert first.startswith(b"%PDF-")
    assert b"pdfaid:part>2<" in first
    assert pdf.render(LETTER) == first


def test_word_says_everything_in_order() -> None:
    said = [each.text for each in Document(io.BytesIO(word.render(LETTER))).paragraphs]

    assert said == [
        LETTER.issuer, LETTER.number, "转办函", "西湖区12350举报投诉平台：", "现将下列事项转送你单位。",
        "一、事项", "事故隐患部分。", LETTER.signature, "2026年1月5日", "回执", "收件单位（盖章）：",
    ]  # fmt: skip


def test_word_names_a_chinese_font_and_nobody() -> None:
    with zipfile.ZipFile(io.BytesIO(word.render(LETTER))) as file:
        body = file.read("word/document.xml").decode()
        about = file.read("docProps/core.xml").decode()

    assert 'w:eastAsia="仿宋"' in body
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", about) == [LETTER.issuer]


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=60)


@settings(max_examples=15, deadline=None)
@given(PLAIN)
@pytest.mark.parametrize("markup", ["#panic()", '#read("/etc/passwd")', "$ x $", "*a* _b_ <c> @d", "\\u{41}"])
def test_a_text_is_never_read_as_markup(markup: str, text: str) -> None:
    said = f"{markup}{text}"
    paper = Paper(said, said, said, said, ((said, (said,)),), said, date(2026, 12, 31), said, (said,))

    assert pdf.render(paper).startswith(b"%PDF-")
    assert said in [each.text for each in Document(io.BytesIO(word.render(paper))).paragraphs]


def test_a_missing_font_is_told_and_not_replaced_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FAMILIES", ("No Such Family",))
    pdf.family.cache_clear()

    with pytest.raises(pdf.NoChineseFont, match="fonts-noto-cjk"):
        pdf.render(LETTER)
    pdf.family.cache_clear()


def test_a_character_without_a_font_is_named_by_its_number_and_the_file_stays_pdf_a() -> None:
    """An empty box would tell nobody whose name it is; the Word file keeps the character."""
    paper = replace(LETTER, addressee="张\U0010fffd", sections=(("", ("见\U0010fffc、\U0010fffd。",)),))
    made = pdf.render(paper)
    with pypdfium2.PdfDocument(made) as opened:
        said = "".join(opened[0].get_textpage().get_text_range().split())

    assert "张〔U+10FFFD〕：" in said
    assert "见〔U+10FFFC〕、〔U+10FFFD〕。" in said
    assert b"pdfaid:part>2<" in made
    assert "张\U0010fffd：" in [each.text for each in Document(io.BytesIO(word.render(paper))).paragraphs]


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


def test_nothing_on_a_paper_is_turned_round() -> None:
    paper = replace(LETTER, sections=(("", ("罚款\u202e元008\u202c，收据\u2067一份\u2069。",)),))
    with pypdfium2.PdfDocument(pdf.render(paper)) as opened:
        said = "".join(opened[0].get_textpage().get_text_range().split())

    assert "罚款元008，收据一份。" in said
    lines = [each.text for each in Document(io.BytesIO(word.render(paper))).paragraphs]
    assert "罚款元008，收据一份。" in lines


def test_the_layout_reads_no_other_file() -> None:
    with pytest.raises(typst.TypstError):
        typst.compile(b'#read("/etc/hostname")', root=str(pdf.FOLDER))


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
