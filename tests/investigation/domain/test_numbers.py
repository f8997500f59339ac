"""Numbers of matters are read as people write them, and written as they are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.investigation.domain.numbers import NotNumbers, read, write


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", []),
        ("3", [3]),
        ("1、3、5-9", [1, 3, 5, 6, 7, 8, 9]),
        ("2，2, 1", [1, 2]),
        (" 4 至 6；8 ", [4, 5, 6, 8]),
        ("1–3", [1, 2, 3]),
    ],
)
def test_numbers_are_read_as_people_write_them(said: str, meant: list[int]):
    assert read(said, 64) == meant


@pytest.mark.parametrize("said", ["0", "65", "9-5", "60-65", "王某", "1-", "-3", "1-2-3", "99999"])
def test_what_is_no_number_of_a_matter_is_named(said: str):
    with pytest.raises(NotNumbers) as refused:
        read(f"1、{said}", 64)
    assert str(refused.value) in said


@given(st.sets(st.integers(1, 64)))
def test_what_is_written_is_read_again(numbers: set[int]):
    assert read(write(numbers), 64) == sorted(numbers)


def test_it_is_written_short():
    assert write([9, 1, 2, 3, 5, 8]) == "1–3、5、8、9"
