"""Works of a service on an empty database of its own, embedded or on the server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared import crypto
from shared.clock import system_clock
from shared.database import Database, service_metadata
from shared.work import Works

BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


def works_of(service: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Works]:
    """For a fixture that has `BOTH` as its parameters."""
    crypto.configure([os.urandom(32)])
    given: dict[str, Callable[[], str]] = {
        "sqlite": lambda: f"sqlite:///{folder}/a.sqlite3",
        "postgres": lambda: request.getfixturevalue("new_postgres_url")(),
    }
    database = Database(given[request.param]())
    service_metadata().create_all(database.engine)
    yield Works(database, service, system_clock)
    database.dispose()
