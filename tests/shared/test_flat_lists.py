"""Lists are written as psycopg writes them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from psycopg.adapt import PyFormat, Transformer
from psycopg.types.array import ListBinaryDumper

from shared.contracts.terms import Channel
from shared.flat_lists import FlatLists

KINDS = (
    st.binary(max_size=9),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9),
    st.uuids(),
    st.booleans(),
    st.integers(-(1 << 62), 1 << 62),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(Channel),
    st.lists(st.integers(0, 9), min_size=2, max_size=2),
)
LISTS = st.one_of(
    [st.lists(kind | st.none() if kind is not KINDS[-1] else kind, max_size=9) for kind in KINDS]
)


def dumped(kind: type[ListBinaryDumper], values: list[Any]) -> tuple[Any, bytes, int]:
    dumper = kind(list, Transformer())
    key = dumper.get_key(values, PyFormat.AUTO)
    upgraded = dumper.upgrade(values, PyFormat.AUTO)
    return key[1:], bytes(upgraded.dump(values) or b""), upgraded.oid


@given(LISTS)
def test_as_psycopg_writes_them(values: list[Any]) -> None:
    assert dumped(FlatLists, values) == dumped(ListBinaryDumper, values)


def test_of_each_kind_that_a_column_has() -> None:
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)

    for values in ([b"a"], ["文", None], [UUID(int=5)], [True], [1, 1 << 40], [date(2026, 1, 2)], [moment]):
        assert dumped(FlatLists, values) == dumped(ListBinaryDumper, values)
