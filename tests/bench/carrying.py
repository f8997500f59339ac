"""The relay beside a raw client, and the consumer beside the same work without a broker."""

import importlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, insert, select

from shared import settings
from shared.assembly import ServiceParts
from shared.clock import system_clock
from shared.contracts.terms import Service
from shared.database import Database
from shared.messaging import handling
from shared.messaging.broker import connect
from shared.messaging.consumer import Consumer
from shared.messaging.gathering import BATCH
from shared.messaging.lane import Lane
from shared.messaging.publisher import Item
from shared.messaging.publisher_pika import PikaPublisher
from shared.messaging.relay import Relay
from shared.messaging.tables import inbox, outbox
from shared.messaging.topology import declare, plan
from shared.work import Works
from tests.bench import messages
from tests.bench.clients import raw
from tests.bench.figure import Figure, Goal, Pairs
from tests.bench.stage import Stage
from tests.load.estate import Estate

RELAY, CONSUMER = Goal(0.8, 0.55), Goal(0.7, 0.7)
SAID = "complaint.received"
HEARD = {Service.INTAKE: "case.opened", Service.TRIAGE: "complaint.received"}
"""Where the least follows from an event, so that the broker's share is largest, and where the most does."""
COUNTS = {Service.INTAKE: 20_000, Service.TRIAGE: 4_000}
"""Some seconds of each: connecting and seeing to the queues must not be most of it."""


def relay(stage: Stage) -> list[Figure]:
    """One relay, from the outbox to the confirmed message, beside clients that only publish."""
    count, program = stage.pick(20_000, 500), raw.compiled(stage.folder)
    estate, body = stage.estate("relay"), next(messages.some(SAID, 1))
    by_pika, in_c = Pairs(), Pairs()
    with _queues(estate), _database(estate, Service.INTAKE) as database:
        lanes = [Lane("intake", database, PikaPublisher(estate.broker)) for _ in range(2)]
        carrier = Relay(*lanes)
        for _ in range(stage.pick(5, 1)):
            bare = _raw(estate, body, count, None)
            _fill(database, count)
            carried = count / _seconds(lambda: _empty(carrier))
            by_pika.add(carried, bare)
            if program:
                in_c.add(carried, _raw(estate, body, count, program))
        for lane in lanes:
            lane.publisher.close()
    name = "events from outbox to queue, confirmed"
    figures = [by_pika.figure("relay", name, "of a raw pika loop", "/s", RELAY)]
    if program:
        figures.append(in_c.figure("relay", name, "of a raw client in C", "/s", None))
    return figures


def _raw(estate: Estate, body: bytes, count: int, program: Path | None) -> float:
    _purge(estate)
    rate = raw.rate(estate.broker, SAID, body, count, program)
    _purge(estate)
    return rate


def consumer(stage: Stage) -> list[Figure]:
    """One consumer with its broker, beside the same handlers on the same batches without one."""
    return [_consumer(stage, service, name) for service, name in HEARD.items()]


def _consumer(stage: Stage, service: Service, name: str) -> Figure:
    count, estate, pairs = stage.pick(COUNTS[service], 60), stage.estate("consumer"), Pairs()
    with _queues(estate), _database(estate, service) as database:
        part = _part(service, database)
        _apply(part, list(messages.some(name, stage.pick(200, 10))))
        for _ in range(stage.pick(3, 1)):
            without = list(messages.some(name, count))
            bare = count / _seconds(lambda: _apply(part, without))  # noqa: B023 called at once
            _publish(estate, name, count)
            pairs.add(count / _consumed(part, estate, count), bare)
    return pairs.figure(
        "consumer", f"{service} hears {name}, in batches", "by the same handlers, no broker", "/s", CONSUMER
    )


def _part(service: Service, database: Database) -> ServiceParts:
    handlers = importlib.import_module(f"services.{service}.handlers").HANDLERS
    return ServiceParts(service, handlers, Works(database, service, system_clock, settings=settings.load()))


def _apply(part: ServiceParts, bodies: list[bytes]) -> None:
    for start in range(0, len(bodies), BATCH):
        handling.apply_batch(part, bodies[start : start + BATCH])


def _publish(estate: Estate, name: str, count: int) -> None:
    publisher = PikaPublisher(estate.broker)
    bodies = [(json.loads(body)["id"], body) for body in messages.some(name, count)]
    for start in range(0, count, raw.WINDOW):
        items = [Item(key, name, body, name) for key, body in bodies[start : start + raw.WINDOW]]
        if len(publisher.publish_batch(items)) != len(items):
            raise RuntimeError("the broker did not take the messages")
    publisher.close()


def _consumed(part: ServiceParts, estate: Estate, count: int) -> float:
    """Seconds from the start of a consumer until all that waits for it has taken effect."""
    before, stop = _met(part), threading.Event()
    thread = threading.Thread(target=Consumer(part, estate.broker, stop).run)

    def until_met() -> None:
        thread.start()
        while _met(part) < before + count:
            time.sleep(0.01)

    try:
        return _seconds(until_met)
    finally:
        stop.set()
        thread.join()


def _met(part: ServiceParts) -> int:
    with part.works.reading() as session:
        return session.scalar(select(func.count()).select_from(inbox)) or 0


def _fill(database: Database, count: int) -> None:
    now = datetime.now(UTC)
    rows = [
        {
            "message_id": json.loads(body)["id"], "name": SAID, "aggregate": "bench", "body": body,
            "created_at": now, "attempts": 0,
        }
        for body in messages.some(SAID, count)
    ]  # fmt: skip
    with database.transaction() as session:
        session.connection().execute(insert(outbox), rows)


def _empty(carrier: Relay) -> None:
    while carrier.carry(threading.Event()):
        pass
    carrier.finish()


def _seconds(what: Callable[[], None]) -> float:
    start = time.monotonic()
    what()
    return time.monotonic() - start


@contextmanager
def _database(estate: Estate, service: Service) -> Iterator[Database]:
    database = Database(estate.databases[service])
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def _queues(estate: Estate) -> Iterator[None]:
    with connect(estate.broker) as connection:
        declare(connection)
    yield
    _purge(estate)


def _purge(estate: Estate) -> None:
    with connect(estate.broker) as connection, connection.channel() as channel:
        for queue in plan():
            channel.queue_purge(queue.name)
