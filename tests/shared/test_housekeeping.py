"""Soon after its start and once an hour each service does its own chores; one that fails stops neither the others nor the next round."""

import threading
from pathlib import Path

import pytest

from services.triage.models import Base
from shared import assembly, housekeeping
from shared import settings as house_settings
from shared.assembly import ServiceParts
from shared.clock import system_clock
from shared.database import Database
from shared.housekeeping import tidy
from shared.work import Works


def test_a_chore_that_fails_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    database = Database(f"sqlite:///{tmp_path}/a.sqlite3")
    Base.metadata.create_all(database.engine)
    done: list[Works] = []

    def broken(works: Works) -> int:
        raise ValueError("no")

    def sound(works: Works) -> int:
        done.append(works)
        return 1

    works = Works(database, "triage", system_clock)
    tidy(ServiceParts("triage", {}, works, (broken, sound)), house_settings.load())

    assert done == [works]
    database.dispose()


def test_the_first_round_does_not_wait_for_an_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(housekeeping, "FIRST_SECONDS", 0.0)
    database = Database(f"sqlite:///{tmp_path}/a.sqlite3")
    Base.metadata.create_all(database.engine)
    done, stop = threading.Event(), threading.Event()

    def chore(works: Works) -> int:
        done.set()
        return 1

    parts = ServiceParts("triage", {}, Works(database, "triage", system_clock), (chore,))
    thread = housekeeping.keep_house([parts], house_settings.load(), stop)

    assert done.wait(30)
    stop.set()
    thread.join(30)
    assert housekeeping.FIRST_SECONDS < housekeeping.EVERY_SECONDS
    database.dispose()


def test_each_service_has_its_chores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_DATA_DIR", str(tmp_path))
    settings = house_settings.load()

    chores = {name: assembly.assemble(name, settings).chores for name in ("intake", "triage")}

    assert [chore.__name__ for chore in chores["triage"]] == [
        "read_what_waits",
        "escalate",
        "tell_terms",
        "certify_anew",
    ]
    assert [chore.__name__ for chore in chores["intake"]] == ["forget_calls", "hand_on", "erase_due"]
