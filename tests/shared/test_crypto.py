"""What is sealed for one purpose opens for no other."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.crypto import Keyring, Unreadable, ensure_master_key, read_master_keys

KEY = bytes(range(32))
ring = Keyring([KEY])


@given(st.binary(max_size=2000), st.text(min_size=1, max_size=30))
def test_what_is_sealed_opens_unchanged(data: bytes, context: str) -> None:
    assert ring.open(context, ring.seal(context, data)) == data


def test_equal_texts_look_different() -> None:
    assert ring.seal("a", b"text") != ring.seal("a", b"text")


def test_another_purpose_cannot_open_it() -> None:
    with pytest.raises(Unreadable):
        ring.open("b", ring.seal("a", b"text"))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_any_changed_byte_is_noticed(position: int, change: int) -> None:
    sealed = bytearray(ring.seal("a", b"a complaint"))
    sealed[position % len(sealed)] ^= change

    with pytest.raises(Unreadable):
        ring.open("a", bytes(sealed))


def test_after_a_rotation_the_old_key_still_opens_and_the_new_one_seals() -> None:
    old = ring.seal("a", b"text")
    rotated = Keyring([os.urandom(32), KEY])

    assert rotated.open("a", old) == b"text"
    with pytest.raises(Unreadable):
        ring.open("a", rotated.seal("a", b"text"))


def test_a_look_up_hash_depends_on_purpose_and_key() -> None:
    found = ring.blind_index("phone", "13800000001")

    assert found == ring.blind_index("phone", "13800000001")
    assert found != ring.blind_index("code", "13800000001")
    assert found != Keyring([os.urandom(32)]).blind_index("phone", "13800000001")


def test_a_short_master_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring([b"short"])


def test_the_first_start_makes_a_key_only_its_owner_reads(tmp_path) -> None:
    path = tmp_path / "keys" / "master.key"
    made = ensure_master_key(path)

    assert ensure_master_key(path) == made == read_master_keys(path)
    assert path.stat().st_mode & 0o077 == 0
