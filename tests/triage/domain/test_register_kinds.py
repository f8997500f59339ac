"""Which registers there are (Measures art. 5, 6), what each row holds, and what makes two rows one entry."""

from datetime import date

import pytest

from services.triage.domain.registers import FAULTS, KINDS, Column, Kind, holds, period, read_csv
from shared.contracts.terms import Level
from shared.divisions import Division, Divisions, divisions
from shared.divisions.division import SPECIAL_AREA

REGISTERS = """
departments   division,valid_from        division      one
  division      division  required 120
  name          text      required 120
  valid_from    day       -        120
  valid_to      day       -        120
bodies        division,valid_from        division      one
  division      division  required 120
  name          text      required 120
  designated    yes_no    -        120
  valid_from    day       -        120
  valid_to      day       -        120
places        division,valid_from        division      one
  division      division  required 120
  name          text      required 120
  valid_from    day       -        120
  valid_to      day       -        120
areas         code,valid_from            parent        one
  code          new_code  required 6
  name          text      required 120
  parent        division  required 120
  has_body      yes_no    required 120
  valid_from    day       -        120
  valid_to      day       -        120
units         division,name,valid_from   division      several
  division      division  required 120
  name          text      required 120
  public        yes_no    -        120
  valid_from    day       -        120
  valid_to      day       -        120
agencies      entrusted_by,name,valid_from entrusted_by several
  entrusted_by  division  required 120
  name          text      required 120
  division      division  -        120
  scope         text      -        500
  valid_from    day       -        120
  valid_to      day       -        120
staff         division,number,valid_from division      several
  division      division  required 120
  number        text      required 40
  name          text      required 120
  username      text      -        80
  post          choice    -        120 full_time,part_time
  valid_from    day       -        120
  valid_to      day       -        120
certificates  number                     division      several
  number        text      required 40
  division      division  required 120
  staff_number  text      required 40
  issuer        text      required 120
  basis         choice    required 120 provincial_exam,local_rule
  valid_from    day       required 120
  valid_to      day       required 120
posts         username,kind,worked_in,name,valid_from division several
  division      division  required 120
  username      text      required 80
  kind          choice    required 120 department,supervision_body,unit,enterprise
  worked_in     division  required 120
  name          text      required 120
  valid_from    day       required 120
  valid_to      day       -        120
  mistaken      yes_no    -        120
heads         division,name,valid_from   division      several
  division      division  required 120
  name          text      required 120
  title         text      -        80
  username      text      -        80
  valid_from    day       -        120
  valid_to      day       -        120
"""
"""A register with its key, the column of its place, and whether one thing has one entry at a time; its columns with
their kind, whether they are required, how long they may be, and what may stand there."""


def _register(kind: Kind) -> list[str]:
    at_a_time = "one" if kind.one_at_a_time else "several"
    return [
        f"{kind.name} {','.join(kind.key)} {kind.place} {at_a_time}",
        *(_column(one) for one in kind.columns),
    ]


def _column(one: Column) -> str:
    required = "required" if one.required else "-"
    return f"{one.name} {one.type} {required} {one.most} {','.join(one.choices)}".rstrip()


def test_the_registers_are_these() -> None:
    told = [line for name, kind in KINDS.items() if name == kind.name for line in _register(kind)]

    assert told == [" ".join(line.split()) for line in REGISTERS.strip().split("\n")]


def faults(kind: str, header: str, *rows: str) -> list[tuple[int, str, str]]:
    text = "\n".join([header, *rows])
    return [(one.line, one.column, one.code) for one in read_csv(KINDS[kind], text, divisions())[1]]


AREA = "code,name,parent,has_body"


@pytest.mark.parametrize(
    ("kind", "header", "row", "found"),
    [
        ("units", "division,name", f"330106,{'长' * 120}", []),
        ("units", "division,name,valid_from", "330106,甲科,20261201", [(2, "valid_from", "not_a_day")]),
        ("units", "division,name,valid_from", "330106,甲科,2026-02-29", [(2, "valid_from", "not_a_day")]),
        ("units", "division,name,valid_from,valid_to", "330106,甲科,2026-02-01,2026-02-01", []),
        ("units", "division,name,public", "330106,甲科,no", []),
        ("units", "division,name", "810000,甲科", [(2, "division", "no_body")]),  # no body either, but in the table
        ("places", "division,name", "710000,台湾省", []),  # a name needs no department
        ("agencies", "entrusted_by,name,division", "330106,甲站,710000", []),  # nor does a seat
        ("agencies", "entrusted_by,name", "710000,甲站", [(2, "entrusted_by", "no_body")]),
        ("areas", AREA, "320571,苏州工业园区,320500,yes", []),  # an area may be told of again
        ("areas", AREA, "320572,甲开发区,320500,yes", []),
        ("areas", AREA, "320572,甲开发区,320571,yes", [(2, "parent", "area_in_area")]),
        ("areas", AREA, "３２０５７２,甲开发区,320500,yes", [(2, "code", "not_six_digits")]),
        ("areas", AREA, "32057a,甲开发区,320500,yes", [(2, "code", "not_six_digits")]),
        ("areas", AREA, "3205720,甲开发区,320500,yes", [(2, "code", "too_long")]),
        ("units", "division,name", "320571,甲科", []),  # an area with a body has units
        ("staff", "division,number,name,post", "330106,1,甲乙,part_time", []),
        ("staff", "division,number,name,post", "330106,1,甲乙,half_time", [(2, "post", "not_a_choice")]),
    ],
)  # fmt: skip
def test_what_a_cell_may_hold(kind: str, header: str, row: str, found: list[tuple[int, str, str]]) -> None:
    assert faults(kind, header, row) == found


@pytest.mark.parametrize(("has_body", "found"), [(True, []), (False, [(2, "division", "no_body")])])
def test_an_area_without_a_body_has_no_department_of_which_units_could_be(
    has_body: bool, found: list[tuple[int, str, str]]
) -> None:
    """Its parent handles what happens there (domain §4.5)."""
    table = Divisions(
        [
            Division("000000", "全国", Level.NATIONAL, None, "国家"),
            Division("990000", "甲省", Level.PROVINCE, "000000", "省"),
            Division("990001", "乙开发区", Level.COUNTY, "990000", "开发区", SPECIAL_AREA, has_body),
        ]
    )
    _, faults = read_csv(KINDS["units"], "division,name\n990001,甲科\n", table)

    assert [(one.line, one.column, one.code) for one in faults] == found


def test_an_entry_holds_from_its_first_day_through_its_last_and_an_open_end_goes_on() -> None:
    entry = {"valid_from": "2026-01-02", "valid_to": "2026-03-04"}

    assert period(entry) == (date(2026, 1, 2), date(2026, 3, 4))
    assert [
        holds(entry, day) for day in (date(2026, 1, 1), date(2026, 1, 2), date(2026, 3, 4), date(2026, 3, 5))
    ] == [False, True, True, False]
    assert holds({}, date.min)
    assert holds({"valid_from": "", "valid_to": ""}, date.max)


CODES = """
unreadable missing_column unknown_column too_many_rows no_rows too_many_cells required too_long control_character
not_a_day not_yes_or_no not_a_choice unknown_division not_six_digits code_taken area_in_area no_body not_yours
ends_before_it_begins twice overlaps unknown_staff unknown_account
"""


def test_every_fault_by_its_code_is_told_in_words() -> None:
    """Programs know the codes; one that changed its name would be told to nobody."""
    assert set(FAULTS) == set(CODES.split())
    assert all(text.endswith(".") for text in FAULTS.values())
