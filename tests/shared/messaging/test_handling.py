"""Judging messages: what is applied, met twice, unknown, or can never be applied."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, OperationalError

from shared import crypto, tracing
from shared.contracts import wire
from shared.contracts.events import Event
from shared.messaging import handling
from shared.messaging.failure import Transient, is_transient, reason_of
from shared.messaging.handling import ContractMismatch, Hearing, Outcome
from shared.messaging.outbox import seal
from shared.work import Work
from tests.shared.messaging.toys import Toy, heard, received, supplemented, toy


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def triage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Toy]:
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'triage'}.sqlite3" if sqlite else request.getfixturevalue("postgres_url")
    made = toy("triage", url)
    yield made
    made.works.database.dispose()


def test_a_batch_is_applied_and_met_again_it_is_a_duplicate(triage: Toy) -> None:
    bodies = [wire.encode(received(), seal), wire.encode(supplemented(), seal)]

    assert _outcomes(triage, bodies + bodies[:1]) == ["applied", "applied", "duplicate"]
    assert _outcomes(triage, bodies) == ["duplicate", "duplicate"]
    assert triage.effects().total() == 2


def test_an_unknown_event_and_one_not_for_us_are_let_go(triage: Toy) -> None:
    document = json.loads(wire.encode(received(), seal))
    unknown = json.dumps(document | {"type": "complaint.foretold"}).encode()
    bodies = [unknown, wire.encode(received(), seal)]

    assert _outcomes(triage, bodies) == ["unknown", "applied"]


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]", b"null", b"{}", b'{"specversion": "1.0"}', b"[" * 9999]
)
def test_what_is_no_event_is_poison_and_the_others_live(triage: Toy, body: bytes) -> None:
    assert _outcomes(triage, [body, wire.encode(received(), seal)]) == ["poison", "applied"]


def test_what_was_sealed_by_a_strange_key_is_poison(triage: Toy) -> None:
    strange = crypto.Keyring([b"x" * 32])
    body = wire.encode(received(), lambda reader, data: strange.seal(f"wire:{reader}", data))

    (verdict,) = handling.apply_batch(triage, [body])

    assert verdict.outcome is Outcome.POISON
    assert verdict.reason.startswith("Unreadable: no key for this text")


def test_poison_leaves_no_trace_and_its_neighbours_take_effect(triage: Toy) -> None:
    def refuse(work: Work, event: Event) -> None:
        if getattr(event, "text", "") == "bad":
            raise KeyError(event)

    triage.disturb = refuse
    events = [supplemented("good"), supplemented("bad"), supplemented("also good")]

    assert _outcomes(triage, [wire.encode(event, seal) for event in events]) == [
        "applied",
        "poison",
        "applied",
    ]
    assert triage.texts() == ["good", "also good"]


def test_a_reason_names_table_and_constraint_but_no_value(triage: Toy) -> None:
    def clash(work: Work, event: Event) -> None:
        for _ in range(2):
            work.session.execute(insert(heard).values(id=7, message_id=event.id, name="张三", text="秘密"))

    triage.disturb = clash
    (verdict,) = handling.apply_batch(triage, [wire.encode(received(), seal)])

    assert verdict.reason.startswith("IntegrityError")
    assert "张三" not in verdict.reason
    assert "秘密" not in verdict.reason


def test_a_lost_race_is_run_again_before_it_is_called_poison(triage: Toy) -> None:
    def lose_twice(work: Work, event: Event) -> None:
        if triage.calls[str(event.id)] <= 2:
            raise IntegrityError("another was first", None, Exception())

    triage.disturb = lose_twice

    assert _outcomes(triage, [wire.encode(received(), seal)]) == ["applied"]


def test_what_is_away_holds_the_batch(triage: Toy) -> None:
    def miss(work: Work, event: Event) -> None:
        raise ConnectionResetError

    triage.disturb = miss
    with pytest.raises(Transient):
        handling.apply_batch(triage, [wire.encode(received(), seal)])

    assert triage.effects() == {}


def test_a_missing_table_is_no_fault_of_the_message_on_postgres(postgres_url: str) -> None:
    bare = toy("triage", postgres_url)
    with bare.works.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE heard")
    with pytest.raises(Transient):
        handling.apply_batch(bare, [wire.encode(received(), seal)])
    bare.works.database.dispose()


def test_a_locked_file_is_transient_and_a_wrong_statement_is_not(tmp_path: Path) -> None:
    own = toy("triage", f"sqlite:///{tmp_path / 'a'}.sqlite3")
    with pytest.raises(OperationalError) as wrong, own.works.reading() as session:
        session.connection().exec_driver_sql("SELECT nonsense FROM nowhere")
    own.works.database.dispose()

    assert not is_transient(wrong.value)
    assert "nonsense" not in reason_of(wrong.value)


def test_a_service_that_does_not_handle_what_it_must_hear_is_refused(triage: Toy) -> None:
    handling.check(triage)
    some = dict(list(triage.handlers.items())[1:])

    with pytest.raises(ContractMismatch, match=r"complaint\.received"):
        handling.check(Hearing("triage", some, triage.works))


def test_what_a_handler_says_belongs_to_the_trace_of_what_it_heard(triage: Toy) -> None:
    seen: list[str | None] = []
    triage.disturb = lambda work, event: seen.append(tracing.header())
    traces = ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", None]

    handling.apply_batch(triage, [wire.encode(received(traceparent=trace), seal) for trace in traces])

    first, second = (tracing.read(one) for one in seen)
    assert first.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert first.span_id != "00f067aa0ba902b7"
    assert second.trace_id != first.trace_id
    assert tracing.current() is None


def _outcomes(listener: Any, bodies: list[bytes]) -> list[str]:
    return [verdict.outcome.value for verdict in handling.apply_batch(listener, bodies)]
