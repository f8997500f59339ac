"""What delivery promises, on both roads: everything takes effect once, whatever happens on the way."""

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.contracts.events import CaseClosed, ComplaintSupplemented, Event
from shared.work import Work
from tests.shared.messaging.deliveries import Delivery, InProcess, OverBroker
from tests.shared.messaging.toys import SERVICES, close_case, received, supplemented, toy, until

ROADS = [
    pytest.param("embedded on sqlite"),
    pytest.param("embedded on postgres", marks=pytest.mark.postgres),
    pytest.param("broker", marks=[pytest.mark.postgres, pytest.mark.broker]),
    pytest.param("broker with two relays", marks=[pytest.mark.postgres, pytest.mark.broker]),
]


@pytest.fixture(params=ROADS)
def delivery(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Delivery]:
    """A road that is laid but not opened yet; it is closed at the end."""
    new_url: Callable[[str], str] = lambda name: f"sqlite:///{tmp_path / name}.sqlite3"  # noqa: E731 one word
    if request.param != "embedded on sqlite":
        new_database = request.getfixturevalue("new_postgres_url")
        new_url = lambda name: new_database()  # noqa: E731 the same
    toys = {service.value: toy(service, new_url(service)) for service in SERVICES}
    road: Delivery = InProcess(toys)
    if request.param.startswith("broker"):
        relays = 2 if "two" in request.param else 1
        road = OverBroker(toys, request.getfixturevalue("rabbitmq_url"), relays)
    yield road
    road.stop()
    for each in toys.values():
        each.works.database.dispose()


def test_every_hearer_meets_an_event_and_it_takes_effect_once(delivery: Delivery) -> None:
    delivery.start()
    events = [supplemented(f"第{number}条") for number in range(250)]
    delivery.toys["intake"].emit(*events)

    expected = {str(event.id): 1 for event in events}
    for hearer in ("triage", "investigation"):
        delivery.settle(hearer, len(events))
        assert delivery.toys[hearer].effects() == expected
    assert delivery.toys["intake"].effects() == {}


def test_what_was_said_before_anyone_listened_is_heard(delivery: Delivery) -> None:
    delivery.toys["intake"].emit(received(), supplemented())

    delivery.start()

    delivery.settle("triage", 2)
    delivery.settle("investigation", 1)


def test_the_same_message_again_changes_nothing(delivery: Delivery) -> None:
    delivery.start()
    again, last = supplemented("once"), supplemented("last")
    intake, triage = delivery.toys["intake"], delivery.toys["triage"]
    for _ in range(3):
        intake.emit(again)
        until(lambda: not intake.waiting())
    intake.emit(last)

    until(lambda: "last" in triage.texts() and not intake.waiting())
    assert triage.effects() == {str(again.id): 1, str(last.id): 1}


def test_any_order_of_emission_arrives_whole(delivery: Delivery) -> None:
    delivery.start()
    events: list[Event] = [received() for _ in range(40)] + [supplemented() for _ in range(40)]
    random.Random(7).shuffle(events)
    writers = [
        threading.Thread(target=lambda part=events[start::4]: [delivery.toys["intake"].emit(e) for e in part])
        for start in range(4)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    delivery.settle("triage", len(events))
    assert delivery.toys["triage"].effects() == {str(event.id): 1 for event in events}


def test_poison_dies_with_its_reason_and_without_its_words_and_the_others_live(delivery: Delivery) -> None:
    def refuse(work: Work, event: Event) -> None:
        if getattr(event, "text", "").startswith("毒"):
            raise ValueError(f"cannot do with {event.text}")

    delivery.toys["triage"].disturb = refuse
    events = [supplemented(f"{'毒' if number in (3, 17) else '好'}{number}") for number in range(30)]
    delivery.toys["intake"].emit(*events)
    delivery.start()

    delivery.settle("triage", 28)
    delivery.settle("investigation", 30)
    assert delivery.toys["triage"].effects().total() == 28
    dead: list[tuple[str, str]] = []
    until(lambda: len(dead.extend(delivery.dead("triage")) or dead) >= 2)
    assert {name for name, _ in dead} == {"complaint.supplemented"}
    assert all(
        reason.startswith("ValueError at shared/messaging/test_delivery.py:") for _, reason in dead[:2]
    )
    assert "毒" not in str(dead)


def test_while_something_is_away_events_wait_and_then_take_effect_once(delivery: Delivery) -> None:
    away = threading.Event()
    away.set()
    tried = threading.Event()

    def miss(work: Work, event: Event) -> None:
        if away.is_set():
            tried.set()
            raise ConnectionRefusedError("the archive is away")

    delivery.toys["triage"].disturb = miss
    events = [supplemented() for _ in range(5)]
    delivery.toys["intake"].emit(*events)
    delivery.start()
    until(tried.is_set)

    assert delivery.toys["triage"].effects() == {}
    away.clear()
    delivery.settle("triage", 5)
    assert delivery.toys["triage"].effects() == {str(event.id): 1 for event in events}
    assert delivery.dead("triage") == []


def test_what_a_handler_says_travels_on(delivery: Delivery) -> None:
    def answer(work: Work, event: Event) -> None:
        if isinstance(event, ComplaintSupplemented):
            close_case(work, event)

    delivery.toys["investigation"].disturb = answer
    delivery.start()
    delivery.toys["intake"].emit(supplemented(), supplemented())

    delivery.settle("intake", 2)
    with delivery.toys["intake"].works.reading() as session:
        names = {row.name for row in session.connection().exec_driver_sql("SELECT name FROM heard")}
    assert names == {CaseClosed.name}


def test_a_stop_and_a_new_start_lose_and_double_nothing(delivery: Delivery) -> None:
    delivery.start()
    events = [supplemented() for _ in range(300)]
    for start in range(0, 300, 50):
        delivery.toys["intake"].emit(*events[start : start + 50])
        delivery.stop()
        delivery.start()

    delivery.settle("triage", 300)
    delivery.settle("investigation", 300)
    assert delivery.toys["triage"].effects() == {str(event.id): 1 for event in events}
    assert delivery.toys["investigation"].effects() == {str(event.id): 1 for event in events}


def test_only_the_reader_of_a_sealed_field_gets_its_words(delivery: Delivery) -> None:
    seen: dict[str, str] = {}

    def look(work: Work, event: Event) -> None:
        seen["statement"] = event.statement

    delivery.toys["triage"].disturb = look
    delivery.start()
    delivery.toys["intake"].emit(received(statement="检查时没有出示证件"))

    delivery.settle("triage", 1)
    assert seen == {"statement": "检查时没有出示证件"}
