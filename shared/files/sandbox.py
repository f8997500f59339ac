"""Making copies and previews in a process of their own, which has no key, no database and no way out.

Whatever a hostile file does to a library there, it meets a process that can write no file and start
nothing; and that is ended after its time. The file goes in and the copies come out by pipes: nothing lies
in the clear on a disk.
"""

import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from shared.files.kinds import TYPES, Kind, Note

SECONDS = 120
"""By the clock on the wall; the process bounds its own work at half of this."""
MOST_OUTPUT = 128 << 20
_CHILD = Path(__file__).resolve().parent / "cleaning" / "child.py"
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}


class Failed(RuntimeError):
    """No copy could be made; the text is a word for the log, and quotes nothing of the file."""


@dataclass(frozen=True)
class Cleaned:
    """`parts`: `copy` and `preview-1`, `preview-2` ..."""

    parts: dict[str, bytes]
    notes: tuple[Note, ...]


def clean(kind: Kind, data: bytes, seconds: float = SECONDS) -> Cleaned | None:
    """The copy of a file and its previews; None where none can be made of such a kind. Raises Failed."""
    if TYPES[kind].copy is None:
        return None
    return _read(_run([kind.value], data, seconds))


def _run(words: list[str], data: bytes, seconds: float) -> bytes:
    with tempfile.TemporaryDirectory(prefix="jiandu-sandbox-") as nowhere:
        command = [sys.executable, "-I", "-B", str(_CHILD), *words]
        child = subprocess.Popen(  # noqa: S603 our own program with a word of our own
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=nowhere,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
        return _talk(child, data, seconds)


def _talk(child: "subprocess.Popen[bytes]", data: bytes, seconds: float) -> bytes:
    """Feed it and hear it out, for so long and so much; then it is gone whatever happened."""
    heard: dict[str, bytes] = {}

    def feed(pipe: IO[bytes]) -> None:
        try:
            with pipe:
                pipe.write(data)
        except BrokenPipeError:
            pass  # it gave up early; its word for that comes on the other pipe

    def hear(name: str, pipe: IO[bytes], most: int) -> None:
        heard[name] = pipe.read(most + 1)
        if len(heard[name]) > most:
            child.kill()

    assert child.stdin and child.stdout and child.stderr  # noqa: S101, PT018 all three were asked for
    threads = [
        threading.Thread(target=feed, args=(child.stdin,), daemon=True),
        threading.Thread(target=hear, args=("out", child.stdout, MOST_OUTPUT), daemon=True),
        threading.Thread(target=hear, args=("err", child.stderr, 2000), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Failed("timeout") from None
    finally:
        child.kill()
        child.wait()
        for thread in threads:
            thread.join(5)
        child.stdout.close()
        child.stderr.close()
    if child.returncode:
        raise Failed(_word(child.returncode, heard.get("err", b"")))
    return heard.get("out", b"")


def _word(code: int, said: bytes) -> str:
    return said.decode("ascii", "replace")[:80].strip() if code == 3 else f"ended with {code}"


def _read(output: bytes) -> Cleaned:
    line, _, rest = output.partition(b"\n")
    try:
        head = json.loads(line)
        notes, parts, at = tuple(Note(note) for note in head["notes"]), {}, 0
        for name, size in head["parts"].items():
            parts[str(name)] = rest[at : at + int(size)]
            at += int(size)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Failed("unreadable answer") from error
    if at != len(rest) or len(rest) > MOST_OUTPUT or "copy" not in parts or not all(map(_ours, parts)):
        raise Failed("answer cut short")
    return Cleaned(parts, notes)


def _ours(name: str) -> bool:
    return name == "copy" or (name.startswith("preview-") and name[8:].isdecimal() and len(name) < 11)
