"""The one process that stays: starts the parts in order, brings back what ends, stops all in reverse."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from deploy.servers.notes import note
from deploy.servers.private import ServerFailed, ServerMissing, free_port
from deploy.up import configuration, door
from deploy.up.children import Child, end_leftovers
from deploy.up.configuration import Addresses
from deploy.up.place import DEPLOY, ROOT, Place
from deploy.up.servers import Servers

READY = ("/readyz", "/triage/readyz", "/investigation/readyz")
READY_SECONDS = 120
WATCH_SECONDS = 0.5
JIANDU = os.path.join(os.path.dirname(sys.executable), "jiandu")


class NotReady(RuntimeError):
    """The house did not become ready; the text quotes what was said last."""


@contextmanager
def alone(place: Place) -> Iterator[IO[str]]:
    """The lock that says who keeps this house. Raises BlockingIOError when another does."""
    with (place.folder / "lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield file


class Keeper:
    """One house on this machine, from its servers to its door."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.children: list[Child] = []
        self.servers: Servers | None = None

    def start(self, stop: threading.Event, copy: Sequence[str]) -> None:
        """Bring everything up, from a copy if one is named. Raises ServerMissing, ServerFailed, NotReady."""
        end_leftovers(self.place)
        make_secrets(self.place, with_key=not copy)
        self.servers = Servers(self.place)
        self.servers.start()
        web = {name: free_port() for name in configuration.services()}
        watch = {name: free_port() for name in configuration.services()}
        addresses = Addresses(self.servers.postgres.port, self.servers.rabbitmq.port, web, watch)
        configuration.write_program(self.place, addresses)
        if copy:
            self._restore(addresses, *copy)
        self._migrate(addresses)
        self.children = [*self._parts(addresses), *self._front(addresses)]
        for child in self.children:
            child.start()
        self._wait_ready(stop)

    def keep(self, stop: threading.Event) -> None:
        """Bring back what ends by itself, until told to stop."""
        while not stop.wait(WATCH_SECONDS):
            if self.servers is not None:
                self._tell(self.servers.look_after())
            self._tell([child.name for child in self.children if child.look_after()])

    def stop(self) -> None:
        """The door first, so that nobody is cut off in the middle; the servers last."""
        for child in reversed(self.children):
            child.stop()
        if self.servers is not None:
            self.servers.stop()

    def _restore(self, addresses: Addresses, folder: str, passphrase: str | None = None) -> None:
        """While the databases are empty; and what was to be erased goes again before the door opens."""
        words = ["--passphrase-file", passphrase] if passphrase else []
        for command in (["restore", folder, *words], ["retention", "run"]):
            done = subprocess.run(
                [JIANDU, *command],
                env=configuration.operator(self.place, addresses),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            said = done.stdout.decode(errors="replace")
            if done.returncode:
                raise ServerFailed(f"jiandu {command[0]}: {said}")
            print(said, end="", flush=True)

    def _migrate(self, addresses: Addresses) -> None:
        """Each service's database, by the role that owns it; side by side."""
        running = [
            subprocess.Popen(
                [JIANDU, "db", "migrate", "--service", name],
                env=configuration.owner(name, self.place, addresses),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            for name in configuration.services()
        ]
        said = [process.communicate()[0].decode(errors="replace") for process in running]
        if any(process.returncode for process in running):
            raise ServerFailed("jiandu db migrate: " + "\n".join(said))

    def _parts(self, addresses: Addresses) -> list[Child]:
        made = []
        for name in configuration.services():
            told = configuration.service(name, self.place, addresses)
            made += [
                Child(f"{name}-worker", [JIANDU, "worker", name, "--with-relay"], told, self.place),
                Child(f"{name}-web", [JIANDU, "web", name], told, self.place),
            ]
        return made

    def _front(self, addresses: Addresses) -> list[Child]:
        """nginx; where it is missing, one process of ours with the pages of all three services."""
        try:
            command = door.command(self.place, addresses)
        except ServerMissing as missing:
            print(f"{missing}. Until then the door is a process of Jiandu's own.", flush=True)
            told = configuration.operator(self.place, addresses)
            return [Child("door", [JIANDU, "web", "all"], told, self.place)]
        return [Child("door", command, dict(os.environ), self.place, stop_signal=signal.SIGQUIT)]

    def _wait_ready(self, stop: threading.Event) -> None:
        base, seen = f"http://{configuration.front_address()}", ""
        for _ in range(READY_SECONDS * 2):
            ended = [child for child in self.children if not child.running()]
            if ended:
                raise NotReady(f"{ended[0].name} ended: {ended[0].said()}")
            answers = [_answer(base + path) for path in READY]
            seen = "; ".join(text for ready, text in answers if not ready)
            if not seen or stop.wait(0.5):
                return
        raise NotReady(seen)

    @staticmethod
    def _tell(names: list[str]) -> None:
        for name in names:
            print(f"{name} had ended and was started again", flush=True)


def _answer(url: str) -> tuple[bool, str]:
    """Whether this address answers that it is ready, and what it said."""
    ask = build_opener(ProxyHandler({}))
    try:
        with ask.open(url, timeout=10) as answer:
            return True, f"{url}: {answer.status}"
    except HTTPError as refusal:
        with refusal:
            return False, f"{url}: {refusal.code} {refusal.read(300).decode(errors='replace')}"
    except OSError as error:
        return False, f"{url}: {error}"


def make_secrets(place: Place, with_key: bool) -> None:
    """What is there stays. A house that comes from a copy gets no key of its own: its key comes with it."""
    key = place.secrets / "master_key"
    brought = key.exists()
    subprocess.run([str(DEPLOY / "make-secrets.sh"), str(place.secrets)], check=True)
    if not with_key and not brought:
        key.unlink()


def keep(place: Place, copy: Sequence[str] = ()) -> None:
    """Run the house until SIGTERM. Says in the state file when it is ready."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with alone(place):
        keeper = Keeper(place)
        try:
            keeper.start(stop, copy)
            note(place.state, {"keeper": os.getpid(), "address": configuration.front_address()})
            keeper.keep(stop)
        finally:
            place.state.unlink(missing_ok=True)
            keeper.stop()
