"""HMAC-SHA256 for many short messages, and HKDF from it.

`hmac.digest` and the cryptography package's HKDF lend the interpreter to another thread each time, and
with eight threads at work a request waits longer for its turn than for the hash. hashlib lends it for
messages from 2,048 bytes on alone; so longer ones are fed in pieces. A key is set up once and copied.
"""

import hashlib
import hmac

_PIECE = 2047


class Mac:
    """One key's keyed hashes. Threads may share it: what is set up is only ever copied."""

    __slots__ = ("_fresh",)

    def __init__(self, key: bytes) -> None:
        self._fresh = hmac.new(key, digestmod=hashlib.sha256)

    def digest(self, message: bytes) -> bytes:
        """HMAC-SHA256 of the message."""
        running = self._fresh.copy()
        for start in range(0, len(message), _PIECE):
            running.update(message[start : start + _PIECE])
        return running.digest()


_EXTRACT = Mac(bytes(32))
"""HKDF without a salt."""


def hkdf(key: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869) without a salt: 32 bytes, so its first block."""
    return Mac(_EXTRACT.digest(key)).digest(info + b"\x01")
