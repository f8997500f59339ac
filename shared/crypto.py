"""Sealing: authenticated encryption of fields and files, and keyed look-up hashes.

Envelope: version (1 byte) | key id (4) | salt (16) | AES-256-GCM ciphertext and tag. Each record has
a key of its own, HMAC-SHA256(context key, salt), so the nonce may be constant; the context key comes
from the master key by HKDF, so what is sealed for one purpose opens for no other.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE = bytes(12)
_HEADER = 21


class Unreadable(ValueError):
    """The text was not sealed for this context by a key we hold, or it was changed."""


class Keyring:
    """The master keys by id; the first one seals, all open."""

    def __init__(self, master_keys: list[bytes]) -> None:
        if not master_keys or any(len(key) < 32 for key in master_keys):
            raise ValueError("a master key has at least 32 bytes")
        self._masters = {hashlib.sha256(b"jiandu key id" + key).digest()[:4]: key for key in master_keys}
        self._current = next(iter(self._masters))
        self._derived: dict[tuple[bytes, str], bytes] = {}

    def derive(self, context: str, key_id: bytes | None = None) -> bytes:
        """32 bytes that belong to `context` alone."""
        key_id = key_id or self._current
        known = self._derived.get((key_id, context))
        if known is None:
            info = b"jiandu:" + context.encode()
            known = HKDF(SHA256(), 32, salt=None, info=info).derive(self._masters[key_id])
            self._derived[key_id, context] = known
        return known

    def seal(self, context: str, data: bytes) -> bytes:
        salt = os.urandom(16)
        key = hmac.digest(self.derive(context), salt, "sha256")
        return _VERSION + self._current + salt + AESGCM(key).encrypt(_NONCE, data, context.encode())

    def open(self, context: str, sealed: bytes) -> bytes:
        """The data sealed for `context`. Raises Unreadable."""
        key_id, salt = sealed[1:5], sealed[5:_HEADER]
        if sealed[:1] != _VERSION or key_id not in self._masters:
            raise Unreadable(f"no key for this text ({context})")
        key = hmac.digest(self.derive(context, key_id), salt, "sha256")
        try:
            return AESGCM(key).decrypt(_NONCE, sealed[_HEADER:], context.encode())
        except InvalidTag as error:
            raise Unreadable(f"changed or sealed for another purpose ({context})") from error

    def blind_index(self, context: str, value: str) -> str:
        """A keyed hash (32 hex digits) by which equal values are found without being readable."""
        return hmac.digest(self.derive("index:" + context), value.encode(), "sha256").hex()[:32]


def read_master_keys(path: Path) -> list[bytes]:
    """Master keys from a file: one hex key a line, the current one first."""
    return [bytes.fromhex(line) for line in path.read_text().split()]


def ensure_master_key(path: Path) -> list[bytes]:
    """The keys in `path`; a new one is made, readable by its owner alone, where there is none yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(os.urandom(32).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    return read_master_keys(path)


_process: Mapping[str, Keyring] = {}


def configure(master_keys: list[bytes]) -> Keyring:
    """Make this the process's keyring; column types and the wire use it."""
    global _process
    _process = {"keyring": Keyring(master_keys)}
    return _process["keyring"]


def keyring() -> Keyring:
    """The process's keyring. Raises RuntimeError before `configure`."""
    if not _process:
        raise RuntimeError("crypto.configure() has not been called")
    return _process["keyring"]
