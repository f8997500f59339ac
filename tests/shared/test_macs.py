"""The short way gives what the standard library and the cryptography package give."""

import hmac

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from shared.macs import Mac, hkdf


@given(st.binary(max_size=100), st.binary(max_size=200), st.binary(max_size=200))
def test_one_key_hashes_many_messages(key: bytes, first: bytes, second: bytes) -> None:
    mac = Mac(key)

    for message in (first, second, first):
        assert mac.digest(message) == hmac.digest(key, message, "sha256")


@pytest.mark.parametrize("length", [0, 2046, 2047, 2048, 4094, 4095, 100_000])
def test_a_long_message_is_hashed_whole(length: int) -> None:
    message = bytes(number % 251 for number in range(length))

    assert Mac(b"key").digest(message) == hmac.digest(b"key", message, "sha256")


@given(st.binary(min_size=1, max_size=100), st.binary(max_size=100))
def test_hkdf_is_that_of_the_standard(key: bytes, info: bytes) -> None:
    assert hkdf(key, info) == HKDF(SHA256(), 32, salt=None, info=info).derive(key)
