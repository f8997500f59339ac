"""Both publishers keep the same promises."""

import threading
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from kombu.connection import Connection
from kombu.entity import Queue

from deploy.servers.rabbitmq import RabbitNode
from shared.contracts.routing import DEAD_EXCHANGE, inbox_queue
from shared.contracts.terms import Service
from shared.contracts.wire import CONTENT_TYPE
from shared.messaging import topology
from shared.messaging.broker import connect
from shared.messaging.publisher import WINDOW, Item, Publisher
from shared.messaging.publisher_kombu import KombuPublisher
from shared.messaging.publisher_pika import PikaPublisher
from tests.servers import session as servers
from tests.shared.messaging.toys import until

HEARD_BY_TRIAGE = "complaint.received"


@pytest.fixture(params=[PikaPublisher, KombuPublisher])
def publisher(request: pytest.FixtureRequest, rabbitmq_url: str) -> Iterator[Publisher]:
    made = request.param(rabbitmq_url)
    yield made
    made.close()


@pytest.fixture
def broker(rabbitmq_url: str) -> Iterator[Connection]:
    """A connection beside the publisher's, to a broker with all queues."""
    with connect(rabbitmq_url) as connection:
        topology.declare(connection)
        yield connection


def test_what_is_confirmed_stands_in_the_queue(publisher: Publisher, broker: Connection) -> None:
    items = [_item() for _ in range(WINDOW * 2 + 7)]

    confirmed = publisher.publish_batch(items)

    assert confirmed == {item.id for item in items}
    assert _depth(broker, "triage.inbox") == len(items)


def test_a_message_tells_what_it_is_and_outlives_the_broker(publisher: Publisher, broker: Connection) -> None:
    item = _item(headers={"x-reason": "why"})
    publisher.publish_batch([item])

    message = _get(broker, inbox_queue(Service.TRIAGE))

    assert message.body in (item.body, item.body.decode())
    properties = message.properties
    assert properties["message_id"] == str(item.id)
    assert properties["type"] == HEARD_BY_TRIAGE
    assert properties["delivery_mode"] == 2
    assert properties["application_headers"]["x-reason"] == "why"
    assert message.content_type == CONTENT_TYPE


def test_a_message_without_a_queue_is_not_confirmed_and_the_others_are(
    publisher: Publisher, broker: Connection
) -> None:
    good, lost = [_item() for _ in range(3)], _item(routing_key="nobody.hears")

    assert publisher.publish_batch([good[0], lost, *good[1:]]) == {item.id for item in good}
    assert publisher.alive
    assert publisher.publish_batch([last := _item()]) == {last.id}


def test_a_refused_message_is_not_confirmed(publisher: Publisher, broker: Connection) -> None:
    arguments = {"x-max-length": 1, "x-overflow": "reject-publish"}
    with broker.channel() as channel:
        exchange = topology.DEAD_LETTERS(channel)
        Queue("full", exchange, "full", queue_arguments=arguments)(channel).declare()
    items = [_item(exchange=DEAD_EXCHANGE, routing_key="full") for _ in range(5)]

    confirmed = publisher.publish_batch(items)

    assert len(confirmed) == _depth(broker, "full") < len(items)
    assert publisher.publish_batch([last := _item()]) == {last.id}


def test_an_exchange_that_is_not_there_confirms_nothing_and_ends_the_connection(
    publisher: Publisher, broker: Connection
) -> None:
    assert publisher.publish_batch([_item(exchange="nowhere")]) == set()
    assert publisher.publish_batch([last := _item()]) == {last.id}


def test_a_broker_that_is_away_confirms_nothing(rabbitmq_url: str) -> None:
    nowhere = f"amqp://guest:guest@127.0.0.1:{servers.unused_port()}/"
    for kind in (PikaPublisher, KombuPublisher):
        publisher = kind(nowhere)

        assert not publisher.connect()
        assert publisher.publish_batch([_item()]) == set()
        publisher.close()


def test_the_next_node_is_taken_when_the_first_is_away(broker: Connection, rabbitmq_url: str) -> None:
    nodes = f"amqp://guest:guest@127.0.0.1:{servers.unused_port()}/;{rabbitmq_url}"
    for kind in (PikaPublisher, KombuPublisher):
        publisher = kind(nodes)

        assert publisher.publish_batch([item := _item()]) == {item.id}
        publisher.close()


def test_a_silent_broker_confirms_nothing_and_is_left(publisher: Publisher, broker: Connection) -> None:
    assert publisher.connect()
    items = [_item() for _ in range(500)]
    # A quick broker may confirm the first ones in no time, never all of them.
    assert publisher.publish_batch(items, timeout=0.0) < {item.id for item in items}

    assert publisher.publish_batch([last := _item()]) == {last.id}


def test_confirmed_messages_survive_cut_connections(
    publisher: Publisher, broker: Connection, rabbitmq_url: str
) -> None:
    node, vhost = _node(), rabbitmq_url.rsplit("/", 1)[1]
    confirmed: set[Any] = set()
    over = threading.Event()

    def publish() -> None:
        for _ in range(60):
            confirmed.update(publisher.publish_batch([_item() for _ in range(100)]))
        over.set()

    worker = threading.Thread(target=publish)
    worker.start()
    while not over.wait(0.3):
        node.control("close_all_connections", "--vhost", vhost, "cut by a test")
    worker.join()

    with connect(rabbitmq_url) as after:
        stored = {_message.properties["message_id"] for _message in _all(after, "triage.inbox")}
    assert {str(one) for one in confirmed} <= stored
    assert confirmed


def _item(**values: Any) -> Item:
    known = {"id": uuid4(), "name": HEARD_BY_TRIAGE, "body": b'{"a": 1}', "routing_key": HEARD_BY_TRIAGE}
    return Item(**(known | values))


def _get(connection: Connection, queue: str) -> Any:
    with connection.channel() as channel:
        return channel.basic_get(queue, no_ack=True)


def _all(connection: Connection, queue: str) -> Iterator[Any]:
    with connection.channel() as channel:
        while (message := channel.basic_get(queue, no_ack=True)) is not None:
            yield message


def _depth(connection: Connection, queue: str) -> int:
    def settled() -> bool:
        with connection.channel() as channel:
            depths.append(channel.queue_declare(queue, passive=True).message_count)
        return len(depths) > 1 and depths[-1] == depths[-2]

    depths: list[int] = []
    until(settled)
    return depths[-1]


def _node() -> RabbitNode:
    kept, folder = servers.reach("rabbitmq")
    return kept.rabbit(folder)
