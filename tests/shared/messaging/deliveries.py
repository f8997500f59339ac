"""The two roads from outbox to handler, behind one face, so that one suite tests both."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kombu.connection import Connection

from shared.contracts.routing import dead_queue
from shared.messaging.consumer import REASON_HEADER, run_consumer
from shared.messaging.embedded import Dispatcher
from shared.messaging.relay import run_relay
from shared.settings import Settings, load
from tests.shared.messaging.toys import Toy, until


class Delivery(ABC):
    toys: dict[str, Toy]

    @abstractmethod
    def start(self) -> None: ...

    @abstractmethod
    def stop(self) -> None: ...

    @abstractmethod
    def dead(self, service: str) -> list[tuple[str, str]]:
        """Name and reason of every event that this service could never apply."""

    def settle(self, service: str, effects: int) -> None:
        """Wait until the service has this many effects and no outbox holds anything."""
        until(lambda: self.toys[service].effects().total() >= effects)
        until(lambda: not any(toy.waiting() for toy in self.toys.values()))


@dataclass
class InProcess(Delivery):
    toys: dict[str, Toy]

    def start(self) -> None:
        self.dispatcher = Dispatcher(list(self.toys.values()))
        for toy in self.toys.values():
            toy.works = replace(toy.works, wake=lambda name=toy.name: self.dispatcher.wake(name))
        self.dispatcher.start()

    def stop(self) -> None:
        self.dispatcher.stop()

    def dead(self, service: str) -> list[tuple[str, str]]:
        return self.toys[service].dead()


@dataclass
class OverBroker(Delivery):
    toys: dict[str, Toy]
    url: str
    relays: int = 1
    only: Sequence[str] = ("worker", "relay")

    def start(self) -> None:
        self._stop = threading.Event()
        settings = self.settings()
        tasks = [run_consumer] if "worker" in self.only else []
        tasks += [run_relay] * self.relays if "relay" in self.only else []
        self._threads = [
            threading.Thread(target=task, args=(toy, settings, self._stop))
            for toy in self.toys.values()
            for task in tasks
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), f"{thread.name} did not end"

    def settings(self) -> Settings:
        return replace(load(), broker_url=self.url)

    def dead(self, service: str) -> list[tuple[str, str]]:
        with Connection(self.url) as connection, connection.channel() as channel:
            found = []
            while (message := channel.basic_get(dead_queue(service))) is not None:
                headers = message.properties["application_headers"]
                found.append((message.properties["type"], headers[REASON_HEADER]))
            return found
