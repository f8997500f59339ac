"""What passes through a cut wire: messages of AMQP and of PostgreSQL, recognised as they go by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_METHOD = 1
_PUBLISH, _ACK = (60, 40), (60, 80)
_ENCRYPTION_REQUESTS = (80877103, 80877104)


class Moment(StrEnum):
    """The moments at which a wire is cut; each leaves the two ends with different beliefs."""

    PUBLISH = "mid-publish"
    """The broker gets half a message; the relay may believe that it sent one."""
    CONFIRM = "mid-confirm"
    """The broker has the message; the relay does not get the word."""
    ACK = "mid-ack"
    """The effect is committed; the broker does not get the word."""
    COMMIT = "mid-commit"
    """The database commits; whoever asked for it never learns."""


@dataclass(frozen=True)
class Piece:
    """Some bytes that travel together; `moment` says if they are worth a cut."""

    data: bytes
    moment: Moment | None = None


Reader = Callable[[bytes], Iterator[Piece]]


def amqp(publish_or_confirm: Moment) -> Callable[[bool], Reader]:
    """Readers for a broker's wire. A Basic.Ack from the broker is a confirm, from a client an ack."""

    def reader(from_client: bool) -> Reader:
        moments = {_PUBLISH: Moment.PUBLISH, _ACK: Moment.ACK} if from_client else {_ACK: Moment.CONFIRM}
        wanted = {kind: moment for kind, moment in moments.items() if moment is publish_or_confirm}
        return _Frames(wanted, greeting=8 if from_client else 0)

    return reader


class _Frames:
    def __init__(self, wanted: dict[tuple[int, int], Moment], greeting: int) -> None:
        self._wanted, self._greeting, self._held = wanted, greeting, b""

    def __call__(self, data: bytes) -> Iterator[Piece]:
        self._held += data
        if self._greeting and len(self._held) >= self._greeting:
            yield self._take(self._greeting)
            self._greeting = 0
        while not self._greeting and len(self._held) >= 7:
            size = int.from_bytes(self._held[3:7], "big") + 8
            if len(self._held) < size:
                return
            yield self._take(size)

    def _take(self, size: int) -> Piece:
        data, self._held = self._held[:size], self._held[size:]
        is_method = not self._greeting and data[0] == _METHOD
        kind = (int.from_bytes(data[7:9], "big"), int.from_bytes(data[9:11], "big"))
        return Piece(data, self._wanted.get(kind) if is_method else None)


def postgresql(from_client: bool) -> Reader:
    """Readers for a database's wire: a COMMIT is worth a cut."""
    return _Messages() if from_client else lambda data: iter([Piece(data)])


class _Messages:
    def __init__(self) -> None:
        self._held, self._opened = b"", False

    def __call__(self, data: bytes) -> Iterator[Piece]:
        self._held += data
        while size := self._next():
            data, self._held = self._held[:size], self._held[size:]
            commits = self._opened and data[:1] == b"Q" and data[5:].rstrip(b"\0").upper() == b"COMMIT"
            self._opened = self._opened or int.from_bytes(data[4:8], "big") not in _ENCRYPTION_REQUESTS
            yield Piece(data, Moment.COMMIT if commits else None)

    def _next(self) -> int:
        """The length of the first whole message, 0 while it is not there. The first has no type byte."""
        start = 1 if self._opened else 0
        if len(self._held) < start + 4:
            return 0
        size = int.from_bytes(self._held[start : start + 4], "big") + start
        return size if len(self._held) >= size else 0
