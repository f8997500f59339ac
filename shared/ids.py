"""Identifiers that sort by time (UUID version 7, RFC 9562)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from shared import randomness

NewId = Callable[[datetime], UUID]


def uuid7(now: datetime, randomness: bytes) -> UUID:
    """A version 7 UUID from a time and 10 random bytes."""
    millis = int(now.timestamp() * 1000)
    value = (millis & ((1 << 48) - 1)) << 80 | int.from_bytes(randomness[:10], "big")
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(0x3 << 62) | 2 << 62)


def random_id(now: datetime) -> UUID:
    return uuid7(now, randomness.public(10))
