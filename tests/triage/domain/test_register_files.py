"""How a register's file is read line by line, and what it would change in what is held."""

from typing import Any

import pytest

from services.triage.domain.registers import KINDS, Difference, Fault, compare, quoted, read_csv, write_csv
from shared.divisions import divisions

UNITS, BODIES = KINDS["units"], KINDS["bodies"]


def read(kind: str, text: str) -> tuple[list[Any], list[tuple[int, str, str]]]:
    rows, faults = read_csv(KINDS[kind], text, divisions())
    return rows, [(one.line, one.column, one.code) for one in faults]


def test_cells_are_read_without_the_blanks_and_signs_around_them() -> None:
    rows, faults = read("agencies", " entrusted_by ,name\nSUP-330106, 甲站 \nDEP-330110,'=甲\n330100,'甲\n")

    assert faults == []
    assert [(row.cells["entrusted_by"], row.cells["name"]) for row in rows] == [
        ("330106", "甲站"),
        ("330110", "=甲"),
        ("330100", "'甲"),
    ]
    assert rows[0].key == "330106|甲站|"
    assert rows[0].cells["scope"] == ""


def test_reading_goes_on_behind_a_wrong_line_and_every_fault_is_told() -> None:
    _, faults = read("units", 'division,name\n330106,甲,x\n,乙\n\n330106,"丙\n丁"\n330106,戊\n330106,戊\n')

    assert faults == [
        (2, "", "too_many_cells"),
        (3, "division", "required"),
        (6, "name", "control_character"),
        (8, "", "twice"),
    ]


def test_cells_that_a_line_leaves_out_are_empty() -> None:
    rows, faults = read("units", "division,name,public\n330106,甲科\n330106\n")

    assert rows[0].cells["public"] == ""
    assert faults == [(3, "name", "required")]


def test_a_heading_names_what_is_required_and_nothing_unknown() -> None:
    long = "x" * 41

    assert read("units", f"division,{long}\n330106,1\n") == (
        [],
        [(1, "name", "missing_column"), (1, "x" * 40, "unknown_column")],
    )
    assert read("units", "name,division\n甲科,330106\n")[1] == []


def test_days_in_the_wrong_order_are_told_only_where_both_are_days() -> None:
    header = "division,name,valid_from,valid_to\n"

    assert read("units", f"{header}330106,甲科,2026-02-02,x\n")[1] == [(2, "valid_to", "not_a_day")]
    assert read("units", f"{header}330106,甲科,2026-02-02,2026-02-01\n")[1] == [
        (2, "valid_to", "ends_before_it_begins")
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_reckon_with_is_quoted(sign: str) -> None:
    assert quoted(f"{sign}1+1") == f"'{sign}1+1"
    assert quoted(f"1{sign}1") == f"1{sign}1"


def test_a_file_is_written_with_its_heading_and_without_what_is_not_known() -> None:
    assert write_csv(UNITS, [{"division": "330106", "name": "=甲"}]) == (
        "division,name,public,valid_from,valid_to\r\n330106,'=甲,,,\r\n"
    )


def test_what_is_new_what_is_other_and_what_stays_is_counted_apart() -> None:
    def unit(name: str, public: str) -> dict[str, str]:
        return {"division": "330106", "name": name, "public": public, "valid_from": "", "valid_to": ""}

    held = {f"330106|{name}|": unit(name, "yes") for name in ("甲", "乙", "丙")}
    rows, _ = read(
        "units", "division,name,public\n330106,甲,yes\n330106,乙,no\n330106,丁,no\n330106,丙,yes\n"
    )

    found = compare(UNITS, held, rows)

    assert [row.cells["name"] for row in found.added] == ["丁"]
    assert [(one.row.cells["public"], one.before["public"]) for one in found.changed] == [("no", "yes")]
    assert (found.unchanged, found.faults) == (2, ())


def body(name: str, first: str, last: str, division: str = "330106") -> dict[str, str]:
    return {
        "division": division,
        "name": name,
        "designated": "",
        "valid_from": first,
        "valid_to": last,
    }


@pytest.mark.parametrize(
    ("held", "row", "lines"),
    [
        (body("甲", "2026-01-01", "2026-06-30"), "330106,乙,2026-07-01,", []),
        (body("甲", "2026-01-01", "2026-07-01"), "330106,乙,2026-07-01,", [2]),  # both hold on that day
        (body("甲", "2027-01-01", ""), "330106,乙,2026-07-01,", [2]),  # the row begins first
        (body("甲", "2027-01-01", ""), "330106,乙,2026-07-01,2026-12-31", []),
        (body("甲", "", "", "330110"), "330106,乙,2026-07-01,", []),
    ],
)
def test_of_one_body_there_is_one_entry_at_any_time(held: dict[str, str], row: str, lines: list[int]) -> None:
    rows, _ = read("bodies", f"division,name,valid_from,valid_to\n{row}\n")

    found = compare(BODIES, {f"{held['division']}|{held['valid_from']}": held}, rows)

    assert [(one.line, one.column, one.code) for one in found.faults] == [
        (line, "valid_from", "overlaps") for line in lines
    ]


def test_what_overlapped_before_is_no_fault_of_the_file() -> None:
    held = {"330106|": body("甲", "", ""), "330106|2026-01-01": body("乙", "2026-01-01", "")}
    rows, _ = read("bodies", "division,name\n330110,丙\n")

    assert compare(BODIES, held, rows).faults == ()


def test_of_a_file_with_faults_nothing_is_taken() -> None:
    refused = Difference(faults=(Fault(2, "name", "required"),))

    assert (refused.added, refused.changed, refused.unchanged) == ((), (), 0)


def test_units_of_one_name_may_hold_in_the_same_days() -> None:
    rows, _ = read("units", "division,name,valid_from\n330106,甲,2026-01-01\n330106,甲,2026-02-01\n")

    assert compare(UNITS, {}, rows).faults == ()
