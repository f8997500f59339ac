"""Values of several gunicorn processes in one folder, so that whichever of them is asked tells of all.

prometheus_client would choose this by an environment variable read at import; here it is chosen when
the processes are about to be made, before any value exists.
"""

import os
import shutil
from pathlib import Path

from prometheus_client import multiprocess, values

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share(folder: Path) -> None:
    """Keep this process's values, and those of its forks, in `folder`, which is emptied. Call it before
    anything is counted. No two programs may share one folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    os.environ[_VARIABLE] = str(folder)
    values.ValueClass = values.MultiProcessValue()


def alone() -> None:
    """Back to values of this process alone; what was counted in the folder stays there."""
    os.environ.pop(_VARIABLE, None)
    values.ValueClass = values.MutexValue


def shared_folder() -> str | None:
    """The folder of `share`, if it was called here or where this process came from."""
    return os.environ.get(_VARIABLE)


def forget(pid: int) -> None:
    """A process has ended: its gauges count no longer, its counters and durations do."""
    if folder := shared_folder():
        multiprocess.mark_process_dead(pid, folder)
