"""Where benchmarks run: one PostgreSQL and one RabbitMQ for all, databases and queues of each part's own."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shared import crypto, keyfile
from shared.contracts.terms import Service
from tests.load.estate import Estate, Shape
from tests.load.servers import TUNING, Servers
from tests.load.unit import Unit

WEB = Shape(workers=2, threads=8, together=True)
"""As deploy/gunicorn.conf.py and deploy/compose.yaml have it."""
QUIET = {"JIANDU_LOG_LEVEL": "warning"}


@dataclass
class Stage:
    """Servers that are running. `quick`: the small form, which only shows that everything still runs."""

    folder: Path
    servers: Servers
    quick: bool = False
    unit: type[Unit] = Unit
    """How programs are begun."""
    shelf: dict[str, Any] = field(default_factory=dict)
    """What one part made and another may use."""
    _number: Iterator[int] = field(default_factory=lambda: count(1))

    def databases(self, prefix: str) -> dict[Service, str]:
        """Empty databases under names of their own."""
        return self.servers.make_databases(f"{prefix}_{next(self._number)}_")

    def estate(self, name: str, shape: Shape = WEB, **settings: str) -> Estate:
        """An installation with databases and queues of its own, migrated and not started."""
        folder = self.folder / f"{name}-{next(self._number)}"
        told = self._keys() | QUIET | settings
        shape = replace(shape, unit=self.unit)
        estate = Estate(folder, self.databases(name), self.queues(), shape, told)
        estate.migrate()
        return estate

    def queues(self) -> str:
        """A virtual host that nobody else uses."""
        return self.servers.make_vhost(f"bench-{next(self._number)}")

    def unlock(self) -> None:
        """Give this process the keys of all estates: what it writes into their databases they can read."""
        crypto.configure(keyfile.ensure_master_key(self._key_file).keyring())

    @property
    def _key_file(self) -> Path:
        return self.folder / "keys" / "master.key"

    def _keys(self) -> Mapping[str, str]:
        """The same for every estate."""
        keyfile.ensure_master_key(self._key_file)
        return {"JIANDU_MASTER_KEY_FILE": str(self._key_file)}

    def pick(self, full: int, small: int) -> int:
        return small if self.quick else full


@contextmanager
def opened(folder: Path, quick: bool = False) -> Iterator[Stage]:
    """A stage on servers of its own, until the end."""
    folder.chmod(0o755)  # PostgreSQL's own user must be able to walk through
    servers = Servers.start(folder / "servers", 1, TUNING)
    try:
        stage = Stage(folder, servers, quick)
        stage.unlock()
        yield stage
    finally:
        servers.stop()


@contextmanager
def running(estate: Estate, *kinds: str) -> Iterator[Estate]:
    """The estate with these kinds of programs (all, where none is named) from readiness to the end."""
    try:
        estate.start(*([kinds] if kinds else []))
        yield estate
    finally:
        estate.stop()


def environment() -> dict[str, str]:
    """What a program needs that is not ours."""
    return {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}


def libpq(url: str) -> dict[str, str]:
    """The environment by which PostgreSQL's own programs reach a database."""
    parts = urlsplit(url)
    return environment() | {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port),
        "PGUSER": parts.username or "",
        "PGPASSWORD": parts.password or "",
        "PGDATABASE": parts.path.lstrip("/"),
    }
