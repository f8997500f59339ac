"""What is looked into: bytes of known size, read at any place, never all at once."""

from typing import Protocol


class Source(Protocol):
    size: int

    def at(self, offset: int, length: int) -> bytes:
        """What stands there; less than asked for at the end."""


class Memory:
    """A source that is in memory already."""

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, len(data)

    def at(self, offset: int, length: int) -> bytes:
        return self.data[offset : offset + length] if offset >= 0 else b""
