"""One private server of each kind for a whole test run, whichever process asks first."""

import fcntl
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from deploy.servers import keep
from deploy.servers.pgbouncer import FOLDERS as POOLER_FOLDERS
from deploy.servers.postgres import FOLDERS as POSTGRES_FOLDERS
from deploy.servers.private import ServerMissing, find_program, free_port
from deploy.servers.rabbitmq import FOLDERS as RABBIT_FOLDERS

FOLDER = "JIANDU_TEST_SERVERS"
PROGRAMS = {
    "rabbitmq": ("rabbitmq-server", RABBIT_FOLDERS, "rabbitmq-server"),
    "postgres": ("postgres", POSTGRES_FOLDERS, "postgresql"),
}
POOLER = {"pgbouncer": ("pgbouncer", POOLER_FOLDERS, "pgbouncer")}
"""Kept by who asks for it: it stands before one server, for one test file."""
ROOT = Path(__file__).resolve().parents[2]


def open_folder() -> None:
    """Called once, by the process that leads the run; its workers inherit the folder's name."""
    folder = Path(tempfile.mkdtemp(prefix="jiandu-servers-"))
    folder.chmod(0o755)  # PostgreSQL's own user must be able to walk through
    os.environ[FOLDER] = str(folder)
    os.environ[FOLDER + "_LEADER"] = str(os.getpid())


def close_folder() -> None:
    """Stop what was started in this run."""
    folder = Path(os.environ.pop(FOLDER))
    kept = [found for kind in PROGRAMS if (found := keep.read(folder / kind))]
    for server in kept:
        os.kill(server.keeper, signal.SIGTERM)
    until = time.monotonic() + 40
    while any(keep.read(folder / kind) for kind in PROGRAMS) and time.monotonic() < until:
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def require(kind: str) -> None:
    """Skip or fail where the programs of this kind of server are not installed."""
    program, folders, package = (PROGRAMS | POOLER)[kind]
    try:
        find_program(program, folders, package)
    except ServerMissing as missing:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def reach(kind: str) -> tuple[keep.Kept, Path]:
    """The run's server of this kind, started if need be; skips or fails where it is not installed."""
    require(kind)
    folder = Path(os.environ[FOLDER]) / kind
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return keep.read(folder) or _start(kind, folder), folder


def _start(kind: str, folder: Path) -> keep.Kept:
    """Spawned, not a Popen: the keeper belongs to the run and may outlive the process that starts it."""
    folder.mkdir(exist_ok=True)
    out = folder / "keeper.out"
    leader = os.environ[FOLDER + "_LEADER"]
    keeper = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "deploy.servers.keep", kind, str(folder), "--until-pid", leader],
        os.environ | {"PYTHONPATH": str(ROOT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(out), os.O_WRONLY | os.O_CREAT, 0o644),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    while (kept := keep.read(folder)) is None:
        if os.waitpid(keeper, os.WNOHANG)[0]:
            pytest.fail(out.read_text())
        time.sleep(0.05)
    return kept


def unused_port() -> int:
    """A port where nobody listens."""
    return free_port()
