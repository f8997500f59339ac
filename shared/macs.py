"""HMAC-SHA256 for many short messages, and HKDF from it.

`hmac.digest` and the cryptography package's HKDF lend the interpreter to another thread each time, and
with eight threads at work a request waits longer for its turn than for the hash. hashlib lends it for
messages from 2,048 bytes on alone; so longer ones are fed in pieces. A key is set up once and copied: as
the two hashes that HMAC is made of (RFC 2104), since `hmac` copies and finishes each at four times the price.
"""

import hashlib

_PIECE = 2047
_BLOCK = 64
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class Mac:
    """One key's keyed hashes. Threads may share it: what is set up is only ever copied."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        block = (key if len(key) <= _BLOCK else hashlib.sha256(key).digest()).ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(block.translate(_INNER))
        self._outer = hashlib.sha256(block.translate(_OUTER))

    def digest(self, message: bytes) -> bytes:
        """HMAC-SHA256 of the message."""
        inner, outer = self._inner.copy(), self._outer.copy()
        if len(message) <= _PIECE:
            inner.update(message)
        else:
            for start in range(0, len(message), _PIECE):
                inner.update(message[start : start + _PIECE])
        outer.update(inner.digest())
        return outer.digest()


_EXTRACT = Mac(bytes(32))
"""HKDF without a salt."""


def hkdf(key: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869) without a salt: 32 bytes, so its first block."""
    return Mac(_EXTRACT.digest(key)).digest(info + b"\x01")
