"""Nothing that is published lets anybody work out a small count."""

from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.publishing import (
    SMALLEST_CELL,
    months,
    spans,
    sum_told,
    tens,
    told,
    without_small,
)
from shared.clock import china_day

CELLS = st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=12)


@given(CELLS)
def test_what_is_hidden_cannot_be_worked_out_from_the_sum(cells: dict[str, int]) -> None:
    shown = without_small(cells)

    hidden = [cells[key] for key, count in shown.items() if count is None]
    assert all(count is None or count == 0 or count >= SMALLEST_CELL for count in shown.values())
    assert all(count is None or count == cells[key] for key, count in shown.items())
    if hidden and len(hidden) < len([count for count in cells.values() if count]):
        assert len(hidden) >= 2
        assert sum(hidden) >= SMALLEST_CELL


@given(CELLS)
def test_no_more_is_hidden_than_it_takes(cells: dict[str, int]) -> None:
    if all(count == 0 or count >= SMALLEST_CELL for count in cells.values()):
        assert without_small(cells) == cells


def test_one_small_cell_takes_the_next_larger_with_it() -> None:
    assert without_small({"a": 3, "b": 50, "c": 6, "d": 0}) == {"a": None, "b": 50, "c": None, "d": 0}


def test_two_small_cells_that_are_few_together_take_one_more() -> None:
    assert without_small({"a": 1, "b": 2, "c": 9, "d": 8}) == {"a": None, "b": None, "c": 9, "d": None}


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_twelve_whole_months_that_touch_and_end_before_this_one(today: date) -> None:
    found = spans(today)

    assert [first for first, _, _ in found] == months(today)
    assert len(found) == 12
    assert all(one[2] == after[1] for one, after in pairwise(found))
    assert found[-1][2].date() == today.replace(day=1)


def test_months_are_chinas() -> None:
    new_years_eve = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)

    assert months(china_day(new_years_eve))[-1] == date(2026, 12, 1)


def test_the_running_month_is_told_in_tens() -> None:
    assert [tens(count) for count in (0, 9, 10, 19, 123)] == [0, 0, 10, 10, 120]


@given(st.lists(st.integers(0, 40)), st.integers(1, SMALLEST_CELL - 1))
def test_a_month_that_is_hidden_changes_no_sum(cells: list[int], small: int) -> None:
    assert told(small) is None
    assert sum_told([*cells, small]) == sum_told(cells)
