"""Where everything of a house on one machine lies, and who may walk there."""

import os
from dataclasses import dataclass
from pathlib import Path

from deploy.servers.postgres import lent_to

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


@dataclass(frozen=True)
class Place:
    """The folder of one house, `var/up` unless told otherwise."""

    folder: Path

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets"

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def running(self) -> Path:
        """One file per process, with its pid."""
        return self.folder / "run"

    @property
    def door(self) -> Path:
        """nginx's own folder."""
        return self.folder / "door"

    @property
    def state(self) -> Path:
        """There once the house is ready; how to reach it."""
        return self.folder / "state.json"

    @property
    def program(self) -> Path:
        """`jiandu` with the settings of this house."""
        return self.folder / "jiandu"

    @property
    def control(self) -> Path:
        """`rabbitmqctl` for the broker of this house."""
        return self.folder / "rabbitmqctl"

    def make(self) -> None:
        """Make the folders, for us alone but for what PostgreSQL's user must walk through."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for part in (self.logs, self.running, self.door, self.folder / "data"):
            part.mkdir(exist_ok=True, mode=0o700)
        owner = lent_to()
        if owner is not None:
            for part in (self.door, self.folder, self.folder.parent):
                _let_through(part, owner.pw_gid)


def _let_through(folder: Path, group: int) -> None:
    """Let `group` walk through (not look into) a folder that is ours and closed."""
    said = folder.stat()
    if said.st_uid == os.geteuid() and not said.st_mode & 0o001:
        os.chown(folder, -1, group)
        folder.chmod(said.st_mode & 0o7707 | 0o010)
