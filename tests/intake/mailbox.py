"""A mail server of the tests' own: it keeps what it is given, and refuses as it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

REFUSED = {"gone": b"550 no such user", "busy": b"451 try again later"}
"""By the name before the @."""


class Mailbox(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[tuple[str, Message]] = []

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.say(b"220 here")
        to = ""
        for line in iter(self.rfile.readline, b""):
            word = line[:4].upper()
            if word == b"RCPT":
                to = line.decode().split("<")[1].split(">")[0]
                self.say(REFUSED.get(to.split("@")[0], b"250 ok"))
            elif word == b"DATA":
                self.say(b"354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.letters.append((to, message_from_bytes(text)))
                self.say(b"250 kept")
            else:
                self.say(b"221 bye" if word == b"QUIT" else b"250 ok")

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def opened() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        thread = threading.Thread(target=mailbox.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield mailbox
        mailbox.shutdown()
