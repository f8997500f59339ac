"""Files of orders with every kind of damage: told by line and column, nothing lost, never a failure of ours."""

import random
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.intake.domain import order_file as rules
from services.intake.orders import csv_files, importing, xlsx
from services.intake.orders.sheets import MOST_ROWS, Unreadable
from tests.intake.orders_at_hand import HEAD, LINE, csv_of
from tests.intake.orders_at_hand import xlsx as workbook

WHOLE = workbook([HEAD, LINE])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_reads_the_same_in_every_encoding(encoding, delimiter):
    table = importing.read(csv_of(HEAD, LINE, delimiter=delimiter).encode(encoding))

    assert tuple(table.head) == HEAD
    assert [[cell.text for cell in cells] for _, cells in table.lines] == [list(LINE)]


def test_a_workbook_says_what_its_writer_saw():
    rows = [
        HEAD,
        [("t='str'", "<v>HZ-7</v>"), ("s='1'", "<v>46346.6875</v>"), ("t='s'", "<v>0</v>"),
         ("", "<v>1.3800001234E10</v>"), ("t='inlineStr'", "<is><r><t>甲</t></r><rPh><t>不读</t></rPh><r><t>乙</t></r></is>")],
    ]  # fmt: skip
    strings = {"xl/sharedStrings.xml": "<sst><si><r><t>王_x000D_</t></r><r><t>小明</t></r></si></sst>"}

    ((number, cells),) = xlsx.read(workbook(rows, **strings)).lines

    assert [cell.text for cell in cells][:4] == ["HZ-7", "2026-11-20 16:30", "王小明", "13800001234"]
    assert number == 2


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (("", "<f>1+1</f><v>2</v>"), "formula"),
        (("t='str'", "<f>[1]Sheet1!A1</f><v>x</v>"), "formula"),
        (("t='e'", "<v>#REF!</v>"), "error_value"),
        (("", "<v>2026112300012345678</v>"), "rounded"),
        (("s='1'", "<v>-5</v>"), "error_value"),
    ],
)
def test_what_cannot_be_read_without_a_loss_is_a_fault_of_its_cell(cell, fault):
    ((_, cells),) = xlsx.read(workbook([HEAD, [cell, *LINE[1:]]])).lines

    assert cells[0].fault == fault


def test_a_number_keeps_the_zeros_that_its_writer_saw():
    styles = {"xl/styles.xml": "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='000000'/></numFmts>"
              "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"}  # fmt: skip
    ((_, cells),) = xlsx.read(workbook([HEAD, [("s='1'", "<v>123</v>"), *LINE[1:]]], **styles)).lines

    assert cells[0].text == "000123"


def joined(area: str, *rows: Sequence[Any]) -> bytes:
    plain = workbook([HEAD, *rows])
    with zipfile.ZipFile(BytesIO(plain)) as archive:
        sheet = archive.read(SHEET).decode()
    cells = f"<mergeCells><mergeCell ref='{area}'/></mergeCells></worksheet>"
    return workbook([HEAD, *rows], **{SHEET: sheet.replace("</worksheet>", cells)})


def test_what_stands_in_merged_cells_is_told_to_be_unclear():
    below = ["HZ-2", LINE[1], "", "", *LINE[4:]]
    lines = xlsx.read(joined("C2:D3", LINE, below)).lines

    assert [[cell.fault for cell in cells[:5]] for _, cells in lines] == [
        [None, None, None, "merged", None],
        [None, None, "merged", "merged", None],
    ]
    assert lines[0][1][3].text == LINE[3], "what it hides is not lost"


@pytest.mark.parametrize("area", ["J20:K30", "A9:A1048576", "A4:XFD1048576", "C5"])
def test_merged_cells_of_which_nobody_says_anything_are_none(area):
    assert xlsx.read(joined(area, LINE)).lines == xlsx.read(workbook([HEAD, LINE])).lines


@pytest.mark.parametrize("area", ["", "A", "2", "A2:B", "?2:B3", f"A2:A{'9' * 5000}"])
def test_merged_cells_that_cannot_be_are_damage(area):
    with pytest.raises(Unreadable, match="damaged"):
        xlsx.read(joined(area, LINE))


