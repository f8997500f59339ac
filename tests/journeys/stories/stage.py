"""Where stories are told: a house in the production shape on servers of its own, whose time can be put on."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.messaging.definitions import VHOST
from tests.journeys.house import Real, running
from tests.journeys.process import ROOT
from tests.load.servers import Servers


class Stage(Real):
    """The house with the broker it stands on."""

    def __init__(self, folder: Path, servers: Servers) -> None:
        databases = iter(servers.make_databases().values())
        super().__init__(folder, lambda: next(databases), servers.make_vhost(VHOST))
        self.node = servers.nodes[0]

    def later(self, days: int) -> None:
        """So many days pass, between the end of every program and its next start."""
        self.stop()
        self.sign_out()
        self.environment["JIANDU_CLOCK"] = f"+{days}d"
        self.start()

    def an_hour_passes(self) -> None:
        """What the workers do by themselves once an hour, at once."""
        subprocess.run(
            [sys.executable, "-c", _HOURLY],
            env=self.environment | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            check=True,
            timeout=120,
            capture_output=True,
        )


_HOURLY = """
from shared import assembly
from shared.housekeeping import tidy
from shared.settings import load
settings = load()
assembly.unlock(settings)
for name in assembly.installed():
    tidy(assembly.assemble(name, settings), settings)
"""


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """From the first server to the end of the last."""
    servers = Servers.start(folder / "servers")
    stage = Stage(folder / "programs", servers)
    stage.directory.mkdir()
    try:
        with running(stage):
            yield stage
    finally:
        servers.stop()
