"""Copies of SQLite databases, all of the same moment."""

import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path

BUSY_SECONDS = 60.0


def copy(sources: Mapping[str, Path], folder: Path) -> None:
    """Copy each database to `folder`/<service>.sqlite3 while it is being worked with.

    Writers wait for the instant in which all snapshots are fixed, not for the copying.
    """
    with ExitStack() as held:
        readers = _snapshots(sources, held)
        for service, reader in readers.items():
            with closing(sqlite3.connect(folder / f"{service}.sqlite3")) as target:
                reader.backup(target)


def _snapshots(sources: Mapping[str, Path], held: ExitStack) -> dict[str, sqlite3.Connection]:
    """A connection for each database, all fixed at one moment at which nobody was writing."""
    readers = {}
    with ExitStack() as stopped:
        for path in sources.values():
            stopped.enter_context(closing(_open(path))).execute("BEGIN IMMEDIATE")
        for service, path in sources.items():
            reader = held.enter_context(closing(_open(path)))
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # here the snapshot is fixed
            readers[service] = reader
    return readers


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def is_empty(path: Path) -> bool:
    """Whether there is no database yet, or one without tables."""
    if not path.exists():
        return True
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def bring_back(file: Path, path: Path) -> None:
    """Make the database at `path` what `file` holds. It appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    coming = path.with_name(path.name + ".restoring")
    source = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    with closing(source), closing(sqlite3.connect(coming)) as target:
        source.backup(target)
    coming.chmod(0o600)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    coming.replace(path)
