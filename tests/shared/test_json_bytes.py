"""The quick way writes what the standard library's reader gives back, whatever it is."""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.json_bytes import written

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_it_reads_as_what_was_written(value: Any) -> None:
    assert json.loads(written(value)) == value


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (1 << 80, 1 << 80),
        ({1: "a"}, {"1": "a"}),
        ((Colour.RED, {Colour.RED: 1}), ["red", {"red": 1}]),
        ("中文\u2028", "中文\u2028"),
    ],
)
def test_what_the_standard_library_takes_is_taken(value: Any, read: Any) -> None:
    assert json.loads(written(value)) == read


def test_what_is_no_json_is_written_as_the_caller_says() -> None:
    moment, number = datetime(2026, 1, 2, 3, 4), UUID(int=5)

    assert json.loads(written([moment, moment.date(), number], str)) == [
        str(moment),
        "2026-01-02",
        str(number),
    ]
    with pytest.raises(TypeError):
        written(date(2026, 1, 2))


class Stretch(NamedTuple):
    first: int
    last: Any


class Hours(float):
    pass


@pytest.mark.parametrize(
    "value", [Stretch(1, 2), {"a": [Stretch(1, Stretch(2, date(2026, 1, 2)))]}, Hours(1.5)]
)
@pytest.mark.parametrize("default", [str, lambda _: "?"])
def test_a_list_with_names_stays_a_list(value: Any, default: Any) -> None:
    """Also where the caller has a way for what is no JSON: audit details and kept answers have one."""
    assert json.loads(written(value, default)) == json.loads(json.dumps(value, default=default))


def test_half_a_character_is_refused_as_ever() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        written("\ud800")
