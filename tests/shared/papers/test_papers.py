"""A paper says the same in both forms, whatever its texts hold."""

import io
import json
import re
import zipfile
from datetime import date

import pytest
import typst
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.papers import Paper, number, pdf, word

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


def test_the_layout_reads_no_other_file() -> None:
    with pytest.raises(typst.TypstError):
        typst.compile(b'#read("/etc/hostname")', root=str(pdf.FOLDER))
