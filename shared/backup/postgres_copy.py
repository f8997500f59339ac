"""Copies of PostgreSQL databases, all of the same moment, by pg_dump and pg_restore."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import psycopg
from sqlalchemy import URL
from sqlalchemy.engine import make_url

from shared.i18n import gettext

LOCK_TIMEOUT = "60s"
_FOLDERS = "/usr/lib/postgresql"


class ToolFailed(RuntimeError):
    """pg_dump or pg_restore is missing or said no; the text is its own."""


def copy(sources: Mapping[str, str], folder: Path) -> None:
    """Dump each database to `folder`/<service>.dump while it is being worked with.

    Writers wait for the instant in which all snapshots are fixed, not for the dumping.
    """
    with ExitStack() as held:
        snapshots = _snapshots(sources, held)
        for service, snapshot in snapshots.items():
            file = folder / f"{service}.dump"
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
            _tool("pg_dump", make_url(sources[service]), *options, f"--file={file}")


def _snapshots(sources: Mapping[str, str], held: ExitStack) -> dict[str, str]:
    snapshots = {}
    with ExitStack() as stopped:
        for url in sources.values():
            holder = stopped.enter_context(_connect(url))
            holder.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
            holder.execute("LOCK TABLE outbox IN SHARE MODE")
        for service, url in sources.items():
            reader = held.enter_context(_connect(url))
            reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            row = reader.execute("SELECT pg_export_snapshot()").fetchone()
            snapshots[service] = str(row[0]) if row else ""
    return snapshots


def _connect(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, connect_timeout=10)


def is_empty(url: str) -> bool:
    """Whether the database has no table of ours. Raises psycopg.OperationalError when it is not there."""
    with _connect(url) as connection:
        found = connection.execute(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() LIMIT 1"
        ).fetchone()
    return found is None


def bring_back(file: Path, url: str) -> None:
    """Fill the empty database at `url` from `file`, in one transaction."""
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    address = make_url(url)
    _tool("pg_restore", address, *options, f"--dbname={address.database}", str(file))


def _tool(name: str, url: URL, *options: str) -> None:
    """Run a client program of PostgreSQL; the password goes by the environment, where no other user looks."""
    place = [
        "--host",
        url.host or "127.0.0.1",
        "--port",
        str(url.port or 5432),
        "--username",
        url.username or "",
    ]
    if name == "pg_dump":
        place += ["--dbname", url.database or ""]
    environment = {**os.environ, "PGPASSWORD": url.password or "", "PGCONNECT_TIMEOUT": "10"}
    command = [_found(name), *place, *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 our own words
    if done.returncode:
        raise ToolFailed(
            f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}"
        )


def _found(name: str) -> str:
    """The newest of the installed versions: an older pg_dump refuses a newer server."""
    versions = sorted(Path(_FOLDERS).glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise ToolFailed(gettext("%(tool)s is not installed (package postgresql-client)", tool=name))
    return found