SHEET = "xl/worksheets/sheet1.xml"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: b"", "no_rows"),
        (lambda: "\ufeff".encode(), "no_rows"),
        (lambda: csv_of(HEAD).encode(), "no_rows"),
        (lambda: csv_of(HEAD).encode() + b'"a"b,"', "unreadable"),
        (lambda: csv_of(HEAD, LINE).encode().replace("王".encode(), b"\xe7\x8e"), "not_text"),
        (lambda: b"\xff\xfe\x00", "not_text"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "other_kind"),
        (lambda: csv_of(HEAD, *[LINE] * (MOST_ROWS + 1)).encode(), "too_many_rows"),
        (lambda: csv_of(["x"] * 101, LINE).encode(), "too_many_columns"),
        (lambda: b"PK\x03\x04 this is no archive", "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0 no workbook", "damaged"),
        (lambda: WHOLE[: len(WHOLE) // 2], "damaged"),
        (lambda: workbook([HEAD, LINE], **{SHEET: BOMB}), "damaged"),
        (lambda: workbook([HEAD, LINE], **{SHEET: "<worksheet>" + " " * 30_000_000 + "</worksheet>"}), "bomb"),
        (lambda: workbook([HEAD, LINE], **{"xl/workbook.xml": "<workbook/>"}), "damaged"),
        (lambda: workbook([HEAD, ["x" * 40_001]]), "cell_too_long"),
        (lambda: workbook([HEAD, *[LINE] * (MOST_ROWS + 1)]), "too_many_rows"),
        (lambda: b"x" * 4_000_001, "too_large"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_as_what_it_is(data, code):
    with pytest.raises(Unreadable) as refused:
        importing.read(data())

    assert refused.value.code == code


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.sampled_from(["xlsx", "utf-8", "gb18030", "utf-16"]))
def test_no_damage_gives_anything_but_a_table_or_a_reason(chance: random.Random, kind: str):
    data = bytearray(WHOLE if kind == "xlsx" else csv_of(HEAD, LINE, LINE).encode(kind))
    for _ in range(chance.randint(1, 4)):
        begin = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[begin] = chance.randrange(256)
            case 1:
                del data[begin : begin + chance.randint(1, 20)]
            case _:
                data[begin:begin] = chance.randbytes(chance.randint(1, 20))
        data = data or bytearray(b"x")
    try:
        table = importing.read(bytes(data))
    except Unreadable:
        return

    assert table.lines


texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=30).map(
    str.strip
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(texts, min_size=4, max_size=4).filter(any), min_size=1, max_size=5))
def test_no_cell_is_lost_or_moved(rows):
    wanted = rows
    for read, data in (
        (xlsx.read, workbook([HEAD[:4], *rows])),
        (csv_files.read, csv_of(HEAD[:4], *rows).encode()),
    ):
        found = [[cell.text for cell in cells] + [""] * (4 - len(cells)) for _, cells in read(data).lines]
        plain = (
            [[csv_files._plain(cell) for cell in row] for row in wanted] if read is csv_files.read else wanted
        )
        assert found == plain
    table = csv_files.read(csv_of(HEAD[:4], *rows).encode())
    again = csv_files.read_back(csv_files.written(table))
    assert [cells for _, cells in again.lines] == [cells for _, cells in table.lines]


def test_all_that_a_line_says_is_somewhere_in_the_complaint():
    said = {
        "number": "1", "title": "投诉执法", "statement": "没有出示证件", "spot": "二车间", "respondent_name": "张三",
        "respondent_role": "科员", "respondent_division": "西湖区", "phone": "13800001234",
    }  # fmt: skip

    text = rules.statement(said)

    assert all(said[name] in text for name in said if name not in ("number", "phone"))
    assert "13800001234" not in text
    assert rules.identity(said) == "confidential"
    assert rules.identity({"number": "1"}) == "anonymous"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-20 16:30", "2026-11-20T16:30:00+08:00"), ("2026/1/5", "2026-01-05T00:00:00+08:00"),
        ("2026年11月20日 9:05:07", "2026-11-20T09:05:07+08:00"), ("２０２６-11-20", "2026-11-20T00:00:00+08:00"),
        ("2026-11-20T08:00:00Z", "2026-11-20T08:00:00+00:00"), ("2026-13-01", None), ("昨天", None), ("2026-11-20T", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(written, read):
    found = rules.moment(written)

    assert (found.isoformat() if found else None) == read
