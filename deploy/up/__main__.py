"""`make up` and `make down`: `python -m deploy.up up|down|keep`; up takes a copy to begin from."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from deploy.servers.private import ServerFailed, ServerMissing, alive
from deploy.up import keeper
from deploy.up.children import end_leftovers
from deploy.up.keeper import NotReady
from deploy.up.place import ROOT, Place

BANNER = """
  Jiandu is up:         http://{address}/
  Staff sign in at:     http://{address}/staff/login
{accounts}
  Operate it with:      {program} doctor      (every `jiandu` command, with this house's settings)
  Logs and data:        {folder}/
  Stop it with:         make down             (the next `make up` continues where it stopped)
"""
DEMO = """  Demo accounts:        hotline-, triage-, investigator-, investigator2-, head-330106 (and others)
  Their password:       {password}"""
FIRST = """  First account:        {program} staff add admin-330106 --name … --home SUP-330106 --role admin
                        (or start it with demo accounts: make down; JIANDU_DEMO=1 make up)"""
PATIENCE_SECONDS = 240
MOST_WORDS = 2


def main(arguments: list[str]) -> int:
    place = Place(Path(os.environ.get("JIANDU_UP_DIR") or ROOT / "var" / "up").resolve())
    match arguments:
        case ["up", *copy] if len(copy) <= MOST_WORDS:
            return up(place, [str(Path(word).absolute()) for word in copy])
        case ["down"]:
            return down(place)
        case ["keep", *copy]:
            return _keep(place, copy)
    print("usage: python -m deploy.up up [COPY [PASSPHRASE-FILE]] | down", file=sys.stderr)
    return 2


def up(place: Place, copy: list[str]) -> int:
    """Start the keeper in the background and return when the house is ready; 0 if it is."""
    place.make()
    log = place.logs / "keeper.log"
    if _kept_by(place) is None:
        print("Starting PostgreSQL, RabbitMQ, three services and their door ...", flush=True)
        place.state.unlink(missing_ok=True)  # a killed keeper's
        started = _start_keeper(place, log, copy)
        while not place.state.exists():
            if started.poll() is not None:
                print(log.read_text(errors="replace"), file=sys.stderr)
                return 1
            time.sleep(0.1)
    elif copy:
        print("It is running: only a new house can be made from a copy (docs/operating.md).", file=sys.stderr)
        return 1
    elif not place.state.exists():
        print("It is just being started or stopped; try again in a moment.", file=sys.stderr)
        return 1
    print(log.read_text(errors="replace"), end="")
    print(_banner(place))
    return 0


def _start_keeper(place: Place, log: Path, copy: list[str]) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "deploy.up", "keep", *copy],
            cwd=ROOT,
            env=os.environ | {"JIANDU_UP_DIR": str(place.folder)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _banner(place: Place) -> str:
    address = json.loads(place.state.read_text())["address"]
    accounts = FIRST.format(program=_short(place.program))
    if os.environ.get("JIANDU_DEMO") == "1":
        kept = place.folder / "data" / "keys" / "demo-password"
        password = os.environ.get("JIANDU_DEMO_PASSWORD") or kept.read_text().strip()
        accounts = DEMO.format(password=password)
    folder, program = _short(place.folder), _short(place.program)
    return BANNER.format(address=address, accounts=accounts, folder=folder, program=program)


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def down(place: Place) -> int:
    """Stop the house by its keeper's pid, and what a killed keeper left behind by theirs."""
    pid = _kept_by(place)
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + PATIENCE_SECONDS
        while alive(pid) and _kept_by(place) == pid:
            if time.monotonic() > until:
                print(f"the keeper (pid {pid}) does not end", file=sys.stderr)
                return 1
            time.sleep(0.1)
    left = end_leftovers(place) if place.running.is_dir() else []
    print("Stopped." if pid is not None or left else "Nothing was running.")
    return 0


def _kept_by(place: Place) -> int | None:
    """The pid of the process that holds this house's lock."""
    try:
        with (place.folder / "lock").open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(file.read())
    except FileNotFoundError:
        pass
    return None


def _keep(place: Place, copy: list[str]) -> int:
    try:
        keeper.keep(place, copy)
    except (ServerMissing, ServerFailed, NotReady, BlockingIOError) as error:
        print(f"make up: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
