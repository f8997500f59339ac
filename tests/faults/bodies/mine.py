"""A file that names a moment, and with which kind of message; the program that comes there first ends by kill -9,
or stops and stays, and the file is gone."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mine:
    """Laid by the drill, and stepped upon by a program."""

    file: Path

    def lay(self, moment: str, kind: str, number: int = signal.SIGKILL) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(f"{moment} {kind} {int(number)}")
        new.replace(self.file)

    @property
    def lies(self) -> bool:
        return self.file.exists()

    def step(self, moment: str, kind: str) -> None:
        """Where the mine is for this moment with such a message it does not return, or not before it is thawed."""
        if self.lies and self.file.read_text().startswith(f"{moment} {kind} "):
            number = int(self.file.read_text().split()[-1])
            self.file.unlink()
            os.kill(os.getpid(), number)
