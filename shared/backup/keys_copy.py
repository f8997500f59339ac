"""The key file within a copy, sealed under a passphrase; and proof that keys open a copy.

scrypt (RFC 7914) makes the key, AES-256-GCM seals: a stolen copy is worth as much as its passphrase.
"""

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from shared.crypto import Keyring, Unreadable

FILE = "keys.sealed"
LEAST_PASSPHRASE = 12
UNPROVEN = b"these keys open this copy"
_CONTEXT = "backup:check"
_SALT, _NONCE = 16, 12


class WrongPassphrase(ValueError):
    """It does not open the keys."""


def seal(content: bytes, passphrase: str) -> bytes:
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, FILE.encode())


def open_sealed(sealed: bytes, passphrase: str) -> bytes:
    """Raises WrongPassphrase."""
    salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, rest, FILE.encode())
    except InvalidTag as error:
        raise WrongPassphrase from error


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())


def check_for(keyring: Keyring, content: bytes = UNPROVEN) -> str:
    """What only these keys make and open: so nobody else says what the copy is to hold."""
    return b64encode(keyring.seal(_CONTEXT, content)).decode()


def opens(keyring: Keyring, check: str) -> bool:
    return _opened(keyring, check) is not None


def proves(keyring: Keyring, check: str, content: bytes) -> bool:
    """Whether the check was made for this content, by who holds these keys."""
    return _opened(keyring, check) == content


def _opened(keyring: Keyring, check: str) -> bytes | None:
    try:
        return keyring.open(_CONTEXT, b64decode(check))
    except (Unreadable, ValueError):
        return None
