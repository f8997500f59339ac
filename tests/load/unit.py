"""One program of an installation as a process that can be started, frozen, killed and started again."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.journeys import preloaded
from tests.journeys.preloaded import Forked

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 40


class Unit:
    """A command in a process group of its own; whatever it starts belongs to the group."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], output: Path
    ) -> None:
        self.name, self.command, self.environment, self.output = name, list(command), environment, output
        self._process: subprocess.Popen[bytes] | Forked | None = None

    def start(self) -> None:
        with self.output.open("ab") as file:
            self._process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                start_new_session=True,
            )

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process.pid

    def kill(self) -> None:
        """kill -9 of the whole group: no farewell, no clean-up."""
        self._tell_group(signal.SIGKILL)
        if self._process is not None:
            self._process.wait(STOP_SECONDS)

    def freeze(self) -> None:
        self._tell_group(signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell_group(signal.SIGCONT)

    def stop(self) -> None:
        """Ask to end; what does not end is killed."""
        if self._process is None or not self.running:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def members(self) -> list[int]:
        """The group's processes, from /proc: the program and what it started."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and _group_of(entry) == self.pid:
                found.append(int(entry.name))
        return found

    def resident(self) -> int:
        """Bytes of memory that the group holds for itself and its share of what it has in common."""
        return sum(_proportional(pid) for pid in self.members())

    def said(self, last: int = 3000) -> str:
        return self.output.read_text(errors="replace")[-last:] if self.output.exists() else ""

    def _tell_group(self, number: int) -> None:
        if self.running:
            os.killpg(self.pid, number)


class Begun(Unit):
    """A program forked from one that has read its modules, for tests that do not look at how it starts."""

    def start(self) -> None:
        arguments = self.command[1:]
        entry = preloaded.ENTRY
        if arguments[0] == "-m":
            entry, arguments = arguments[1], arguments[2:]
        self._process = preloaded.begin(arguments, self.environment, self.output, entry=entry)


def _group_of(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except (FileNotFoundError, ProcessLookupError):
        return None  # it ended while we looked


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it ended while we looked
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
