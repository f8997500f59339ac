"""The private servers themselves: reachable by their own users alone, on loopback alone."""

import psycopg
import pytest
from kombu.connection import Connection


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
