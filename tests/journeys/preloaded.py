"""Programs of ours whose start is not looked at: forked from a process that has imported everything already.

A start is a second of imports and a half of other work. Each kind of program is started as installed the first
time in a run of the tests; from then on it is begun here, at the point where `jiandu` would have read its modules.
Such a program has the same environment, folder, output and process group as one started as installed.

This file is both sides: `begin` in the tests, and `python -m tests.journeys.preloaded`, which forks.
"""

import atexit
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.servers import templates
from tests.servers.session import FOLDER

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("models", "handlers", "chores", "broker", "app")
PAUSE = 0.02
ENTRY = "shared.cli"


class Forked:
    """A forked program; it is asked for as `subprocess.Popen` is. It stays until it was asked how it ended."""

    def __init__(self, mother: "_Mother", pid: int) -> None:
        self._mother, self.pid, self.returncode = mother, pid, None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._mother.ask(ended=self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("jiandu", timeout)
            time.sleep(PAUSE)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


def begin(
    arguments: list[str],
    environment: Mapping[str, str],
    output: Path,
    errors: Path | None = None,
    given: Path = Path(os.devnull),
    entry: str = ENTRY,
) -> Forked:
    """`jiandu <arguments>` with `given` on its standard input; what it says is added to a file, or to two.
    Another `entry` is another module that has a `main`."""
    output.touch()  # somebody may read it before the program has opened it
    mother, files = _mother(), (given, output, errors or output)
    said = {"arguments": arguments, "environment": dict(environment), "files": [str(file) for file in files]}
    return Forked(mother, mother.ask(entry=entry, **said))


def run(
    arguments: list[str], environment: Mapping[str, str], given: str, patience: float
) -> subprocess.CompletedProcess[str]:
    """`jiandu <arguments>` to its end. Raises subprocess.TimeoutExpired."""
    with tempfile.TemporaryDirectory(prefix="jiandu-command-") as name:
        read, said, warned = (Path(name) / kind for kind in ("in", "out", "err"))
        read.write_text(given)
        program = begin(arguments, environment, said, warned, read)
        try:
            code = program.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            raise
        return subprocess.CompletedProcess(arguments, code, said.read_text(), warned.read_text())


class _Mother:
    """The process that forks. It ends with its input, that is, with the tests; what it forked does not."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.preloaded"],
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
            | {name: os.environ[name] for name in (FOLDER,) if name in os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            start_new_session=True,
        )

    def ask(self, **question: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate()


@cache
def _mother() -> _Mother:
    made = _Mother()
    atexit.register(made.end)
    return made


# --- the other side ---------------------------------------------------------------------------------


def _fork(said: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = _be(**said)
    except BaseException:  # noqa: BLE001 it ends here, whatever it is, and must not go on as the mother
        traceback.print_exc()
    finally:
        threading._shutdown()  # both as at the end of any program, which this is for Python no more
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _be(entry: str, arguments: list[str], environment: dict[str, str], files: list[str]) -> int:
    """Do as `jiandu` does; the code to end with."""
    os.setsid()
    for number, file in enumerate(files):
        opened = os.open(file, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 the mother's knows what she read
    os.environ.clear()
    os.environ.update(environment)
    sys.argv, sys.modules["__main__"] = ["jiandu", *arguments], ModuleType("__main__")
    try:
        importlib.import_module(entry).main()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _serve() -> None:
    templates.share()
    importlib.import_module("shared.cli")
    for service in importlib.import_module("shared.assembly").installed():
        for part in PARTS:
            if importlib.util.find_spec(f"services.{service}.{part}"):
                importlib.import_module(f"services.{service}.{part}")
    importlib.import_module("shared.messaging.relay")
    importlib.import_module("shared.even_worker")
    assert threading.active_count() == 1, "what is forked must not be in the middle of anything"
    for line in sys.stdin:
        said = json.loads(line)
        if "ended" in said:
            pid, status = os.waitpid(said["ended"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        else:
            answer = _fork(said)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _serve()
