"""Keep one private server running in the foreground: `python -m deploy.servers.keep rabbitmq FOLDER`.

Once the server answers, FOLDER/server.json says how to reach it. It ends with SIGTERM or SIGINT, or
with the process named by --until-pid, so that tests which are killed leave nothing behind.
"""

import argparse
import json
import os
import signal
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.servers.notes import note
from deploy.servers.postgres import PostgresServer
from deploy.servers.private import ServerFailed, ServerMissing, alive
from deploy.servers.rabbitmq import RabbitNode


@dataclass(frozen=True)
class Kept:
    """How to reach a kept server, and who keeps it."""

    keeper: int
    port: int
    password: str
    distribution_port: int = 0
    epmd_port: int = 0

    def rabbit(self, folder: Path) -> RabbitNode:
        return RabbitNode(
            folder,
            port=self.port,
            password=self.password,
            distribution_port=self.distribution_port,
            epmd_port=self.epmd_port,
        )

    def postgres(self, folder: Path) -> PostgresServer:
        return PostgresServer(folder, port=self.port, password=self.password)


def read(folder: Path) -> Kept | None:
    """What stands in the folder's server.json; None while nothing is kept there."""
    try:
        return Kept(**json.loads((folder / "server.json").read_text()))
    except FileNotFoundError:
        return None


def keep(kind: str, folder: Path, until_pid: int | None, stop: threading.Event) -> None:
    """Start the server, tell where it is, and stop it when told or when nobody is left."""
    folder.mkdir(parents=True, exist_ok=True)
    server = RabbitNode(folder) if kind == "rabbitmq" else PostgresServer(folder, durable=False)
    server.start()
    try:
        _tell(folder, server)
        while not stop.wait(0.5) and (until_pid is None or alive(until_pid)):
            pass
    finally:
        server.stop()
        (folder / "server.json").unlink(missing_ok=True)


def _tell(folder: Path, server: RabbitNode | PostgresServer) -> None:
    own = os.getpid()
    more = (
        {"distribution_port": server.distribution_port, "epmd_port": server.epmd_port}
        if isinstance(server, RabbitNode)
        else {}
    )
    note(folder / "server.json", asdict(Kept(own, server.port, server.password, **more)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["rabbitmq", "postgres"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--until-pid", type=int)
    arguments = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        keep(arguments.kind, arguments.folder, arguments.until_pid, stop)
    except (ServerMissing, ServerFailed) as error:
        raise SystemExit(f"{arguments.kind}: {error}") from error


if __name__ == "__main__":
    main()
