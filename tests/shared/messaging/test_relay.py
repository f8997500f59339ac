"""A relay keeps what the broker does not take, and asks again by another way."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from shared.contracts.routing import BODIES_EXCHANGE, body_key
from shared.contracts.terms import Service
from shared.database import Database
from shared.messaging import relay as relays
from shared.messaging.lane import MOST, Lane
from shared.messaging.publisher import WINDOW, Item
from shared.messaging.relay import GATHER_SECONDS, Relay
from shared.messaging.tables import outbox, sent
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


def test_what_two_services_hear_waits_while_one_of_their_queues_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broker would confirm it: it lies in the other queue."""
    intake, broker = toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}"), Grudge()
    broker.channels = 1
    missing: list[OSError] = []

    def look() -> None:
        if missing:
            raise missing[0]

    relay, now = Relay(Lane("intake", intake.works.database, broker), prepare=look), time.monotonic()
    monkeypatch.setattr(relays.time, "monotonic", lambda: now)
    assert relay.connected()
    missing.append(OSError("no queue 'triage.inbox'"))
    now += 59
    assert relay.connected(), "not at every round"

    now += 1
    for _ in range(2):
        with pytest.raises(OSError, match=r"triage\.inbox"):
            relay.connected()
    assert not broker.alive

    missing.clear()
    assert relay.connected()
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

    def round(self, more: Callable[[int], bool] = lambda taken: False) -> int:
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


class Counting(Grudge):
    """A broker that notes how many came at once, and refuses what is on its list."""

    def __init__(self, *refused: UUID) -> None:
        super().__init__()
        self.refused, self.batches = set(refused), []

    def publish_batch(self, items: Sequence[Item], timeout: float = 15.0) -> set[UUID]:
        self.batches.append(len(items))
        return {item.id for item in items} - self.refused


def _sent(each: Toy) -> list[UUID]:
    with each.works.reading() as session:
        return list(session.scalars(select(sent.c.message_id)))


def _read_whole(each: Toy) -> int:
    """How often the server read all of the outbox."""
    with each.works.database.transaction() as session:
        session.execute(text("SELECT pg_stat_force_next_flush()"))
    with each.works.database.transaction() as session:
        return session.scalar(text("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'outbox'")) or 0


def test_a_round_finds_its_rows_by_the_index(postgres_url: str) -> None:
    intake = toy(Service.INTAKE, postgres_url)
    lane, before = Lane("intake", intake.works.database, Counting()), _read_whole(intake)

    for _ in range(3):
        intake.emit(received())
        assert lane.round() == 1

    assert _read_whole(intake) == before, "all that left under load would be read each time"
    intake.works.database.dispose()


def test_what_comes_one_by_one_is_published_at_once_and_leaves_together(postgres_url: str) -> None:
    intake, broker, events = toy(Service.INTAKE, postgres_url), Counting(), [received() for _ in range(3)]
    waiting: list[int] = []

    def more(taken: int) -> bool:
        """Something else was said while the first lay at the broker."""
        waiting.append(intake.waiting())
        if taken:
            intake.emit(*events[len(waiting) : len(waiting) + 1])
        return taken > 0

    intake.emit(events[0])
    broker.connect()
    Lane("intake", intake.works.database, broker).round(more)

    assert broker.batches == [1, 1, 1], "each at once, and none twice"
    assert waiting == [1, 2, 3, 3], "none left for good before the end"
    assert intake.waiting() == 0
    assert sorted(_sent(intake)) == sorted(event.id for event in events)
    intake.works.database.dispose()


def test_a_file_that_takes_one_writer_is_not_held_while_more_may_come(tmp_path: Path) -> None:
    intake = toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}")
    intake.emit(received())
    asked: list[int] = []
    lane = Lane("intake", intake.works.database, Counting())
    lane.publisher.connect()

    assert lane.round(lambda taken: bool(asked.append(taken))) == 1
    assert asked == []
    assert intake.waiting() == 0
    intake.works.database.dispose()


def test_a_refusal_keeps_nothing_that_was_confirmed_before_in_the_outbox(postgres_url: str) -> None:
    intake, events = toy(Service.INTAKE, postgres_url), [received() for _ in range(4)]
    broker = Counting(events[2].id)

    def more(taken: int) -> bool:
        intake.emit(*events[1:])
        return True

    intake.emit(events[0])
    broker.connect()
    Lane("intake", intake.works.database, broker).round(more)

    assert broker.batches == [1, 3]
    with intake.works.reading() as session:
        left = session.execute(select(outbox.c.message_id, outbox.c.attempts)).all()
    assert left == [(events[2].id, 1)]
    assert sorted(_sent(intake)) == sorted(events[at].id for at in (0, 1, 3))
    assert not broker.alive
    intake.works.database.dispose()


class Looking(Lane):
    """A lane that finds a row each time, and notes how often it was told to look again."""

    def __init__(self, database: Database, found: int, woken: Callable[[int], None]) -> None:
        super().__init__("intake", database, Grudge())
        self.found, self.looks, self.woken = found, 1, woken

    def round(self, more: Callable[[int], bool] = lambda taken: False) -> int:
        self.woken(self.looks)
        while more(self.found):
            self.looks += 1
            self.woken(self.looks)
        return self.found


@pytest.mark.parametrize(
    ("found", "looks"), [(1, 3), (0, 1), (WINDOW, 1)], ids=["while woken", "idle", "much to do"]
)
def test_a_round_goes_on_while_rows_come_one_by_one(
    tmp_path: Path, found: int, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relays, "GATHER_SECONDS", 1.0)  # however busy the machine is
    database = toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}").works.database
    relay = Relay(Looking(database, found, lambda look: relay.wake.set() if 0 < look < looks else None))

    assert relay.carry(Event()) == found
    assert relay.lane.looks == looks
    assert not relay.wake.is_set()
    database.dispose()


def test_a_round_ends_though_more_comes_all_the_time(tmp_path: Path) -> None:
    """Else its transaction stays open for as long as the service is busy: nothing leaves the outbox, and all
    of it is sent again should the relay die."""
    database = toy(Service.INTAKE, f"sqlite:///{tmp_path / 'intake.sqlite3'}").works.database
    enough = 2 * GATHER_SECONDS / 0.005

    def woken(look: int) -> None:
        if look < enough:
            time.sleep(0.005)  # what it takes to publish one
            relay.wake.set()

    relay = Relay(Looking(database, 1, woken))

    assert relay.carry(Event()) == 1
    assert relay.lane.looks < enough
    database.dispose()
