"""An embedded house as it stands after its first start: made once in a run, copied for each that begins there.

The first start makes keys, migrates three databases and makes the demo's accounts, a commit to the disk each.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from tests.servers.session import FOLDER

TELLS_NOTHING = {"JIANDU_BIND", "JIANDU_DATA_DIR", "JIANDU_TRIAGE_MODE", "JIANDU_LOG_LEVEL"}
"""Settings that leave no trace in what a first start makes."""


def furnish(data: Path, settings: Mapping[str, str], begin: Callable[[Path], None]) -> None:
    """Let a house with nothing at `data` go on from where another of these settings had begun. `begin` makes that
    one, in a folder of its own; outside a run of tests every house begins by itself."""
    if data.exists() or FOLDER not in os.environ:
        return
    said = sorted(f"{name}={value}" for name, value in settings.items() if _tells(name))
    kept = Path(os.environ[FOLDER]) / "begun" / sha256("\n".join(said).encode()).hexdigest()
    kept.parent.mkdir(exist_ok=True)
    with Path(f"{kept}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            begins = kept.with_suffix(".begins")
            shutil.rmtree(begins, ignore_errors=True)  # of a worker that was ended meanwhile
            begin(begins)
            begins.rename(kept)
    shutil.copytree(kept, data)


def _tells(name: str) -> bool:
    return name.startswith("JIANDU_") and name not in TELLS_NOTHING
