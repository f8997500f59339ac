"""Boxes that one who holds no key of the house can fill or open: HPKE (RFC 9180) for somebody's public key.

X25519, HKDF-SHA256, AES-256-GCM, base mode. A box begins with four bytes that name the key it is for; the
`info` is the contract's name and the message's id, so that a box moved into another message does not open.
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from shared import crypto
from shared.crypto import Unreadable

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_ID_BYTES = 4
KEY_BYTES = 32


class WrongKey(Unreadable):
    """The box is for a key that is not, or no longer, ours."""


def read_public_key(pem: bytes) -> bytes:
    """The 32 bytes of an X25519 key in PEM form. Raises ValueError for anything else."""
    key = load_pem_public_key(pem)
    if not isinstance(key, X25519PublicKey):
        raise ValueError("not an X25519 key")
    return key.public_bytes_raw()


def id_of(public: bytes) -> bytes:
    """The name of a public key."""
    return hashlib.sha256(public).digest()[:_ID_BYTES]


def fill(public: bytes, info: str, plain: bytes) -> bytes:
    """A box that only the holder of the other half opens."""
    key = X25519PublicKey.from_public_bytes(public)
    return id_of(public) + _SUITE.encrypt(plain, key, info.encode())


def is_for(private: X25519PrivateKey, box: bytes) -> bool:
    """Whether the box says that this key opens it."""
    return box[:_ID_BYTES] == id_of(private.public_key().public_bytes_raw())


def open_box(private: X25519PrivateKey, info: str, box: bytes) -> bytes:
    """What is in it. Raises WrongKey, Unreadable."""
    if not is_for(private, box):
        raise WrongKey("for another key")
    try:
        return _SUITE.decrypt(box[_ID_BYTES:], private, info.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable("changed, or sealed for another message") from error


def house_keys(purpose: str) -> list[X25519PrivateKey]:
    """The house's own keys for `purpose`, one from each master key, the current one first."""
    return [X25519PrivateKey.from_private_bytes(key) for key in crypto.keyring().generations(purpose)]


def house_public_key(purpose: str) -> bytes:
    """For which others fill boxes now; those for an earlier one open as long as its master key stays."""
    return house_keys(purpose)[0].public_key().public_bytes_raw()


def open_as_house(purpose: str, info: str, box: bytes) -> bytes:
    """What somebody sealed for the house. Raises WrongKey, Unreadable."""
    for key in house_keys(purpose):
        if box[:_ID_BYTES] == id_of(key.public_key().public_bytes_raw()):
            return open_box(key, info, box)
    raise WrongKey("for none of this house's keys")
