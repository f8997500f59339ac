"""Files of registers: read whole or not at all, each fault by its line and column, and written so that they come back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.triage.domain.registers import FAULTS, KINDS, compare, key_of, quoted, read_csv, write_csv
from services.triage.domain.settings import NATION
from shared.divisions import divisions
from shared.divisions.names import Names, Registered

UNITS, STAFF, BODIES = KINDS["units"], KINDS["staff"], KINDS["bodies"]


def faults(kind: str, text: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.code) for one in read_csv(KINDS[kind], text, divisions())[1]]


def test_a_good_file_is_read() -> None:
    rows, wrong = read_csv(
        UNITS, "\ufeffdivision,name,public\r\nDEP-330106,危化科,yes\r\n\r\n330106,法规科,\r\n", divisions()
    )

    assert wrong == []
    assert [(row.line, row.cells["division"], row.cells["name"]) for row in rows] == [
        (2, "330106", "危化科"),
        (4, "330106", "法规科"),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("units", "", [(1, "division", "missing_column"), (1, "name", "missing_column")]),
        ("units", "division,name,colour\n", [(1, "colour", "unknown_column")]),
        ("units", "division,name\n", [(1, "", "no_rows")]),
        ("units", "division,name\n330106,\n", [(2, "name", "required")]),
        ("units", "division,name\n999999,甲科\n", [(2, "division", "unknown_division")]),
        ("units", "division,name\n710000,甲科\n", [(2, "division", "no_body")]),
        ("units", "division,name,public\n330106,甲科,maybe\n", [(2, "public", "not_yes_or_no")]),
        ("units", "division,name,valid_from\n330106,甲科,1.1.2026\n", [(2, "valid_from", "not_a_day")]),
        ("units", "division,name,valid_from,valid_to\n330106,甲科,2026-02-01,2026-01-01\n",
         [(2, "valid_to", "ends_before_it_begins")]),
        ("units", "division,name\n330106,甲科\n330106,甲科\n", [(3, "", "twice")]),
        ("units", "division,name\n330106,甲科,,,\n", [(2, "", "too_many_cells")]),
        ("units", f"division,name\n330106,{'长' * 121}\n", [(2, "name", "too_long")]),
        ("units", "division,name\n330106,甲\x07科\n", [(2, "name", "control_character")]),
        ("units", 'division,name\n330106,"甲科\n', [(2, "", "unreadable")]),
        ("areas", "code,name,parent,has_body\n33017,甲开发区,330100,yes\n", [(2, "code", "not_six_digits")]),
        ("areas", "code,name,parent,has_body\n330106,甲开发区,330100,yes\n", [(2, "code", "code_taken")]),
        ("areas", "code,name,parent,has_body\n330124,甲开发区,330100,yes\n", [(2, "code", "code_taken")]),
        ("areas", "code,name,parent,has_body\n320572,甲开发区,320571,yes\n", [(2, "parent", "area_in_area")]),
        ("certificates", "number,division,staff_number,issuer,basis,valid_from,valid_to\n1,330106,001,厅,self,2026-01-01,2027-01-01\n",
         [(2, "basis", "not_a_choice")]),
    ],
)  # fmt: skip
def test_each_fault_is_told_by_line_and_column(
    kind: str, text: str, found: list[tuple[int, str, str]]
) -> None:
    assert faults(kind, text) == found
    assert all(code in FAULTS for _, _, code in found)


def test_two_names_of_one_body_may_not_hold_in_the_same_days() -> None:
    held = {
        "330106|": {"division": "330106", "name": "甲", "designated": "", "valid_from": "", "valid_to": ""}
    }
    rows, _ = read_csv(
        BODIES, "division,name,valid_from\n330106,乙,2027-01-01\n330110,丙,2027-01-01\n", divisions()
    )

    assert [(one.line, one.code) for one in compare(BODIES, held, rows).faults] == [(2, "overlaps")]
    ended = "division,name,valid_from,valid_to\n330106,甲,,2026-12-31\n330106,乙,2027-01-01,\n"
    rows, _ = read_csv(BODIES, ended, divisions())
    found = compare(BODIES, held, rows)
    assert (found.faults, len(found.added), len(found.changed)) == ((), 1, 1)


CELL = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        CELL.map(str.strip).filter(lambda text: text and text.isprintable()),
        min_size=1,
        max_size=5,
        unique=True,
    )
)
def test_what_is_written_is_read_back_and_no_cell_is_a_formula(names: list[str]) -> None:
    entries = [
        {"division": "330106", "name": name, "public": "yes", "valid_from": "", "valid_to": ""}
        for name in names
    ]
    text = write_csv(UNITS, entries)
    rows, wrong = read_csv(UNITS, text, divisions())

    assert wrong == [] or {one.code for one in wrong} == {"twice"}
    plain = [name.lstrip("'") if name[:1] == "'" and name[1:2] in "=+-@" else name for name in names]
    assert [row.cells["name"].lstrip("'") for row in rows] == [name.lstrip("'") for name in plain]
    again = compare(UNITS, {key_of(UNITS, row.cells): row.cells for row in rows}, rows)
    assert (again.added, again.changed) == ((), ())
    assert not any(quoted(name)[0] in "=+-@" for name in names)


def test_5000_rows_are_fine_and_20001_are_too_many() -> None:
    lines = [f"330106,第{number}科" for number in range(20_001)]
    rows, wrong = read_csv(UNITS, "division,name\n" + "\n".join(lines[:5000]), divisions())

    assert (len(rows), wrong) == (5000, [])
    assert [one.code for one in read_csv(UNITS, "division,name\n" + "\n".join(lines), divisions())[1]] == [
        "too_many_rows"
    ]


def test_names_are_those_of_the_day() -> None:
    known = Registered.of(
        {
            "SUP-330106": [
                {"name": "西湖区安监局法规科", "valid_to": "2026-12-31"},
                {"name": "西湖区应急局执法监督科", "valid_from": "2027-01-01"},
            ],
            "330106": [{"name": "新西湖区", "valid_from": "2027-01-01"}],
        }
    )
    names = Names(divisions(), None, known, date(2026, 11, 23))

    assert names.body_name("330106") == "西湖区安监局法规科"
    assert names.on(date(2027, 1, 1)).body_name("330106") == "西湖区应急局执法监督科"
    assert names.division_name("330106") == "浙江省杭州市西湖区"
    assert names.on(date(2027, 5, 1)).division_name("330106") == "浙江省杭州市新西湖区"
    assert Names(divisions()).on(date(2027, 1, 1)).body_name(NATION) == "应急管理部执法监督局"
