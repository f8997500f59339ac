"""The private servers themselves: reachable by their own users alone, on loopback alone, on ports of their own."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
import pytest
from kombu.connection import Connection

from deploy.servers.private import PORTS
from tests.servers.session import ROOT


def test_each_test_has_an_empty_database_of_its_own(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()

    assert tables == (0,)


def test_each_test_has_a_virtual_host_of_its_own(rabbitmq_url: str) -> None:
    with Connection(rabbitmq_url) as connection:
        queue = connection.SimpleQueue("mine", queue_args={"x-queue-type": "quorum"})
        queue.put({"hello": "world"})
        message = queue.get(timeout=10)
        message.ack()
        queue.close()

    assert message.payload == {"hello": "world"}


def test_a_stranger_is_refused(postgres_url: str) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres_url.replace("+psycopg", ""), password="guess", connect_timeout=5)


def test_a_port_is_told_to_one_process_alone_while_that_lives() -> None:
    with _told(PORTS) as one, _told(PORTS) as other:
        both = [one, other]
    assert all(both)

    with _told(both) as first:
        with _told(both) as second, _told(both) as third:
            assert {first, second} == {one, other}
            assert third is None
        with _told(both) as again:
            assert again == second


ASKING = """
import sys
from deploy.servers import private
private.PORTS = [int(port) for port in sys.argv[1:]] or private.PORTS
try:
    print(private.free_port(), flush=True)
    input()
except private.ServerFailed:
    pass
"""


@contextmanager
def _told(among: Sequence[int]) -> Iterator[int | None]:
    """What a process of its own is told, while that process lives."""
    few = [str(port) for port in among] if among is not PORTS else []
    with subprocess.Popen(
        [sys.executable, "-c", ASKING, *few],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        yield int(process.stdout.readline() or 0) or None
        process.communicate("\n")
