"""One program of ours as a child process, stopped by its own id."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from tests.journeys import preloaded
from tests.journeys.preloaded import Forked
from tests.servers.session import FOLDER

ROOT = Path(__file__).resolve().parents[2]
JIANDU = Path(sys.executable).with_name("jiandu")


class Failed(AssertionError):
    """A command ended with an error."""


class Program:
    """`jiandu <arguments>` in a process group of its own, its output in a file."""

    def __init__(
        self,
        arguments: list[str],
        environment: Mapping[str, str],
        output: Path,
        entry: Sequence[str] = (str(JIANDU),),
    ) -> None:
        self.arguments, self.output = arguments, output
        self.process: subprocess.Popen[bytes] | Forked
        if entry == (str(JIANDU),) and _started_before(*arguments):
            self.process = preloaded.begin(arguments, environment, output)
            return
        with output.open("ab") as file:
            self.process = subprocess.Popen(
                [*entry, *arguments],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                start_new_session=True,
            )

    def running(self) -> bool:
        return self.process.poll() is None

    def stop(self, patience: float = 40) -> None:
        """Ask to end and wait; what does not end by then is killed."""
        if not self.running():
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill9()

    def kill9(self) -> None:
        """The power cut: the program and every process it started, at once, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def said(self, last: int = 4000) -> str:
        return self.output.read_text(errors="replace")[-last:]


def run(
    arguments: list[str],
    environment: Mapping[str, str],
    given: str = "",
    patience: float = 120,
    code: int = 0,
) -> str:
    """`jiandu <arguments>` to its end, `given` on its standard input; what it printed.

    Raises Failed on any other exit code than `code`.
    """
    if _started_before(*arguments[:2]):
        done = preloaded.run(arguments, environment, given, patience)
    else:
        done = subprocess.run(
            [str(JIANDU), *arguments],
            env=dict(environment),
            cwd=ROOT,
            timeout=patience,
            check=False,
            capture_output=True,
            text=True,
            input=given,
        )
    if done.returncode != code:
        raise Failed(f"jiandu {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _started_before(*kind: str) -> bool:
    """Whether a program of this kind was started as installed in this run of the tests, by whichever process (outside
    a run: by this one). If not, the caller does it now."""
    if FOLDER not in os.environ:
        before = kind in _by_this_process
        _by_this_process.add(kind)
        return before
    seen = Path(os.environ[FOLDER]) / "started"
    seen.mkdir(exist_ok=True)
    try:
        (seen / sha256("\n".join(kind).encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


_by_this_process: set[tuple[str, ...]] = set()
