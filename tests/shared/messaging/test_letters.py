"""Dead letters under an operator's hands: at the broker and in the database, nothing is lost by looking."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Table, func, select

from shared.audit import audit_row
from shared.contracts import wire
from shared.contracts.events import Event
from shared.contracts.routing import DEAD_EXCHANGE, dead_queue, inbox_queue
from shared.contracts.terms import Service
from shared.messaging import outbox, pruning, replay, topology
from shared.messaging.broker import connect
from shared.messaging.consumer import REASON_HEADER
from shared.messaging.dead_queue import DeadQueue
from shared.messaging.dead_rows import DeadRows
from shared.messaging.letters import recorded
from shared.messaging.publisher import Item
from shared.messaging.publisher_kombu import KombuPublisher
from shared.messaging.tables import dead_letter, inbox, sent
from shared.work import Work
from tests.shared.messaging.deliveries import InProcess
from tests.shared.messaging.toys import SERVICES, Toy, supplemented, toy, until


def _fail(work: Work, event: Event) -> None:
    raise LookupError("现场没有出示证件")


@pytest.fixture
def toys(tmp_path) -> dict[str, Toy]:
    return {service.value: toy(service, f"sqlite:///{tmp_path}/{service}.sqlite3") for service in SERVICES}


@pytest.fixture
def buried(toys) -> str:
    """An event that triage could not apply; its id."""
    toys["triage"].disturb = _fail
    with toys["triage"].works.database.transaction() as session:
        event = supplemented("现场没有出示证件")
        letter = {"message_id": event.id, "name": event.name, "body": wire.encode(event, outbox.seal)}
        why = {"reason": "LookupError", "died_at": datetime.now(UTC)}
        session.execute(dead_letter.insert().values(letter | why))
    return str(event.id)


def test_a_buried_letter_is_told_without_its_content(toys, buried):
    letter = DeadRows(toys["triage"]).letters()[0]

    assert (letter.id, letter.name, letter.reason) == (buried, "complaint.supplemented", "LookupError")
    assert letter.happened_at is not None
    assert "证件" not in str(letter.as_json())


def test_a_buried_letter_stays_while_it_fails_and_takes_effect_once_when_mended(toys, buried):
    tray = DeadRows(toys["triage"])

    assert tray.retry({buried})[buried].startswith("poison: LookupError at ")
    assert [letter.id for letter in tray.letters()] == [buried]

    toys["triage"].disturb = lambda work, event: None
    assert tray.retry({buried}) == {buried: "applied"}
    assert tray.retry({buried}) == {}
    assert toys["triage"].effects() == {buried: 1}


def test_a_discarded_letter_is_gone_and_the_trail_says_why(toys, buried):
    tray, works = DeadRows(toys["triage"]), toys["triage"].works
    with recorded(works, "dead_letter.discard", {buried}, "重复"):
        assert tray.discard({buried, "other"}) == {buried}

    assert tray.letters() == []
    with works.reading() as session:
        said = session.execute(select(audit_row)).one()
    assert (said.action, said.subject) == ("dead_letter.discard", f"message:{buried}")


@pytest.fixture
def dead_at_broker(rabbitmq_url: str) -> tuple[DeadQueue, list[str]]:
    with connect(rabbitmq_url) as connection:
        topology.declare(connection)
    events = [supplemented() for _ in range(3)]
    items = [
        Item(event.id, event.name, wire.encode(event, outbox.seal), "triage", DEAD_EXCHANGE, {REASON_HEADER: "Toy"})
        for event in events
    ]  # fmt: skip
    publisher = KombuPublisher(rabbitmq_url)
    assert publisher.publish_batch(items) == {item.id for item in items}
    publisher.close()
    return DeadQueue("triage", rabbitmq_url), [str(event.id) for event in events]


def _depth(url: str, queue: str) -> int:
    with connect(url) as connection, connection.channel() as channel:
        return int(channel.queue_declare(queue, passive=True).message_count)


def test_looking_at_the_brokers_letters_leaves_them_there(dead_at_broker):
    tray, ids = dead_at_broker

    for _ in range(3):
        assert [(letter.id, letter.reason) for letter in tray.letters()] == [(id, "Toy") for id in ids]
    until(lambda: _depth(tray.url, dead_queue(Service.TRIAGE)) == 3)


def test_the_brokers_letters_are_sent_again_or_thrown_away_one_by_one(dead_at_broker):
    tray, (first, second, third) = dead_at_broker

    assert tray.retry({second, "other"}) == {second: "sent"}
    assert tray.discard({third}) == {third}
    assert [letter.id for letter in tray.letters()] == [first]
    until(lambda: _depth(tray.url, inbox_queue(Service.TRIAGE)) == 1)


def test_what_was_sent_can_be_said_again_and_takes_no_second_effect(toys):
    road = InProcess(toys)
    road.start()
    events = [supplemented() for _ in range(5)]
    toys["intake"].emit(*events)
    road.settle("triage", 5)

    with toys["intake"].works.database.transaction() as session:
        assert replay.replay(session, datetime.now(UTC) - timedelta(hours=1), ["case.closed"]) == 0
        assert replay.replay(session, datetime.now(UTC) - timedelta(hours=1)) == 5
        assert replay.replay(session, datetime.now(UTC) - timedelta(hours=1)) == 0, "they wait already"
    until(lambda: not toys["intake"].waiting())
    road.stop()

    assert toys["triage"].effects() == {str(event.id): 1 for event in events}
    with toys["intake"].works.reading() as session:
        assert (replay.waiting(session).waiting, replay.waiting(session).sent) == (0, 5)


def test_what_was_met_is_remembered_longer_than_what_was_sent_is_kept(toys):
    road = InProcess(toys)
    road.start()
    toys["intake"].emit(*(supplemented() for _ in range(3)))
    road.settle("triage", 3)
    road.stop()

    _prune(toys, in_days=13)
    assert (_count(toys["intake"], sent), _count(toys["triage"], inbox)) == (3, 3)
    _prune(toys, in_days=15)
    assert (_count(toys["intake"], sent), _count(toys["triage"], inbox)) == (0, 3)
    _prune(toys, in_days=29)
    assert _count(toys["triage"], inbox) == 0


def _prune(toys: dict[str, Toy], in_days: int) -> None:
    for each in toys.values():
        pruning.prune(each.works.database, 14, now=lambda: datetime.now(UTC) + timedelta(days=in_days))


def _count(each: Toy, table: Table) -> int:
    with each.works.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0
