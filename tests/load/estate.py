"""An installation in its production shape on this machine."""

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import requests

from deploy.servers.private import free_port
from shared.contracts.terms import Service
from tests.load.unit import ROOT, Unit

JIANDU = str(Path(sys.executable).with_name("jiandu"))
PASSWORD = "demo-password-for-load"
KINDS = ("web", "relay", "worker")
READY_SECONDS = 120


class NotReady(RuntimeError):
    """A part of the estate did not come up; the text quotes what it said."""


@dataclass(frozen=True)
class Shape:
    """How many of what. `entry` starts a program of ours; the drills have one with a probe in it."""

    workers: int = 1
    """gunicorn processes of each web side"""
    threads: int = 4
    relays: int = 1
    consumers: int = 1
    together: bool = False
    """Each worker with its relay in one process, as the files in deploy/ start them."""
    entry: Sequence[str] = (JIANDU,)
    unit: type[Unit] = Unit

    def background(self) -> dict[str, tuple[int, Sequence[str]]]:
        """How many of what works behind the web sides, and with which options."""
        workers = {"worker": (self.consumers, ("--with-relay",) if self.together else ())}
        return workers if self.together else {"relay": (self.relays, ()), **workers}


@dataclass
class Estate:
    """Programs around given databases and a given broker. `settings` are what an operator would set."""

    folder: Path
    databases: Mapping[Service, str]
    broker: str
    shape: Shape = field(default_factory=Shape)
    settings: Mapping[str, str] = field(default_factory=dict)
    ports: dict[Service, int] = field(default_factory=lambda: {service: free_port() for service in Service})
    units: dict[str, Unit] = field(default_factory=dict)

    def migrate(self) -> None:
        """Make the tables, and the keys at the first time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        migrate, log = [JIANDU, "db", "migrate"], self.folder / "migrate.log"
        made = self.shape.unit("migrate", migrate, self.environment(), log)
        made.start()
        deadline = time.monotonic() + READY_SECONDS
        while made.running and time.monotonic() < deadline:
            time.sleep(0.05)
        if "investigation: up to date" not in made.said():
            raise NotReady(f"migration: {made.said()}")

    def start(self, kinds: Iterable[str] = KINDS) -> None:
        """Start every part and wait until all web sides are ready."""
        chosen = tuple(kinds)
        for service in Service:
            if "web" in chosen:
                counts = ("--workers", str(self.shape.workers), "--threads", str(self.shape.threads))
                self._unit(f"web-{service}", ("web", service, *counts), service).start()
            for kind, (count, options) in self.shape.background().items():
                for number in range(count if kind in chosen else 0):
                    name = f"{kind}-{service}" + (f"-{number + 1}" if count > 1 else "")
                    self._unit(name, (kind, service, *options), service).start()
        if "web" in chosen:
            self.wait_ready()

    def wait_ready(self, services: Iterable[Service] = tuple(Service)) -> None:
        deadline = time.monotonic() + READY_SECONDS
        for service in services:
            while not self._ready(service):
                unit = self.units[f"web-{service}"]
                if time.monotonic() > deadline or not unit.running:
                    raise NotReady(f"{unit.name}: {unit.said()}")
                time.sleep(0.1)

    def stop(self) -> None:
        with ThreadPoolExecutor(len(self.units) or 1) as pool:
            list(pool.map(Unit.stop, self.units.values()))

    def kill(self) -> None:
        """Everything ends at once, as in a power cut."""
        with ThreadPoolExecutor(len(self.units) or 1) as pool:
            list(pool.map(Unit.kill, self.units.values()))

    def address(self, service: Service) -> str:
        return f"http://127.0.0.1:{self.ports[service]}"

    def environment(self, service: Service | None = None) -> dict[str, str]:
        own = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "JIANDU_DATA_DIR": str(self.folder / "var"),
            "JIANDU_DEMO": "1",
            "JIANDU_DEMO_PASSWORD": PASSWORD,
            "JIANDU_TRIAGE_MODE": "automatic",
            "JIANDU_BROKER_URL": self.broker,
        }
        own |= {f"JIANDU_{name.upper()}_DATABASE_URL": url for name, url in self.databases.items()}
        if service is not None:
            own["JIANDU_BIND"] = f"127.0.0.1:{self.ports[service]}"
        return own | dict(self.settings)

    def _unit(self, name: str, arguments: Sequence[str], service: Service) -> Unit:
        if name not in self.units:
            command = [*self.shape.entry, *arguments]
            self.units[name] = self.shape.unit(
                name, command, self.environment(service), self.folder / f"{name}.log"
            )
        return self.units[name]

    def _ready(self, service: Service) -> bool:
        prefix = "" if service is Service.INTAKE else f"/{service}"
        with requests.Session() as http:
            http.trust_env = False
            try:
                return http.get(f"{self.address(service)}{prefix}/readyz", timeout=10).status_code == 200
            except requests.RequestException:
                return False
