"""The program in the sandbox: `python -I -B child.py KIND`, a file on its input, copies on its output.

It binds itself before it reads: no file may be written, no process begun, no network reached; a bound on
time, memory and open files. Output: one line of JSON, then the parts one after the other.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

SECONDS = 60
MEMORY = 2 << 30
OPEN_FILES = 64
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_END_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38

CLEANERS = {
    "pictures": ("jpeg", "png", "gif", "webp", "bmp", "tiff"),
    "pdfs": ("pdf",),
    "office": ("docx", "xlsx", "pptx", "odt", "ods", "odp"),
    "boxes": ("mp4", "mov", "3gp", "m4a"),
    "sounds": ("mp3", "aac", "wav", "flac", "amr"),
    "words": ("txt",),
}


def bind() -> None:
    """Nothing of this can be taken back by whatever the file makes the process do."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(
            "1000"
        )  # when memory is short, this goes and not the service
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.prctl(_END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        # Where the kernel allows it to everybody: a network with nobody in it.
        libc.unshare(_NEW_USER | _NEW_NET)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def main() -> None:
    (kind,) = sys.argv[1:]
    module = next(name for name, kinds in CLEANERS.items() if kind in kinds)
    bind()
    kinds = importlib.import_module("shared.files.kinds")
    cleaner = importlib.import_module(f"shared.files.cleaning.{module}")
    made = cleaner.clean(kinds.Kind(kind), sys.stdin.buffer.read())
    head = {"notes": sorted(made.notes), "parts": {name: len(data) for name, data in made.parts.items()}}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    for data in made.parts.values():
        sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        main()
    except Exception as error:  # noqa: BLE001 whatever it is: no copy; the message may quote the file
        sys.stderr.write(f"{type(error).__name__} {error if type(error).__name__ == 'Cannot' else ''}")
        sys.stderr.flush()
        os._exit(3)
