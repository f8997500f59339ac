"""What takes long to make and is the same for all tests of a process: made once, lent to each as its own."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.util import LRUCache

from shared.clock import system_clock
from shared.database import Database
from shared.settings import Settings
from shared.web import application
from shared.work import Works

NOWHERE = Path("/dev/null/nowhere")
STATEMENTS = 5000
"""More than all services have."""
NOBODYS = Settings(
    bind="",
    data_dir=NOWHERE,
    database_urls={},
    broker_url=None,
    master_key_file=NOWHERE,
    demo=False,
    demo_password=None,
    triage_mode="assisted",
    clock=None,
    names_file=NOWHERE,
    secure_cookies=True,
    staff_key_file=None,
)


def application_of(service: str, settings: Settings, works: Works) -> Flask:
    """The service's whole application in this house, as `create_app` makes it, for one test at a time.

    It was built in a house that is not there: what a part of it still knew of that one would fail.
    """
    app, config, extensions = _built(service)
    app.config.clear()
    app.config.update(config)
    app.extensions.clear()
    app.extensions.update(extensions)
    _moving(service)(app, settings, works)
    return app


@cache
def _built(service: str) -> tuple[Flask, dict[str, Any], dict[str, Any]]:
    database = Database(f"sqlite:///{NOWHERE}/{service}.sqlite3")
    works = Works(database, service, system_clock, settings=NOBODYS)
    app: Flask = import_module(f"services.{service}.app").create_app(NOBODYS, works)
    app.testing = True
    return app, dict(app.config), dict(app.extensions)


def _moving(service: str) -> Callable[[Flask, Settings, Works], None]:
    found: Callable[[Flask, Settings, Works], None] = getattr(
        import_module(f"services.{service}.app"), "move_in", application.move_in
    )
    return found


def database_of(metadata: MetaData, path: Path) -> Database:
    """A database at `path` with all tables, empty. It is no place for tests of power cuts: it does not wait
    for the disk."""
    empty, engine = _with_tables(metadata)
    path.write_bytes(empty)
    database = Database(f"sqlite:///{path}")
    # What a statement is compiled to is kept by the dialect that compiled it: one for all of them.
    database.engine.dialect = engine.dialect
    database.engine.update_execution_options(compiled_cache=_compiled)

    @event.listens_for(database.engine, "connect")
    def _hurry(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return database


class Kept:
    """What a database of the embedded kind holds, for others like it to begin with."""

    def __init__(self, database: Database) -> None:
        with closing(_plain(database)) as source:
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            held = bytearray(source.serialize())
        held[18:20] = b"\1\1"  # no write-ahead log of its own: it will lie in memory, which has none
        self._held = bytes(held)

    def put_into(self, database: Database) -> None:
        """In place of all that is there."""
        with closing(sqlite3.connect(":memory:")) as source, closing(_plain(database)) as target:
            source.deserialize(self._held)
            source.backup(target)


def _plain(database: Database) -> sqlite3.Connection:
    return sqlite3.connect(str(database.engine.url.database))


_compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS)


@cache
def _with_tables(metadata: MetaData) -> tuple[bytes, Engine]:
    """An empty database, and the engine that made it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite3"
        database = Database(f"sqlite:///{path}")
        metadata.create_all(database.engine)
        database.dispose()  # the last connection brings everything into the one file
        return path.read_bytes(), database.engine
