"""Real gunicorn processes share what comes, take in also when all are busy, and end what they have begun."""

import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from deploy.servers.private import free_port
from tests.load.unit import ROOT, Unit

APP = """
import os, time
def app(environ, start_response):
    time.sleep(float(environ["QUERY_STRING"] or 0))
    start_response("200 OK", [("Content-Length", str(len(str(os.getpid()))))])
    return [str(os.getpid()).encode()]
"""
THREADS = 4


@contextmanager
def served(folder: Path, workers: int) -> Iterator[tuple[Unit, int]]:
    (folder / "slow.py").write_text(APP)
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", f"127.0.0.1:{port}",
        "--workers", str(workers), "--threads", str(THREADS), "slow:app",
    ]  # fmt: skip
    unit = Unit("slow", command, {"PYTHONPATH": f"{ROOT}:{folder}"}, folder / "slow.log")
    unit.start()
    try:
        until(lambda: len(pids(port)) == workers)
        yield unit, port
    finally:
        unit.kill()


def pids(port: int) -> set[str]:
    try:
        with ThreadPoolExecutor(8) as pool:
            return set(pool.map(lambda _: once(port, 0.05), range(8)))
    except OSError:
        return set()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def once(port: int, seconds: float) -> str:
    """On a connection that ends with it."""
    with closing(connected(port)) as line:
        return ask(line, seconds)


def connected(port: int) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", port, timeout=20)


def ask(line: HTTPConnection, seconds: float) -> str:
    line.request("GET", f"/?{seconds}")
    return line.getresponse().read().decode()


def test_connections_that_come_at_once_go_to_both_processes(tmp_path: Path) -> None:
    with served(tmp_path, 2) as (_, port), ThreadPoolExecutor(2 * THREADS) as pool:
        for _ in range(5):
            lines = [connected(port) for _ in range(2 * THREADS)]
            shares = Counter(pool.map(lambda line: ask(line, 0.2), lines))
            for line in lines:
                line.close()
            assert len(shares) == 2, shares
            assert min(shares.values()) >= THREADS - 1, shares


def test_kept_connections_that_are_always_busy_keep_nobody_out(tmp_path: Path) -> None:
    with served(tmp_path, 1) as (_, port):
        ended = threading.Event()

        def keep_asking(line: HTTPConnection) -> None:
            with closing(line):
                while not ended.is_set():
                    ask(line, 0.02)

        with ThreadPoolExecutor(3 * THREADS) as pool:
            busy = [pool.submit(keep_asking, connected(port)) for _ in range(3 * THREADS)]
            time.sleep(0.3)
            begun = time.monotonic()
            for _ in range(5):
                once(port, 0)
            took = time.monotonic() - begun
            ended.set()
            for each in busy:
                each.result()
        assert took < 5


def test_it_takes_in_again_after_it_was_full_and_after_it_was_idle(tmp_path: Path) -> None:
    with served(tmp_path, 1) as (_, port), ThreadPoolExecutor(4 * THREADS) as pool:
        for _ in range(3):
            answers = pool.map(lambda _: once(port, 0.05), range(4 * THREADS))
            assert len(list(answers)) == 4 * THREADS
            time.sleep(0.1)


@pytest.mark.parametrize("count", [1, THREADS, 3 * THREADS])
def test_what_is_in_hand_at_the_end_is_answered(tmp_path: Path, count: int) -> None:
    with served(tmp_path, 1) as (unit, port), ThreadPoolExecutor(count) as pool:
        answers = [pool.submit(once, port, 0.5) for _ in range(count)]
        time.sleep(0.3)  # all are taken in: after the patience, also those that no thread has yet
        unit.stop()

        assert {len(answer.result()) > 0 for answer in answers} == {True}
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 1).close()
