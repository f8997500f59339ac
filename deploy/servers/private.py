"""What both servers share: finding programs and ports, waiting, and ending with those they serve."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

STOP_SECONDS = 30
PORTS = range(20000, 32000)
"""Below those that systems lend to outgoing connections: such a one could have the port of a server that is
just being started again."""


class ServerMissing(RuntimeError):
    """The server's programs are not on this machine; the text says what to install."""


class ServerFailed(RuntimeError):
    """The server did not come up; the text quotes its own words."""


def find_program(name: str, folders: Iterable[str], package: str) -> str:
    """The program's path: in the folders of the system's package (newest first), else on PATH."""
    for folder in folders:
        for found in sorted(Path("/").glob(folder.lstrip("/")), reverse=True):
            if os.access(found / name, os.X_OK):
                return str(found / name)
    found_on_path = shutil.which(name)
    if found_on_path is None:
        raise ServerMissing(f"{name} is missing: apt-get install --no-install-recommends {package}")
    return found_on_path


def free_port() -> int:
    """A loopback port on which nobody listens. While this process lives nobody else is told of it, whoever
    asks: from being told to listening it takes a while, and again when a server is started anew."""
    start = secrets.randbelow(len(PORTS))
    for port in chain(PORTS[start:], PORTS[:start]):
        if _unused(port) and _held(port):
            return port
    raise ServerFailed(f"no free port between {PORTS[0]} and {PORTS[-1]}")


def _unused(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _held(port: int) -> bool:
    """Take the port's name among Linux's abstract sockets, which ends with the process that has it."""
    if sys.platform != "linux":
        return True
    name = socket.socket(socket.AF_UNIX)
    try:
        name.bind(f"\0jiandu-port-{port}")
    except OSError:
        name.close()
        return False
    name.detach()
    return True


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float
) -> None:
    """Return once `ready()`; raise ServerFailed with the log's end if it dies or takes longer."""
    until = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            words = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise ServerFailed(f"{process.args!r} did not come up (exit {process.poll()}):\n{words}")
        time.sleep(0.05)


def end(process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
    """Ask the process to end; insist after half a minute."""
    if process.poll() is None:
        process.send_signal(number)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
