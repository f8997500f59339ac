"""Time and identifiers are handed in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import china_day, clock_from, system_clock
from shared.ids import uuid7

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)


def test_the_legal_day_is_chinas() -> None:
    assert china_day(NOW).isoformat() == "2026-11-24"


def test_a_fixed_clock_stands_still() -> None:
    clock = clock_from("2026-11-23T09:00:00+08:00")

    assert clock() == clock() == datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.mark.parametrize(("setting", "shift"), [("+3d", 3 * 86400), ("-2h", -7200), ("+90m", 5400)])
def test_a_shifted_clock_goes_on(setting: str, shift: float) -> None:
    seen = (clock_from(setting)() - system_clock()).total_seconds()

    assert abs(seen - shift) < 60


def test_a_clock_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        clock_from("2026-11-23T09:00:00")


@given(st.binary(min_size=10, max_size=10), st.integers(min_value=1, max_value=10**6))
def test_identifiers_are_version_seven_and_sort_by_time(randomness: bytes, later: int) -> None:
    first = uuid7(NOW, randomness)
    second = uuid7(NOW + timedelta(milliseconds=later), bytes(10))

    assert first.version == 7
    assert first < second
