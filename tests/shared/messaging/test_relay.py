"""A relay keeps what the broker does not take, and asks again by another way."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

from sqlalchemy import update

from shared.contracts.routing import BODIES_EXCHANGE, body_key
from shared.contracts.terms import Service
from shared.database import Database
from shared.messaging.lane import MOST, Lane
from shared.messaging.publisher import Item
from shared.messaging.relay import Relay
from shared.messaging.tables import outbox
from shared.work import SYSTEM
from tests.shared.messaging.toys import Toy, received, toy


class Grudge:
    """A broker that refuses everything on its first channel, as a cluster may that just lost a node."""

    def __init__(self) -> None:
        self.alive, self.channels = False, 0

    def connect(self, timeout: float = 5.0) -> bool:
        self.channels += not self.alive
        self.alive = True
        return True

    def publish_batch(self, items: Sequence[Item], timeout: float = 15.0) -> set[UUID]:
        return set() if self.channels == 1 else {item.id for item in items}

    def close(self) -> None:
        self.alive = False


def _due(each: Toy) -> None:
    """What was postponed is due again."""
    with each.works.database.transaction() as session:
        session.execute(update(outbox).values(next_at=outbox.c.created_at - timedelta(days=1)))


def test_a_refusal_costs_the_channel_and_not_the_event(tmp_path: Path) -> None:
    intake, broker, prepared = toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}"), Grudge(), []
    intake.emit(received())
    lane = Lane("intake", intake.works.database, broker)
    relay = Relay(lane, prepare=lambda: prepared.append(broker.channels))

    for _ in range(2):
        assert relay.connected()
        relay.lane.round()
        _due(intake)

    assert intake.waiting() == 0
    assert broker.channels == 2
    assert prepared == [0, 1]
    intake.works.database.dispose()


class NoSuchQueue(Grudge):
    """A broker where the queue of one body is not made yet."""

    def publish_batch(self, items: Sequence[Item], timeout: float = 15.0) -> set[UUID]:
        return {item.id for item in items if item.exchange != BODIES_EXCHANGE}


def test_a_body_without_its_queue_holds_up_nobody_else(tmp_path: Path) -> None:
    intake, broker = toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}"), NoSuchQueue()
    with intake.works.begin(SYSTEM) as work:
        work.post(body_key("330106"), work.new_id(), "SUP-330106", b"{}")
    intake.emit(received())
    relay = Relay(Lane("intake", intake.works.database, broker))

    assert relay.connected()
    relay.lane.round()

    assert intake.waiting() == 1, "the letter waits, the event went"
    assert broker.alive, "the channel of the services stays"
    intake.works.database.dispose()


class Rounds(Lane):
    """A lane whose rounds find what they are told to find."""

    def __init__(self, database: Database, *found: int) -> None:
        super().__init__("intake", database, Grudge())
        self.found = list(found)

    def round(self) -> int:
        return self.found.pop(0)


def test_a_second_lane_opens_only_while_rows_wait_in_thousands(tmp_path: Path) -> None:
    database = toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}").works.database
    first, second, never = Rounds(database, 3, MOST, 7), Rounds(database, MOST, MOST, 1, MOST), Event()
    relay = Relay(first, second)
    assert relay.connected()

    assert relay.carry(never) == 3
    assert len(second.found) == 4, "nobody is called for three rows"

    assert relay.carry(never) == 7
    relay.finish()
    assert second.found == [MOST], "it went until a round was not full"
    assert not second.publisher.alive, "and closed"
    database.dispose()
