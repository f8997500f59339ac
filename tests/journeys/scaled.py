"""The production shape with two of everything, asked now at one web side, now at the other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

from deploy.servers.private import free_port
from shared.contracts.terms import Service
from tests.journeys.house import READY, Real
from tests.journeys.process import Program
from tests.journeys.waiting import until


class Scaled(Real):
    """Nothing is told to the programs about one another: they share databases and a broker."""

    _turns: Iterator[str] | None = None

    @property
    def base(self) -> str:
        return next(self._turns) if self._turns else self._first

    @base.setter
    def base(self, address: str) -> None:
        self._first = address

    def start(self) -> None:
        self.command("db", "migrate")
        second = free_port()
        for number in (1, 2):
            for service in Service:
                self._one(f"worker-{service}-{number}", "worker", service, "--with-relay")
        self._one("web-1", "web", "all", "--workers", "1")
        self._one("web-2", "web", "all", "--workers", "1", JIANDU_BIND=f"127.0.0.1:{second}")
        self._turns = cycle([self._first, f"http://127.0.0.1:{second}"])
        self.wait_ready()
        for path in READY * 2:
            until(lambda path=path: self.visitor().ask("GET", path).ok, f"both web sides to answer {path}")

    def stop(self) -> None:
        """All at once: nothing is asked any more."""
        with ThreadPoolExecutor(len(self.programs) or 1) as hands:
            list(hands.map(Program.stop, self.programs.values()))
        self.programs.clear()

    def _one(self, name: str, *arguments: str, **settings: str) -> None:
        log = self.directory / f"{name}.log"
        self.programs[name] = Program(list(arguments), self.environment | settings, log)
