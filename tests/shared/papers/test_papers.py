"""A paper says the same in both forms, whatever its texts hold."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import typst
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.papers import Paper, pdf, word
from tests.shared.papers.printed import LETTER

LOOKED = typst.Fonts


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


def test_fonts_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(typst, "Fonts", lambda **told: looked.append(told) or LOOKED(**told))
    pdf._fonts.cache_clear()

    assert pdf.render(LETTER) == pdf.render(LETTER)
    assert len(looked) == 1


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
