"""A file as sealed pieces, so that any range of it can be read and nothing of it changed unseen.

Each piece is AES-256-GCM under the file's own key, bound to file, part and number; the last piece says
that it is the last. So pieces cannot be swapped, moved to another file or cut off at the end. The file's
key stands sealed in the database and nowhere else: without it, what lies in the store is noise.

Piece: version (1 byte) | nonce (12) | ciphertext and tag. The nonce is random, since a piece may be sent
again with other content after a lost answer.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.files.store import Store

PIECE = 1 << 19
_VERSION = b"\x01"


class Tampered(ValueError):
    """A piece is not what was sealed as this piece of this file."""


def new_key() -> bytes:
    return AESGCM.generate_key(256)


def count(size: int) -> int:
    """How many pieces a part of `size` bytes has; an empty one has one."""
    return max(1, -(-size // PIECE))


@dataclass(frozen=True)
class Part:
    """One part of one file: the original, its copy, a preview."""

    store: Store
    file: UUID
    key: bytes
    name: str

    def put(self, number: int, data: bytes, *, last: bool) -> None:
        """Seal and keep one piece. Raises StoreFull, StoreAway."""
        nonce = os.urandom(12)
        sealed = AESGCM(self.key).encrypt(nonce, data, self._bound(number, last))
        self.store.put(self._at(number), _VERSION + nonce + sealed)

    def get(self, number: int, *, last: bool) -> bytes:
        """Raises Missing, StoreAway, Tampered."""
        sealed = self.store.get(self._at(number))
        try:
            if sealed[:1] != _VERSION:
                raise Tampered(self.name)
            return AESGCM(self.key).decrypt(sealed[1:13], sealed[13:], self._bound(number, last))
        except (InvalidTag, ValueError) as error:
            raise Tampered(self.name) from error

    def keep(self, data: bytes) -> None:
        """The whole part at once."""
        writer = Writer(self)
        writer.write(data)
        writer.finish()

    def _at(self, number: int) -> str:
        return f"{self.file}/{self.name}.{number:05}"

    def _bound(self, number: int, last: bool) -> bytes:
        return f"jiandu:file:{self.file}:{self.name}:{number}:{'last' if last else 'more'}".encode()


class Writer:
    """Takes a part as it comes and keeps it piece by piece; never more than two pieces are in memory."""

    def __init__(self, part: Part) -> None:
        self._part, self._held, self._number = part, bytearray(), 0
        self._digest, self.size = hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._held += data
        self._digest.update(data)
        self.size += len(data)
        while len(self._held) > PIECE:
            self._part.put(self._number, bytes(self._held[:PIECE]), last=False)
            self._number += 1
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> str:
        """Keep the last piece; returns the SHA-256 of all, in hex."""
        self._part.put(self._number, bytes(self._held), last=True)
        return self._digest.hexdigest()


class Reader:
    """Reads a part of known size from any place. Raises Missing, StoreAway, Tampered."""

    def __init__(self, part: Part, size: int) -> None:
        self._part, self.size = part, size
        self._kept: tuple[int, bytes] = (-1, b"")

    def at(self, offset: int, length: int) -> bytes:
        """What stands there; less at the end."""
        stop = min(self.size, offset + length)
        if offset < 0 or offset >= stop:
            return b""
        return b"".join(self.between(offset, stop))

    def between(self, start: int, stop: int) -> Iterator[bytes]:
        for number in range(start // PIECE, -(-stop // PIECE)):
            begin = number * PIECE
            yield self._piece(number)[max(0, start - begin) : stop - begin]

    def whole(self) -> bytes:
        return b"".join(self._piece(number) for number in range(count(self.size)))

    def sha256(self) -> str:
        digest = hashlib.sha256()
        for number in range(count(self.size)):
            digest.update(self._piece(number))
        return digest.hexdigest()

    def forget(self) -> None:
        """Hold nothing of it in memory until it is read again."""
        self._kept = (-1, b"")

    def _piece(self, number: int) -> bytes:
        if self._kept[0] != number:
            last = number == count(self.size) - 1
            found = self._part.get(number, last=last)
            if len(found) != (self.size - number * PIECE if last else PIECE):
                raise Tampered(self._part.name)
            self._kept = (number, found)
        return self._kept[1]
