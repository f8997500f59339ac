"""How long a call lasts, and how numbers stand on screens and are read aloud."""

from datetime import UTC, datetime, timedelta

import pytest

from services.intake.domain.calling import Course, clock, grouped, masked

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def after(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_waiting_counts_once_however_often_it_is_pressed():
    course = (
        Course(NOON).hold(after(60)).hold(after(80)).resume(after(100)).resume(after(120)).hold(after(200))
    )

    assert (course.held(after(230)), course.lasted(after(230))) == (70, 230)


def test_a_clock_that_is_ahead_counts_nothing_backwards():
    assert Course(after(5)).lasted(NOON) == 0


@pytest.mark.parametrize(
    ("number", "aloud", "shown"),
    [
        ("13800001234", "138 0000 1234", "…1234"),
        ("+86 138 0000 1234", "138 0000 1234", "…1234"),
        ("110", "110", "110"),
    ],
)
def test_numbers_are_read_in_groups_and_shown_by_their_end(number, aloud, shown):
    assert (grouped(number), masked(number)) == (aloud, shown)


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (247, "4:07"), (3847, "1:04:07")])
def test_the_clock(seconds, shown):
    assert clock(seconds) == shown
