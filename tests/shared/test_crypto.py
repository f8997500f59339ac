"""What is sealed for one purpose opens for no other."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.crypto import Keyring, Unreadable, key_id_of
from shared.keyfile import KeyFile

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


def test_each_sealed_value_names_its_key_and_is_sealed_anew_under_the_current_one() -> None:
    new = os.urandom(32)
    old, rotated = ring.seal("a", b"text"), Keyring([new, KEY])
    fresh = rotated.reseal("a", old)

    assert key_id_of(old) == ring.current == rotated.key_ids[1]
    assert key_id_of(fresh) == rotated.current
    assert rotated.reseal("a", fresh) is fresh
    assert Keyring([new]).open("a", fresh) == b"text"


def test_resealing_never_carries_what_cannot_be_opened() -> None:
    old, rotated = ring.seal("a", b"text"), Keyring([os.urandom(32), KEY])

    with pytest.raises(Unreadable):
        rotated.reseal("b", old)


@pytest.mark.parametrize("text", [b"", b"\x01", b"\x02" + bytes(60), b"\x01" + bytes(20)])
def test_what_was_never_sealed_is_unreadable(text: bytes) -> None:
    with pytest.raises(Unreadable):
        ring.open("a", text)
    with pytest.raises(Unreadable):
        key_id_of(text)


def test_a_look_up_hash_depends_on_purpose_and_index_key() -> None:
    found = ring.blind_index("phone", "13800000001")

    assert found == ring.blind_index("phone", "13800000001")
    assert found != ring.blind_index("code", "13800000001")
    assert found != Keyring([os.urandom(32)]).blind_index("phone", "13800000001")
    assert found != Keyring([KEY], os.urandom(32)).blind_index("phone", "13800000001")


def test_look_up_hashes_outlive_every_rotation() -> None:
    first = KeyFile((KEY,))
    found = first.keyring().blind_index("receipt", "code")
    secret = first.keyring().lasting("chain")

    for keys in (
        first.rotated(),
        first.rotated().rotated(),
        first.rotated().retired(),
        first.rotated().retired().rotated(),
    ):
        assert keys.keyring().blind_index("receipt", "code") == found
        assert keys.keyring().lasting("chain") == secret
        assert keys.keyring().derive("session") != first.keyring().derive("session")


def test_what_was_derived_before_a_rotation_still_counts() -> None:
    now, before = KeyFile((KEY,)).rotated().keyring().generations("session")

    assert before == ring.derive("session")
    assert now != before


def test_what_opens_with_a_word_opens_with_that_word_alone_also_after_a_rotation() -> None:
    sealed, rotated = ring.under("draft", "word").seal("draft", b"text"), KeyFile((KEY,)).rotated()

    assert rotated.keyring().under("draft", "word").open("draft", sealed) == b"text"
    for stranger in (
        rotated.keyring().under("draft", "other"),
        rotated.keyring(),
        rotated.retired().keyring().under("draft", "word"),
    ):
        with pytest.raises(Unreadable):
            stranger.open("draft", sealed)


def test_what_was_sealed_and_hashed_by_earlier_versions_opens_and_matches() -> None:
    """Written by the version of 2026-11-26; HKDF came from the cryptography package then."""
    sealed = (
        "01b239cbc7e8edf11bfde1c5054bc6bcb0f23e4ad8a8622a94177be091ce87bb360d9079dd161a0eb2754365e25de97357"
    )
    under = (
        "01b239cbc70efd1221ee953b97edeb52b66fd322ccfbc4d3c66f00bf025575e918f4370bbb36922de0ee5314b73655dad1"
    )

    assert ring.open("a", bytes.fromhex(sealed)) == "一件投诉".encode()
    assert ring.under("a", "word").open("a", bytes.fromhex(under)) == "一件投诉".encode()
    assert ring.blind_index("a", "一件" * 2000) == "655de0dadd57603229645f639eb124d3"
    assert ring.derive("a").hex() == "9202189c935737914c05ede8763fcb7ccd9329b2061bb7835c9159ed3b4469a8"
    assert ring.lasting("a").hex() == "12f5f4a0a734ba6b899bc5136b45a0d367e82bbcbe3ae4fd01f5cc0ea29103ee"


@pytest.mark.parametrize("keys", [[], [b"short"], [KEY, b"short"]], ids=["none", "short", "one short"])
def test_a_short_master_key_is_refused(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(keys)
