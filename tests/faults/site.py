"""Where a drill takes place: an estate behind wires that can be cut, on servers that can be killed."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from shared.contracts.terms import Service
from tests.faults import probe
from tests.faults.proxy import Proxy, Shears
from tests.faults.streams import amqp, postgresql
from tests.load.estate import Estate, Shape
from tests.load.servers import TUNING, Servers, connect
from tests.load.unit import Unit

PROGRAM = (sys.executable, "-m", "tests.faults.program")
FAKETIME = next(Path("/usr").glob("lib*/**/faketime/libfaketimeMT.so.1"), None)
"""None where it is not installed."""


@dataclass
class Site:
    """Everything that a fault may be done to."""

    servers: Servers | None
    """None where the servers belong to somebody else and must be left alone."""
    estate: Estate
    direct: Mapping[Service, str]
    """The databases without a wire between: for the ledger."""
    to_broker: Sequence[Proxy]
    to_database: Proxy

    @property
    def owned(self) -> Servers:
        if self.servers is None:
            raise LookupError("these servers are not ours to break")
        return self.servers

    def units(self, kind: str) -> list[Unit]:
        """The programs of one kind, in the order of the services."""
        return [unit for name, unit in self.estate.units.items() if name.startswith(kind)]

    def arm(self, shears: Shears) -> None:
        """Cut the wires to the broker or to the database, whichever the moment belongs to."""
        if shears.moment is None:
            for proxy in (*self.to_broker, self.to_database):
                proxy.arm(shears)
        elif shears.moment == "mid-commit":
            shears.readers = postgresql
            self.to_database.arm(shears)
        else:
            shears.readers = amqp(shears.moment)
            for proxy in self.to_broker:
                proxy.arm(shears)

    def revive(self) -> None:
        """Start again whatever is not running."""
        for unit in self.estate.units.values():
            if not unit.running:
                unit.start()
        self.estate.wait_ready()

    @property
    def clock_file(self) -> Path:
        """What it says is added to the time of every program, from one moment to the next."""
        return self.estate.folder / "clock"

    def said(self) -> str:
        return "\n".join(f"--- {name}\n{unit.said(800)}" for name, unit in self.estate.units.items())


def on(
    folder: Path,
    databases: Mapping[Service, str],
    broker: str,
    servers: Servers | None = None,
    without: str | None = None,
    loose_clock: bool = False,
    unit: type[Unit] = Unit,
) -> Site:
    """A site on given servers, not yet started. `without` switches one guarantee off."""
    to_broker = [Proxy(_port(url)) for url in broker.split(";")]
    to_database = Proxy(_port(next(iter(databases.values()))))
    entry = (*PROGRAM, *(("--without", without) if without else ()))
    estate = Estate(
        folder,
        {service: _through(url, to_database) for service, url in databases.items()},
        ";".join(_through(url, proxy) for url, proxy in zip(broker.split(";"), to_broker, strict=True)),
        Shape(entry=entry, unit=unit),
        _clockwork(folder) if loose_clock else {},
    )
    return Site(servers, estate, databases, to_broker, to_database)


@contextmanager
def opened(site: Site) -> Iterator[Site]:
    """The site with everything running, until the end."""
    site.estate.folder.mkdir(parents=True, exist_ok=True)
    site.clock_file.write_text("+0")
    try:
        site.estate.migrate()
        for url in site.direct.values():
            with connect(url) as connection:
                probe.prepare(connection)
        site.estate.start()
        yield site
    finally:
        site.estate.stop()
        for proxy in (*site.to_broker, site.to_database):
            proxy.close()


@contextmanager
def private(
    folder: Path,
    nodes: int = 1,
    without: str | None = None,
    loose_clock: bool = False,
    unit: type[Unit] = Unit,
) -> Iterator[Site]:
    """A site with servers of its own."""
    servers = Servers.start(folder / "servers", nodes, TUNING)
    try:
        databases = servers.make_databases()
        site = on(folder / "estate", databases, servers.broker, servers, without, loose_clock, unit)
        with opened(site):
            yield site
    finally:
        servers.stop()


def _port(url: str) -> int:
    return urlsplit(url).port or 0


def _through(url: str, proxy: Proxy) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition(":")[0] + f":{proxy.port}"
    return urlunsplit(parts._replace(netloc=place))


def _clockwork(folder: Path) -> dict[str, str]:
    """By libfaketime, every program's clock follows a file."""
    return {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(folder / "clock"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


Inflict = Callable[[Site], None]


def signal_tree(pid: int, number: int) -> None:
    """Send a signal to a process and to its children: PostgreSQL's each lead a group of their own."""
    children = [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdecimal() and _parent(entry) == pid
    ]
    for one in (pid, *children):
        try:
            os.kill(one, number)
        except ProcessLookupError:
            continue  # a child that ended by itself meanwhile


def _parent(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None
