"""The arrangement of a year: read whole or with each fault by its line, and compared with what counted before."""

from datetime import date

import pytest

from services.triage.domain.arrangements import FAULTS, differing, read, special, write
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
