"""The definitions make the topology that the code declares, and accounts that can do their part only."""

import json
from functools import partial
from pathlib import Path

import pika
import pytest
from amqp.exceptions import NotFound
from kombu.connection import Connection

from shared import settings
from shared.contracts.events import EVENTS
from shared.contracts.routing import DEAD_EXCHANGE, EXCHANGE, dead_queue, heard_by, inbox_queue
from shared.contracts.terms import Service
from shared.messaging import relay, topology
from shared.messaging.definitions import OPERATOR, account_name, definitions
from shared.messaging.lane import Lane
from shared.messaging.publisher_pika import PikaPublisher
from shared.messaging.relay import Relay
from tests.deploy.broker import DefinedBroker, defined
from tests.servers import session as servers
from tests.shared.messaging.toys import toy

pytestmark = pytest.mark.broker
FILE = Path(__file__).resolve().parents[2] / "deploy" / "rabbitmq" / "definitions.json"
BODY = b"{}"
OTHERS = [(service, other) for service in Service for other in Service if service != other]


def said_by(service: Service) -> list[str]:
    return [kind.name for kind in EVENTS.values() if kind.producer == service]


@pytest.fixture(scope="module")
def broker() -> DefinedBroker:
    return defined()


def test_the_committed_definitions_follow_from_the_code() -> None:
    assert json.loads(FILE.read_text()) == definitions(), "run: make docs"


def test_the_definitions_make_exactly_what_the_processes_would_declare(
    broker: DefinedBroker, rabbitmq_url: str
) -> None:
    """Declaring again is refused when an argument differs; binding again would add what is missing."""
    own = definitions(broker.vhost)
    with Connection(rabbitmq_url) as connection:
        topology.declare(connection)
        with connection.channel() as channel:
            for queue in own["queues"]:
                arguments = {"durable": True, "auto_delete": False, "arguments": queue["arguments"]}
                channel.queue_declare(queue["name"], **arguments)
            for exchange in own["exchanges"]:
                channel.exchange_declare(exchange["name"], exchange["type"], durable=True, auto_delete=False)

    keys = {(row["destination"], row["routing_key"]) for row in own["bindings"]}
    assert keys == {(queue.name, key) for queue in topology.whole_plan() for key in queue.keys}


@pytest.mark.parametrize("service", list(Service))
def test_a_service_sees_all_queues_and_may_change_none(broker: DefinedBroker, service: Service) -> None:
    with Connection(broker.url(service)) as connection:
        topology.ensure(connection, given=True)

    assert broker.refuses(service, "queue_declare", "one.of.its.own", durable=True)
    assert broker.refuses(service, "queue_delete", inbox_queue(service))
    assert broker.refuses(service, "queue_purge", dead_queue(service))
    assert broker.refuses(service, "queue_bind", inbox_queue(service), EXCHANGE, "staff.signed_in")
    assert broker.refuses(service, "exchange_delete", EXCHANGE)


@pytest.mark.parametrize("service", list(Service))
def test_a_service_says_its_own_events_and_their_hearers_get_them(
    broker: DefinedBroker, service: Service
) -> None:
    for name in said_by(service):
        with broker.channel(service) as channel:
            channel.basic_publish(EXCHANGE, name, BODY, mandatory=True)
        for hearer in Service:
            if EVENTS[name] in heard_by(hearer):
                with broker.channel(hearer) as channel:
                    method, _, body = channel.basic_get(inbox_queue(hearer), auto_ack=True)
                assert (method.routing_key, body) == (name, BODY)


@pytest.mark.parametrize(("service", "other"), OTHERS)
def test_a_service_neither_says_nor_hears_what_is_anothers(
    broker: DefinedBroker, service: Service, other: Service
) -> None:
    for name in said_by(other):
        assert broker.refuses(service, "basic_publish", EXCHANGE, name, BODY), name
    assert broker.refuses(service, "basic_get", inbox_queue(other))
    assert broker.refuses(service, "basic_get", dead_queue(other))
    assert broker.refuses(service, "basic_publish", "", inbox_queue(other), BODY)


@pytest.mark.parametrize("service", list(Service))
def test_poison_reaches_the_dead_queue_which_only_the_operator_opens(
    broker: DefinedBroker, service: Service
) -> None:
    with broker.channel(service) as channel:
        channel.basic_publish(DEAD_EXCHANGE, service.value, BODY, mandatory=True)

    assert broker.refuses(service, "basic_get", dead_queue(service))
    with broker.channel(OPERATOR) as channel:
        method, _, _ = channel.basic_get(dead_queue(service))
        channel.basic_publish("", inbox_queue(service), BODY, mandatory=True)
        channel.basic_ack(method.delivery_tag)
    with broker.channel(service) as channel:
        assert channel.basic_get(inbox_queue(service), auto_ack=True)[2] == BODY


def test_the_operator_takes_nothing_from_an_inbox_and_says_no_event(broker: DefinedBroker) -> None:
    for service in Service:
        assert broker.refuses(OPERATOR, "basic_get", inbox_queue(service))
    assert broker.refuses(OPERATOR, "basic_publish", EXCHANGE, said_by(Service.INTAKE)[0], BODY)


def test_another_houses_account_is_not_let_in(broker: DefinedBroker) -> None:
    neighbour = defined()
    parameters = pika.URLParameters(neighbour.url(Service.TRIAGE))
    parameters.virtual_host = broker.vhost

    assert account_name(broker.vhost, Service.TRIAGE) != account_name(neighbour.vhost, Service.TRIAGE)
    with pytest.raises(pika.exceptions.ProbableAccessDeniedError):
        pika.BlockingConnection(parameters)


def test_without_a_password_nobody_is_let_in(broker: DefinedBroker) -> None:
    for account in definitions()["users"]:
        assert account["password_hash"] == ""
    stranger = DefinedBroker(broker.port, broker.vhost, dict.fromkeys(broker.passwords, ""))
    with pytest.raises(pika.exceptions.ProbableAuthenticationError), stranger.channel(Service.INTAKE):
        pass


def test_a_relay_sees_that_a_queue_is_gone_though_its_own_channel_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, intake = defined(), toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}")
    monkeypatch.setenv("JIANDU_BROKER_URL", house.url(Service.INTAKE))
    monkeypatch.setenv("JIANDU_TOPOLOGY", "given")
    monkeypatch.setattr(relay, "LOOK_SECONDS", 0.0)
    publisher = PikaPublisher(house.url(Service.INTAKE))
    carrier = Relay(
        Lane("intake", intake.works.database, publisher),
        prepare=partial(relay.ensure_topology, settings.load()),
    )
    try:
        assert carrier.connected()
        kept, folder = servers.reach("rabbitmq")
        kept.rabbit(folder).control("delete_queue", "--vhost", house.vhost, inbox_queue(Service.TRIAGE))
        with pytest.raises(NotFound):
            carrier.connected()
        assert not publisher.alive
    finally:
        publisher.close()
        intake.works.database.dispose()
