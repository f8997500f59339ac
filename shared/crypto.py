"""Sealing: authenticated encryption of fields and files, and keyed look-up hashes.

Envelope: version (1 byte) | key id (4) | salt (16) | AES-256-GCM ciphertext and tag. Each record has
a key of its own, HMAC-SHA256(context key, salt), so the nonce may be constant; the context key comes
from a master key by HKDF, so what is sealed for one purpose opens for no other.

Master keys come and go: what is sealed names its key and can be sealed anew. What is only hashed cannot
(a receipt code is nowhere kept), so hashes rest on the index key, which stays when master keys change.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared import randomness
from shared.macs import Mac, hkdf

_VERSION = b"\x01"
_NONCE = bytes(12)
_HEADER = 21
LEAST_BYTES = 32


class Unreadable(ValueError):
    """The text was not sealed for this context by a key we hold, or it was changed."""


def key_id_of(sealed: bytes) -> bytes:
    """Which master key a sealed value needs (`Keyring.key_ids`). Raises Unreadable for anything else."""
    if sealed[:1] != _VERSION or len(sealed) <= _HEADER:
        raise Unreadable("not a sealed value")
    return sealed[1:5]


def id_of(master_key: bytes) -> bytes:
    """The name of a master key; it tells nothing about the key."""
    return hashlib.sha256(b"jiandu key id" + master_key).digest()[:4]


class Keyring:
    """The master keys by id, the current one first: it seals, all open.

    `index_key` is what hashes rest on; without one it follows from the oldest master key, which must
    then stay in the ring. `ids` name keys that follow from master keys after those.
    """

    def __init__(
        self,
        master_keys: Sequence[bytes],
        index_key: bytes | None = None,
        ids: Sequence[bytes] | None = None,
    ) -> None:
        if not master_keys or min(map(len, (*master_keys, index_key or master_keys[0]))) < LEAST_BYTES:
            raise ValueError(f"a master key has at least {LEAST_BYTES} bytes")
        names = ids or [id_of(key) for key in master_keys]
        self._masters = dict(zip(names, master_keys, strict=True))
        self.current = names[0]
        """The id of the key that seals now."""
        self._derived: dict[tuple[bytes, str], bytes] = {}
        self._macs: dict[tuple[bytes, str], Mac] = {}
        self._index_key = index_key

    @property
    def index_key(self) -> bytes:
        """What hashes rest on."""
        if self._index_key is None:
            *_, oldest = self._masters.values()
            self._index_key = _hkdf(oldest, "index key")
        return self._index_key

    @property
    def key_ids(self) -> list[bytes]:
        """The ids of the master keys, the current one first."""
        return list(self._masters)

    def derive(self, context: str, key_id: bytes | None = None) -> bytes:
        """32 bytes that belong to `context` alone and to one master key; others after a rotation."""
        return self._known(key_id or self.current, context)

    def generations(self, context: str) -> list[bytes]:
        """`derive` for every master key, the current one first: what an earlier key made still counts."""
        return [self.derive(context, key_id) for key_id in self._masters]

    def lasting(self, context: str) -> bytes:
        """32 bytes that belong to `context` alone and stay the same when master keys change."""
        return self._known(b"index", context)

    def _known(self, source: bytes, context: str) -> bytes:
        known = self._derived.get((source, context))
        if known is None:
            known = _hkdf(self.index_key if source == b"index" else self._masters[source], context)
            self._derived[source, context] = known
        return known

    def _mac(self, source: bytes, context: str) -> Mac:
        known = self._macs.get((source, context))
        if known is None:
            known = self._macs[source, context] = Mac(self._known(source, context))
        return known

    def lasting_digest(self, context: str, message: bytes) -> bytes:
        """HMAC-SHA256 of the message under `lasting(context)`."""
        return self._mac(b"index", context).digest(message)

    def under(self, context: str, word: str) -> "Keyring":
        """A ring for what opens only with `word` as well; the word itself is kept nowhere here.

        What it seals names the master key all the same, so that one sees what a retirement would cost.
        """
        keys = [self._mac(key_id, context).digest(word.encode()) for key_id in self._masters]
        return Keyring(keys, ids=self.key_ids)

    def seal(self, context: str, data: bytes) -> bytes:
        salt = randomness.public(16)
        key = self._mac(self.current, context).digest(salt)
        return b"".join((_VERSION, self.current, salt, AESGCM(key).encrypt(_NONCE, data, context.encode())))

    def open(self, context: str, sealed: bytes) -> bytes:
        """The data sealed for `context`. Raises Unreadable."""
        key_id, salt = key_id_of(sealed), sealed[5:_HEADER]
        if key_id not in self._masters:
            raise Unreadable(f"no key for this text ({context})")
        key = self._mac(key_id, context).digest(salt)
        try:
            return AESGCM(key).decrypt(_NONCE, sealed[_HEADER:], context.encode())
        except InvalidTag as error:
            raise Unreadable(f"changed or sealed for another purpose ({context})") from error

    def reseal(self, context: str, sealed: bytes) -> bytes:
        """The same data under the current key; unchanged if it is there already. Raises Unreadable."""
        return sealed if key_id_of(sealed) == self.current else self.seal(context, self.open(context, sealed))

    def blind_index(self, context: str, value: str) -> str:
        """A keyed hash (32 hex digits) by which equal values are found without being readable."""
        return self._mac(b"index", "index:" + context).digest(value.encode()).hex()[:32]


def _hkdf(key: bytes, context: str) -> bytes:
    return hkdf(key, b"jiandu:" + context.encode())


LOOK_SECONDS = 1.0
"""How long a process may seal under a key that is no longer the current one, and not know the next one."""

Renew = Callable[[], "Keyring | None"]
"""The ring as it is now, or None when it is what it was."""


@dataclass
class _Held:
    ring: Keyring
    renew: Renew | None
    look_at: float = 0.0


_process: list[_Held] = []


def configure(keys: Keyring | Sequence[bytes], renew: Renew | None = None) -> Keyring:
    """Make this (or a ring of these master keys) the process's keyring; column types and the wire use it.

    `renew` is asked once a second, by whoever needs the ring just then: a rotation stops nobody.
    """
    ring = keys if isinstance(keys, Keyring) else Keyring(keys)
    _process[:] = [_Held(ring, renew, time.monotonic() + LOOK_SECONDS)]
    return ring


def keyring() -> Keyring:
    """The process's keyring; ask for it each time. Raises RuntimeError before `configure`."""
    if not _process:
        raise RuntimeError("crypto.configure() has not been called")
    held = _process[0]
    if held.renew is not None and time.monotonic() >= held.look_at:
        held.look_at = time.monotonic() + LOOK_SECONDS
        held.ring = held.renew() or held.ring
    return held.ring
