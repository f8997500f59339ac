"""The road over the broker, while connections are cut and programs are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from kombu.connection import Connection
from sqlalchemy.exc import OperationalError

from shared.contracts.events import Event
from shared.contracts.routing import dead_queue, inbox_queue
from shared.contracts.terms import Service
from shared.messaging import lane, relay, topology
from shared.messaging.broker import connect
from shared.messaging.consumer import REASON_HEADER
from shared.messaging.publisher import Item
from shared.messaging.publisher_kombu import KombuPublisher
from tests.servers import session as servers
from tests.shared.messaging.deliveries import OverBroker
from tests.shared.messaging.toys import SERVICES, random_id, supplemented, system_clock, toy, until

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def road(rabbitmq_url: str, new_postgres_url: Callable[[], str]) -> Iterator[OverBroker]:
    toys = {service.value: toy(service, new_postgres_url()) for service in SERVICES}
    made = OverBroker(toys, rabbitmq_url)
    yield made
    for each in toys.values():
        each.works.database.dispose()


@pytest.mark.parametrize("rows", [lane.MOST, 20], ids=["one lane", "two lanes"])
def test_cut_connections_lose_and_double_nothing(
    road: OverBroker, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "MOST", rows)
    monkeypatch.setattr(relay, "MOST", rows)
    kept, folder = servers.reach("rabbitmq")
    vhost = road.url.rsplit("/", 1)[1]
    events = [supplemented() for _ in range(400)]
    road.start()
    try:
        for start in range(0, len(events), 100):
            road.toys["intake"].emit(*events[start : start + 100])
            kept.rabbit(folder).control("close_all_connections", "--vhost", vhost, "cut by a test")
        road.settle("triage", len(events))
        road.settle("investigation", len(events))
    finally:
        road.stop()

    expected = {str(event.id): 1 for event in events}
    assert road.toys["triage"].effects() == expected
    assert road.toys["investigation"].effects() == expected


def test_sessions_ended_by_the_database_lose_and_double_nothing(road: OverBroker) -> None:
    events = [supplemented() for _ in range(300)]
    road.start()
    try:
        for start in range(0, len(events), 100):
            _emit_until_answered(road, events[start : start + 100])
            for each in road.toys.values():
                _end_other_sessions(each.works.database.url.render_as_string(hide_password=False))
        road.settle("triage", len(events))
    finally:
        road.stop()

    assert road.toys["triage"].effects() == {str(event.id): 1 for event in events}


def _emit_until_answered(road: OverBroker, events: list[Event]) -> None:
    """As a client does whose request met an ended session: nothing was answered, so it asks again."""
    try:
        road.toys["intake"].emit(*events)
    except OperationalError:
        road.toys["intake"].emit(*events)


@pytest.mark.parametrize("who", ["relay", "worker"])
def test_a_killed_program_loses_and_doubles_nothing(road: OverBroker, who: str) -> None:
    events = [supplemented() for _ in range(600)]
    with connect(road.url) as connection:
        topology.declare(connection)
    program: subprocess.Popen[bytes] | None = None
    road.only = ["worker"] if who == "relay" else ["relay"]
    road.start()
    service = "intake" if who == "relay" else "triage"
    try:
        for start in range(0, len(events), 200):
            road.toys["intake"].emit(*events[start : start + 200])
            program = _start(who, service, road)
            seen = road.toys["triage"].effects().total()
            until(lambda before=seen: road.toys["triage"].effects().total() > before)
            os.kill(program.pid, signal.SIGKILL)
            program.communicate()
        program = _start(who, service, road)
        until(lambda: road.toys["triage"].effects().total() >= len(events))
    finally:
        if program is not None:
            program.terminate()
            program.communicate(timeout=60)
            assert program.returncode == 0
        road.stop()

    assert road.toys["triage"].effects() == {str(event.id): 1 for event in events}


def test_a_strangers_message_goes_to_the_dead_queue_with_its_reason(road: OverBroker) -> None:
    with connect(road.url) as connection:
        topology.declare(connection)
    strange = Item(random_id(system_clock()), "complaint.received", b"hello", "complaint.received")
    publisher = KombuPublisher(road.url)
    assert publisher.publish_batch([strange]) == {strange.id}
    publisher.close()

    road.start()
    try:
        road.toys["intake"].emit(event := supplemented())
        until(lambda: bool(road.toys["triage"].effects()))
        until(lambda: _depth(road.url, dead_queue(Service.TRIAGE)) == 1)
    finally:
        road.stop()

    with Connection(road.url) as connection, connection.channel() as channel:
        letter = channel.basic_get(dead_queue(Service.TRIAGE))
    assert letter.properties["message_id"] == str(strange.id)
    assert letter.properties["application_headers"][REASON_HEADER].startswith("Malformed: not a CloudEvent")
    assert road.toys["triage"].effects() == {str(event.id): 1}
    assert _depth(road.url, inbox_queue(Service.TRIAGE)) == 0


def test_a_message_refused_too_often_is_dead_lettered_by_the_broker(road: OverBroker) -> None:
    with connect(road.url) as connection:
        topology.declare(connection)
        publisher = KombuPublisher(road.url)
        item = Item(random_id(system_clock()), "complaint.received", b"hello", "complaint.received")
        assert publisher.publish_batch([item]) == {item.id}
        publisher.close()
        with connection.channel() as channel:
            while (message := channel.basic_get(inbox_queue(Service.TRIAGE))) is not None:
                channel.basic_reject(message.delivery_tag, requeue=True)
                until(lambda: _depth(road.url, inbox_queue(Service.TRIAGE), dead_queue(Service.TRIAGE)) == 1)

    with Connection(road.url) as connection, connection.channel() as channel:
        letter = channel.basic_get(dead_queue(Service.TRIAGE))
    assert letter.properties["message_id"] == str(item.id)
    assert letter.properties["application_headers"]["x-death"][0]["reason"] == "delivery_limit"


def _start(who: str, service: str, road: OverBroker) -> subprocess.Popen[bytes]:
    database = road.toys[service].works.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.shared.messaging.program", who, service, database, road.url]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert program.stdout is not None
    assert program.stdout.readline() == b"listening\n"
    return program


def _end_other_sessions(url: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _depth(url: str, *queues: str) -> int:
    with connect(url) as connection, connection.channel() as channel:
        return sum(channel.queue_declare(queue, passive=True).message_count for queue in queues)
