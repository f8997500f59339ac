"""The raw client beside which the relay is measured: in C where librabbitmq is there, else pika itself."""

import shutil
import subprocess
import threading
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlsplit

import pika
from pika.adapters.select_connection import SelectConnection

from shared.contracts.routing import EXCHANGE
from tests.bench.stage import environment

SOURCE = Path(__file__).with_name("publish.c")
WINDOW = 500


def compiled(folder: Path) -> Path | None:
    """The client in C; None where it cannot be compiled."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    program = folder / "publish"
    done = subprocess.run(
        [compiler, "-O2", "-w", "-o", str(program), str(SOURCE), "-lrabbitmq"],
        env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    return program if done.returncode == 0 else None


def rate(url: str, key: str, body: bytes, count: int, program: Path | None) -> float:
    """Messages a second, each confirmed, with a window of them on their way."""
    return _in_c(program, url, key, body, count) if program else _Loop(url, key, body, count).run()


def _in_c(program: Path, url: str, key: str, body: bytes, count: int) -> float:
    parts = urlsplit(url)
    where = [parts.hostname, str(parts.port), parts.username, parts.password, unquote(parts.path[1:])]
    command = [str(program), *(part or "" for part in where), EXCHANGE, key, str(count), str(WINDOW)]
    done = subprocess.run(command, env=environment(), input=body, capture_output=True, check=True)
    return float(done.stdout)


class _Loop:
    """pika's select loop and nothing else: no batches, no ids, no look at what comes back."""

    def __init__(self, url: str, key: str, body: bytes, count: int) -> None:
        self._key, self._body, self._count = key, body, count
        self._sent = self._done = 0
        self._start = self._end = 0.0
        self._properties = pika.BasicProperties(content_type="application/json", delivery_mode=2)
        self._connection = SelectConnection(
            pika.URLParameters(url),
            on_open_callback=self._opened,
            on_close_callback=lambda *_: self._connection.ioloop.stop(),
        )

    def run(self) -> float:
        thread = threading.Thread(target=self._connection.ioloop.start)
        thread.start()
        thread.join()
        self._connection.ioloop.close()
        return self._count / (self._end - self._start)

    def _opened(self, connection: SelectConnection) -> None:
        connection.channel(on_open_callback=self._ready)

    def _ready(self, channel: pika.channel.Channel) -> None:
        self._channel = channel
        channel.confirm_delivery(self._answered, callback=self._begin)

    def _begin(self, _: object) -> None:
        self._start = monotonic()
        self._pump()

    def _pump(self) -> None:
        while self._sent < self._count and self._sent - self._done < WINDOW:
            self._sent += 1
            self._channel.basic_publish(EXCHANGE, self._key, self._body, self._properties, mandatory=True)

    def _answered(self, frame: pika.frame.Method) -> None:
        tag = frame.method.delivery_tag
        self._done = max(self._done, tag) if frame.method.multiple else self._done + 1
        if self._done >= self._count:
            self._end = monotonic()
            self._connection.close()
        else:
            self._pump()
