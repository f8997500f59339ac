"""The steps of a rotation in the key file. Each is written in one go; between them the house goes on.

One key; staged: a new one opens and does not seal yet; turned: it seals and the former ones open; then
everything is sealed anew; retired: one key again.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shared import keyfile
from shared.crypto import LOOK_SECONDS
from shared.keyfile import KeyFile
from shared.secret_files import SettingsError

SETTLE_SECONDS = 2 * LOOK_SECONDS + 1
"""After this every process that reads the same file knows what it says."""
TERM = timedelta(days=31)
"""Tickets, drafts, kept answers, cookies and tokens that people hold end within this."""


def under_way(keys: KeyFile) -> bool:
    """Whether a rotation has turned and is not retired yet."""
    return len(keys.masters) > 1


def turn(path: Path, settle: float | None = None) -> KeyFile:
    """The next key seals: every process knew it before, and each seals with it afterwards. A rotation that
    is under way goes on with the key it has."""
    keys = keyfile.read_master_keys(path)
    if under_way(keys) and keys.upcoming is None:
        return keys
    write(path, KeyFile.staged)
    rest = SETTLE_SECONDS if settle is None else settle
    time.sleep(rest)
    turned = write(path, _turned)
    time.sleep(rest)
    return turned


def _turned(keys: KeyFile) -> KeyFile:
    return keys if keys.upcoming is None else keys.rotated(datetime.now(UTC))


def may_be_retired_at(keys: KeyFile) -> datetime | None:
    """From then on nothing that people hold needs a former key; None where nobody wrote down since when."""
    return keys.since + TERM if keys.since else None


def write(path: Path, change: Callable[[KeyFile], KeyFile]) -> KeyFile:
    """Change what the file says; of two who change at once the second sees what the first did.

    Raises SettingsError.
    """
    try:
        with keyfile.changing(path):
            changed = change(keyfile.read_master_keys(path))
            keyfile.write(path, changed)
    except OSError as error:
        raise SettingsError(f"the key file {path} cannot be changed here: {error.strerror}") from error
    return changed
