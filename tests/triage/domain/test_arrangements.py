"""The arrangement of a year: read whole or with each fault by its line, and compared with what counted before."""

from datetime import date

import pytest

from services.triage.domain.arrangements import FAULTS, FIRST_YEAR, LAST_YEAR, differing, read, special, write
from shared import office_days, workdays

GOOD = "day,kind,name\n2027-01-01,holiday,元旦\n2027-02-13,workday,春节\n2027-02-11,holiday,春节\n"


def test_a_file_is_read_in_order_and_written_back() -> None:
    days, faults = read(2027, GOOD)

    assert faults == []
    assert [(one.day.isoformat(), one.kind) for one in days] == [
        ("2027-01-01", "holiday"),
        ("2027-02-11", "holiday"),
        ("2027-02-13", "workday"),
    ]
    assert read(2027, write(one.as_json() for one in days)) == (days, [])


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 1, "heading"),
        ("day,kind\n", 1, "no_rows"),
        ("tag,art\n", 1, "heading"),
        ("day,kind\n2027-13-01,holiday\n", 2, "not_a_day"),
        ("day,kind\n20270101,holiday\n", 2, "not_a_day"),
        ("day,kind\n2026-01-01,holiday\n", 2, "other_year"),
        ("day,kind\n2027-01-01,feast\n", 2, "not_a_kind"),
        ("day,kind\n2027-01-01,holiday\n2027-01-01,workday\n", 3, "twice"),
        ('day,kind\n"2027-01-01,holiday\n', 2, "unreadable"),
        (f"day,kind,name\n2027-01-01,holiday,{'长' * 41}\n", 2, "too_long"),
    ],
)
def test_a_fault_is_told_by_its_line(text: str, line: int, code: str) -> None:
    assert [(one.line, one.code) for one in read(2027, text)[1]] == [(line, code)]
    assert code in FAULTS


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2027-13-01,holiday,", "day"),
        ("2026-01-01,holiday,", "day"),
        ("2027-01-01,feast,", "kind"),
        ("2027-01-01,holiday,元\x07旦", "name"),
        (f"2027-01-01,holiday,{'长' * 41}", "name"),
    ],
)
def test_a_fault_is_told_by_its_column(row: str, column: str) -> None:
    assert [one.column for one in read(2027, f"day,kind,name\n{row}\n")[1]] == [column]
    twice = "day,kind\n2027-01-01,holiday\n2027-01-01,holiday\n"
    assert [one.column for one in read(2027, twice)[1]] == ["day"]


def test_a_mark_of_the_byte_order_and_a_name_at_its_longest_are_no_faults() -> None:
    days, faults = read(2027, f"\ufeffday,kind,name\n2027-01-01,holiday,{'长' * 40}\n")

    assert (faults, [len(one.name) for one in days]) == ([], [40])


def test_what_differs_and_what_is_special_lies_within_the_year_from_its_first_day_to_its_last() -> None:
    ends = [
        {"day": f"2027-{day}", "kind": kind} for day, kind in (("12-31", "holiday"), ("01-02", "workday"))
    ]
    off, worked = differing(2027, workdays.load(), office_days.with_years({2027: ends}))

    assert date(2027, 12, 31) in off
    assert date(2027, 1, 1) in worked, "the first day is a working day where no arrangement says otherwise"
    assert date(2027, 1, 2) in worked
    days = special(2026, workdays.load())
    assert (days[0].day, days[0].kind) == (date(2026, 1, 1), "holiday")
    assert {one.day.year for one in days} == {2026}
    assert {one.kind for one in days if one.day.weekday() > 4} == {"workday"}
    assert {one.kind for one in days if one.day.weekday() < 5} == {"holiday"}


def test_years_that_can_be_arranged_are_those_of_this_century_since_2020() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (2020, 2099)


def test_what_differs_is_told_and_the_year_is_announced() -> None:
    before = workdays.load()
    after = office_days.with_years({2027: [one.as_json() for one in read(2027, GOOD)[0]]})

    off, worked = differing(2027, before, after)
    assert date(2027, 2, 11) in off
    assert date(2027, 2, 13) in worked
    assert before.is_provisional(date(2027, 6, 1))
    assert not after.is_provisional(date(2027, 6, 1))
    assert after.is_provisional(date(2028, 6, 1))
    assert after.is_workday(date(2026, 11, 23)) == before.is_workday(date(2026, 11, 23))


def test_the_special_days_of_a_year_make_the_same_year_again() -> None:
    built_in = workdays.load()
    again = office_days.with_years({2026: [one.as_json() for one in special(2026, built_in)]})

    assert differing(2026, built_in, again) == ([], [])
