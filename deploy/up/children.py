"""Processes that are kept going: each has its pid in a file, and comes back when it ends by itself."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.servers.notes import note
from deploy.servers.private import STOP_SECONDS, end
from deploy.up.place import ROOT, Place

LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
"""Who ran for so long did not fail at the start: the pause begins anew."""


@dataclass
class Pause:
    """How long to wait before the next try: longer each time, up to half a minute."""

    clock: Callable[[], float] = time.monotonic
    _seconds: float = 0.5
    _since: float = 0.0
    _due: float = 0.0

    def began(self) -> None:
        self._since, self._due = self.clock(), 0.0

    def over(self) -> bool:
        """Whether it is time; the first call after an end sets the time."""
        now = self.clock()
        if not self._due:
            self._seconds = 0.5 if now - self._since > STEADY_SECONDS else self._seconds * 2
            self._due = now + min(self._seconds, LONGEST_PAUSE)
        return now >= self._due


@dataclass
class Child:
    """One program of the house."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    place: Place
    stop_signal: int = signal.SIGTERM
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _pause: Pause = field(default_factory=Pause, init=False)

    def start(self) -> None:
        with (self.place.logs / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                list(self.command),
                env=dict(self.environment),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._pause.began()
        remember(self.place, self.name, self._process.pid)

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def look_after(self) -> bool:
        """Start it again when it has ended and its pause is over; whether that was done."""
        if self.running():
            return False
        self._end_orphans()
        if not self._pause.over():
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to end, wait, and forget its pid."""
        if self._process is not None:
            end(self._process, self.stop_signal)
        self._end_orphans()
        forget(self.place, self.name)

    def _end_orphans(self) -> None:
        if self._process is not None:
            end_orphans(self._process.pid)

    def said(self) -> str:
        return (self.place.logs / f"{self.name}.log").read_text(errors="replace")[-2000:]


def remember(place: Place, name: str, pid: int) -> None:
    note(place.running / f"{name}.pid", {"pid": pid, "born": born(pid)})


def forget(place: Place, name: str) -> None:
    (place.running / f"{name}.pid").unlink(missing_ok=True)


def end_orphans(leader: int) -> None:
    """End the processes that a killed one left in its group: nginx's workers would keep the door's port."""
    if born(leader):
        return  # it lives, or its number has passed on to another
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def end_leftovers(place: Place) -> list[str]:
    """End what a killed keeper left behind; their names. A pid that has passed on to others is left alone."""
    found = {file.stem: json.loads(file.read_text()) for file in sorted(place.running.glob("*.pid"))}
    left = {name: said for name, said in found.items() if said["born"] and born(said["pid"]) == said["born"]}
    for name, said in left.items():
        # At SIGTERM, PostgreSQL would wait for its clients.
        os.kill(said["pid"], signal.SIGINT if name == "postgres" else signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for said in left.values():
        while born(said["pid"]) == said["born"]:
            if time.monotonic() > until:
                os.kill(said["pid"], signal.SIGKILL)
            time.sleep(0.05)
    for name, said in found.items():
        if said["born"].startswith(_boot()):
            end_orphans(said["pid"])
        forget(place, name)
    return list(left)


def born(pid: int) -> str:
    """When this process began, so that another one with the same number is known; empty when it is gone."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return ""
    return "" if said[0] == "Z" else f"{_boot()}:{said[19]}"


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
