"""gunicorn's answers with the head and the first of the body in one packet.

gunicorn sends the head by itself. Each sending lends the interpreter to another thread, and wakes whoever
waits for the answer once for a head that says nothing yet.
"""

from typing import Any

from gunicorn.http import wsgi

from shared.headers import EVERYWHERE

_CHECKED = frozenset((name, value) for name, value, _ in EVERYWHERE)
"""Headers of every answer: gunicorn would look at each of their characters each time."""


class _Gathered:
    """Takes what would be sent."""

    def __init__(self) -> None:
        self.data = b""

    def sendall(self, data: bytes) -> None:
        self.data += data


class OneSend(wsgi.Response):
    sock: Any

    def process_headers(self, headers: Any) -> None:
        super().process_headers([pair for pair in headers if pair not in _CHECKED])
        self.headers += [pair for pair in headers if pair in _CHECKED]

    def write(self, arg: bytes) -> None:
        if self.headers_sent:
            super().write(arg)
            return
        line: Any = self.sock
        self.sock = gathered = _Gathered()
        try:
            super().write(arg)
        finally:
            self.sock = line
        line.sendall(gathered.data)


def install() -> None:
    """Let this process answer so: gunicorn asks nobody which answers it makes."""
    wsgi.Response = OneSend
