"""A file that names a moment, and with which kind of message; the program that comes there first ends by kill -9,
and the file is gone."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mine:
    """Laid by the drill, and stepped upon by a program."""

    file: Path

    def lay(self, moment: str, kind: str) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(f"{moment} {kind}")
        new.replace(self.file)

    @property
    def lies(self) -> bool:
        return self.file.exists()

    def step(self, moment: str, kind: str) -> None:
        """Does not return where the mine is for this moment with such a message."""
        if self.lies and self.file.read_text() == f"{moment} {kind}":
            self.file.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
