"""The crowd of `make crowd` in small, at the door of the embedded default: everyone gets in, by work or by waiting."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from services.intake.app import create_app
from services.intake.domain import crowd as rules
from services.intake.domain.crowd import BITS, Crowd
from services.intake.models import Base
from shared import crowds, crypto, settings
from shared.clock import system_clock
from shared.database import Database
from shared.frontdoor import front_door
from shared.work import Works
from tests.load import crowd
from tests.load.attack import _attack
from tests.load.crowd import COMMON
from tests.load.honest import KINDS, Notes, Person
from tests.load.http import Line


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Intake behind the door of the embedded default, with marks that a few requests reach."""
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    for name, few in (("RATE", 0.01), ("BUSY", 4), ("CROWDED", 8)):
        monkeypatch.setattr(crowds, name, few)
    monkeypatch.setattr(rules, "SHORTEST_WAIT", timedelta(seconds=1))
    monkeypatch.setitem(BITS, Crowd.CROWDED, 8)
    crypto.configure([b"intake tests' own master key 1234"])
    database = Database(f"sqlite:///{tmp_path}/intake.sqlite3")
    Base.metadata.create_all(database.engine)
    door = front_door(
        {"intake": create_app(settings.load(), Works(database, "intake", system_clock))}, counts=True
    )
    server = make_server("127.0.0.1", 0, door, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()
    database.dispose()


def test_beside_an_attacker_everyone_gets_in_and_the_attacker_does_not(port: int) -> None:
    notes = Notes()

    async def all_of_them(workers: ThreadPoolExecutor) -> None:
        people = [Person(Line("127.0.0.1", port), COMMON, notes, workers, hurry=1e3) for _ in KINDS]
        await asyncio.gather(*(way(person) for way, person in zip(KINDS.values(), people, strict=True)))
        for person in people:
            person.line.close()

    attacker = asyncio.run(_attack(port, COMMON, 100, 0.4))
    with ThreadPoolExecutor(1) as workers:
        asyncio.run(all_of_them(workers))

    assert attacker.statuses["complaint 201"] <= 8
    assert attacker.statuses["complaint 429"] >= 10
    assert (notes.received, notes.refused) == (len(KINDS), [])
    assert set(notes.asked) == {"program", "with a script", "without a script"}


def test_what_is_told_of_a_crowd_is_what_was_met() -> None:
    met = crowd.Crowd(
        2, 1, 200, Notes([0.1], [0.1], 1, waited=[2.0]), Notes([0.1], [0.1], 1), {"page 200": 3}
    )

    assert met.holds
    assert "page 200: 3" in crowd.told(met)
    met.alone.refused.append("x")
    assert not met.holds
