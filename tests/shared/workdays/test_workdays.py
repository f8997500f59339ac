"""Time limits as the law counts them."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.workdays import TableError, Unit, load
from shared.workdays.statutory import fixed_holidays, qingming

CALENDAR = load()
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
SPANS = st.integers(0, 120)


def test_the_announced_years_agree_with_the_package_they_come_from():
    day = date(2024, 1, 1)
    while day.year < 2027:
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day
        assert not CALENDAR.is_provisional(day)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # a Saturday made up for
        (date(2026, 2, 14), True),  # a Saturday made up for
        (date(2026, 11, 23), True),
        (date(2026, 11, 28), False),
        (date(2027, 2, 5), False),  # the eve of the Spring Festival
        (date(2027, 2, 8), False),
        (date(2027, 2, 9), True),  # no bridging day is guessed
        (date(2031, 10, 1), False),  # no table: fixed by law
        (date(2031, 1, 23), True),  # no table: a lunar holiday is not known
    ],
)
def test_single_days(day, worked):
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize(
    ("start", "days", "unit", "last", "provisional"),
    [
        # the day of receipt is not counted
        (date(2026, 11, 23), 15, Unit.DAYS, date(2026, 12, 8), False),
        # the last day is a Saturday: Monday
        (date(2026, 11, 13), 15, Unit.DAYS, date(2026, 11, 30), False),
        # the last day lies in the week of the National Day
        (date(2026, 9, 18), 15, Unit.DAYS, date(2026, 10, 8), False),
        # the last day is a Saturday that is worked
        (date(2026, 9, 25), 15, Unit.DAYS, date(2026, 10, 10), False),
        # sixty days from November end in a year that is not announced
        (date(2026, 11, 23), 60, Unit.DAYS, date(2027, 1, 22), True),
        # a limit of 2026 that rolls over New Year
        (date(2026, 12, 30), 2, Unit.DAYS, date(2027, 1, 4), True),
        # working days leave out the weekend
        (date(2026, 11, 23), 5, Unit.WORKDAYS, date(2026, 11, 30), False),
        # and count the made-up Saturday
        (date(2026, 10, 9), 1, Unit.WORKDAYS, date(2026, 10, 10), False),
        (date(2026, 12, 30), 3, Unit.WORKDAYS, date(2027, 1, 5), True),
    ],
)
def test_limits(start, days, unit, last, provisional):
    deadline = CALENDAR.deadline(start, days, unit)

    assert deadline.day == last
    assert deadline.provisional is provisional


@given(DAYS, SPANS)
def test_a_limit_never_ends_on_a_day_off_nor_before_its_time(start, days):
    last = CALENDAR.add_days(start, days)

    assert CALENDAR.is_workday(last)
    assert last >= start + timedelta(days=days)
    assert all(
        not CALENDAR.is_workday(start + timedelta(days=day)) for day in range(days, (last - start).days)
    )


@given(DAYS, st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start, days):
    last = CALENDAR.add_workdays(start, days)

    assert CALENDAR.is_workday(last)
    assert CALENDAR.workdays_between(start, last) == days


@given(DAYS, SPANS, SPANS)
def test_a_longer_limit_never_ends_earlier(start, days, more):
    for unit in Unit:
        shorter = CALENDAR.deadline(start, days, unit)
        longer = CALENDAR.deadline(start, days + more, unit)

        assert longer.day >= shorter.day
        assert longer.provisional or not shorter.provisional


def test_a_limit_does_not_run_backwards():
    with pytest.raises(ValueError, match="backwards"):
        CALENDAR.add_days(date(2026, 11, 23), -1)
    with pytest.raises(ValueError, match="backwards"):
        CALENDAR.add_workdays(date(2026, 11, 23), -1)


def test_provisional_years_hold_all_thirteen_statutory_days_but_for_coincidences():
    for year, coincide in ((2027, 0), (2028, 1), (2029, 0), (2030, 0)):
        days = [row for row in load()._table if row.year == year]

        assert len(days) == 13 - coincide  # in 2028 Mid-autumn falls on the third day of October
        assert CALENDAR.is_provisional(date(year, 6, 1))


def test_qingming_by_formula_is_that_of_the_notices():
    for year in (2024, 2025, 2026):
        assert chinese_calendar.get_holiday_detail(qingming(year)) == (True, "Tomb-sweeping Day")
    assert len(fixed_holidays(2031)) == 7


def test_a_file_of_ones_own_replaces_the_years_it_mentions(tmp_path):
    own = tmp_path / "2027.csv"
    own.write_text(
        "day,kind,name,status\n2027-02-09,holiday,春节,announced\n2027-02-14,workday,春节,announced\n",
        encoding="utf-8",
    )

    calendar = load(own)

    assert not calendar.is_provisional(date(2027, 6, 1))
    assert not calendar.is_workday(date(2027, 2, 9))
    assert calendar.is_workday(date(2027, 2, 14))
    assert calendar.is_workday(date(2027, 1, 1))  # as the file says: it mentions no New Year
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.deadline(date(2026, 11, 23), 60).provisional is False


@pytest.mark.parametrize(
    "line", ["2027-13-01,holiday,x,announced", "2027-01-01,feast,x,announced", "2027-01-01,holiday,x,sure"]
)
def test_a_bad_line_of_the_file_is_named(tmp_path, line):
    path = tmp_path / "own.csv"
    path.write_text(f"day,kind,name,status\n{line}\n", encoding="utf-8")

    with pytest.raises(TableError, match="line 2"):
        load(path)
