"""A virus scan by ClamAV's daemon (JIANDU_CLAMD: host:port or a socket's path), by its INSTREAM command."""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 60.0
_MOST_ANSWER = 4096


class Away(OSError):
    """The daemon does not answer, or not as one: the file stays in quarantine and is offered again."""


@dataclass(frozen=True)
class Verdict:
    clean: bool


def scan(address: str, pieces: Iterable[bytes]) -> Verdict:
    """Have the daemon look through it. Raises Away."""
    try:
        with _connect(address) as line:
            line.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            return _verdict(_answer(line))
    except OSError as error:
        raise Away(str(error)) from error


def ping(address: str) -> None:
    """Raises Away unless the daemon is there."""
    try:
        with _connect(address) as line:
            line.sendall(b"zPING\0")
            if _answer(line) != b"PONG":
                raise Away("no PONG")
    except OSError as error:
        raise Away(str(error)) from error


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
    else:
        host, _, port = address.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _answer(line: socket.socket) -> bytes:
    said = b""
    while b"\0" not in said and len(said) < _MOST_ANSWER:
        more = line.recv(1024)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].strip()


def _verdict(said: bytes) -> Verdict:
    """`stream: OK`, `stream: <name> FOUND`; an error (too large for its settings, say) is no verdict."""
    if said.endswith(b" OK"):
        return Verdict(clean=True)
    if said.endswith(b" FOUND"):
        return Verdict(clean=False)
    raise Away("no verdict; its StreamMaxLength must be 200M or more")
