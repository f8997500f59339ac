"""Forms of the file: what stays together on a page, and what fits into a cell."""

import io
import re
from datetime import date

import pytest
from docx import Document

from shared.papers import Sheet, word
from tests.shared.papers.printed import RIGHT, placed, said

SIGNED = ("以上笔录我已看过，与我说的相符。", "被询问人（签名）：", "询问人（签名）：")


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
