"""A whole Jiandu for tests, in either of its forms, reached through its door only."""

import os
import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import requests

from deploy.servers.private import free_port
from shared.contracts.terms import Service
from tests.hashes import lighten
from tests.journeys.begun import furnish
from tests.journeys.door import Door
from tests.journeys.process import Program, run
from tests.journeys.waiting import until

PASSWORD = "demo-password-for-tests"
TOKEN_SECONDS = 600
READY = ("/readyz", "/triage/readyz", "/investigation/readyz")


class House(ABC):
    """Starts, is asked, stops. `environment` is what an operator would set."""

    def __init__(self, directory: Path, **settings: str) -> None:
        self.directory = directory
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(directory),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "JIANDU_BIND": f"127.0.0.1:{self.port}",
            "JIANDU_DATA_DIR": str(directory / "var"),
            "JIANDU_DEMO": "1",
            "JIANDU_DEMO_PASSWORD": PASSWORD,
            **{f"JIANDU_{name.upper()}": value for name, value in settings.items()},
        }
        self.programs: dict[str, Program] = {}
        self._tokens: dict[str, tuple[float, str]] = {}

    @abstractmethod
    def start(self) -> None:
        """Start every program and wait until all services are ready."""

    def program(self, *arguments: str, number: int = 1) -> Program:
        """`jiandu <arguments>`; several of one kind are told apart by their number."""
        name = "-".join(arguments) + (f"-{number}" if number > 1 else "")
        held = Program(list(arguments), self.environment, self.directory / f"{name}.log")
        self.programs[name] = held
        return held

    def command(self, *arguments: str, given: str = "", code: int = 0) -> str:
        """An operator's command in this house, ending with `code`; what it printed."""
        return run(list(arguments), self.environment, given, code=code)

    def hire(self, role: str, home: str) -> str:
        """An account made by the operator's command, as for bodies that have no demo accounts."""
        username = f"{role}-{home.split('-', 1)[1]}"
        paper = ("--certificate", "测试-001", "--certificate-until", "2030-12-31")
        options = ("--name", "测试人员", "--home", home, "--role", role, "--password-stdin", *paper)
        self.command("staff", "add", username, *options, given=f"{PASSWORD}\n")
        return username

    def wait_ready(self, patience: float = 120) -> None:
        with requests.Session() as http:
            http.trust_env = False

            def ready() -> bool:
                for program in self.programs.values():
                    assert program.running(), f"{program.arguments} ended:\n{program.said()}"
                try:
                    return all(http.get(self.base + path, timeout=10).status_code == 200 for path in READY)
                except (requests.ConnectionError, requests.Timeout):
                    return False  # a house that is starved while it starts is not ready, either

            until(ready, f"{self.base} to be ready\n{self.said()}", patience)

    def stop(self) -> None:
        for program in reversed(self.programs.values()):
            program.stop()
        self.programs.clear()

    def kill9(self) -> None:
        """A power cut: every program of the house ends at once."""
        for program in self.programs.values():
            program.kill9()
        self.programs.clear()

    def restart(self) -> None:
        self.start()

    def said(self) -> str:
        return "\n".join(f"{name}: {program.said()}" for name, program in self.programs.items())

    def visitor(self, language: str = "zh-CN") -> Door:
        return Door(self.base, language=language)

    def receipt_holder(self, code: str, language: str = "zh-CN") -> Door:
        return Door(self.base, f"Receipt {code}", language)

    def staff(self, username: str, language: str = "zh-CN") -> Door:
        """Someone signed in with a bearer token; signed in again before the token could end."""
        signed_at, token = self._tokens.get(username, (0.0, ""))
        if not token or time.monotonic() - signed_at > TOKEN_SECONDS:
            credentials = {"username": username, "password": PASSWORD}
            token = self.visitor().post("/staff/api/v1/tokens", credentials)["access_token"]
            self._tokens[username] = (time.monotonic(), token)
        return Door(self.base, f"Bearer {token}", language)

    def sign_out(self) -> None:
        """Whoever signed in does so again when they next act."""
        self._tokens.clear()


class Embedded(House):
    """`jiandu run`: one process, SQLite, no server. It goes on from where another one had begun, unless it is
    to be `new`."""

    new = False

    def start(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        if not self.new:
            furnish(self.directory / "var", self.environment, partial(begun, settings=self.environment))
        self._run()

    def _run(self) -> None:
        self.program("run", "--no-demo-cases")
        self.wait_ready()

    def sqlite(self, service: str) -> Path:
        return self.directory / "var" / f"{service}.sqlite3"


def begun(data: Path, settings: Mapping[str, str]) -> None:
    """Start a house with these settings for the first time; what it leaves behind is at `data` then."""
    with TemporaryDirectory() as folder:
        first = Embedded(Path(folder))
        first.environment |= {
            name: value
            for name, value in settings.items()
            if name not in ("JIANDU_BIND", "JIANDU_DATA_DIR", "HOME")
        }
        try:
            first._run()
        finally:
            first.stop()
        lighten(first.sqlite("triage"), first.environment["JIANDU_DEMO_PASSWORD"])
        shutil.copytree(Path(folder) / "var", data)


class Real(House):
    """The production shape: PostgreSQL, RabbitMQ, and a program for each web side, relay and worker."""

    hands = 1
    """Relays and consumers of each service, beside one another; several of them in common programs."""

    def __init__(
        self, directory: Path, new_database: Callable[[], str], broker: str, **settings: str
    ) -> None:
        databases = {f"{service}_database_url": new_database() for service in Service}
        super().__init__(directory, **databases, broker_url=broker, **settings)

    def start(self) -> None:
        self.command("db", "migrate")
        many = self.hands > 1
        for service in Service:
            for number in range(1, self.hands + 1):
                self.program("worker", service, *(["--with-relay"] if many else []), number=number)
        self.program("web", "all", "--workers", "1")
        for service in Service if not many else ():
            self.program("relay", service)
        self.wait_ready()
        lighten(self.environment["JIANDU_TRIAGE_DATABASE_URL"], PASSWORD)


@contextmanager
def running(house: House) -> Iterator[House]:
    """The house from readiness to its orderly end."""
    try:
        house.start()
        yield house
    finally:
        house.stop()
