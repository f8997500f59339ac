"""What is sealed for a public key opens for its holder, in its message, and nowhere else."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared import boxes, crypto
from shared.crypto import Unreadable

OLD, NEW = b"an old master key of the tests' !", b"a new master key of the tests' !!"


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    crypto.configure([OLD])
    yield
    crypto.configure([OLD])


def test_a_box_opens_for_its_key_and_message_only() -> None:
    private = X25519PrivateKey.generate()
    box = boxes.fill(private.public_key().public_bytes_raw(), "this", b"said")

    assert boxes.open_box(private, "this", box) == b"said"
    assert b"said" not in box
    with pytest.raises(Unreadable):
        boxes.open_box(private, "another", box)
    with pytest.raises(Unreadable):
        boxes.open_box(private, "this", box[:-1])
    with pytest.raises(boxes.WrongKey):
        boxes.open_box(X25519PrivateKey.generate(), "this", box)


def test_a_rotation_of_master_keys_gives_a_new_key_and_keeps_the_old_one_open() -> None:
    before = boxes.house_public_key("bodies")
    box = boxes.fill(before, "this", b"said")

    crypto.configure([NEW, OLD], None)

    assert boxes.house_public_key("bodies") != before
    assert boxes.open_as_house("bodies", "this", box) == b"said"
    with pytest.raises(boxes.WrongKey):
        boxes.open_as_house("something else", "this", box)
    crypto.configure([NEW])
    with pytest.raises(boxes.WrongKey):
        boxes.open_as_house("bodies", "this", box)


def test_only_an_x25519_key_is_taken() -> None:
    right = X25519PrivateKey.generate().public_key()
    other = Ed25519PrivateKey.generate().public_key()

    assert boxes.read_public_key(_pem(right)) == right.public_bytes_raw()
    for wrong in (_pem(other), b"", b"-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"):
        with pytest.raises(ValueError, match=r".*"):
            boxes.read_public_key(wrong)


def _pem(key: object) -> bytes:
    made: bytes = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined]
    return made
