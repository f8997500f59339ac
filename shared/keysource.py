"""Where master keys come from: a file, the environment, or a command (the hook for a key management system).

Each gives the same text (`shared.keyfile`). Only a file can be rewritten by `jiandu keys`; for the others
it writes what their keeper must say. What a source says goes nowhere but into the keyring.
"""

import shlex
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import structlog

from shared import crypto, keyfile
from shared.crypto import Keyring
from shared.keyfile import KeyFile
from shared.secret_files import SettingsError
from shared.settings import Settings

log = structlog.get_logger("keys")

COMMAND_SECONDS = 20.0
COMMAND_EVERY_SECONDS = 60.0
"""A command may ask another machine: not each second."""


class Source(Protocol):
    """Raises SettingsError, which names the source and quotes nothing from it."""

    @property
    def path(self) -> Path | None:
        """The file, where it is one and can be rewritten."""

    def read(self) -> KeyFile: ...

    def mark(self) -> object:
        """Something else than before when what is read may be something else; cheap to ask for."""


@dataclass(frozen=True)
class FromFile:
    path: Path

    def read(self) -> KeyFile:
        return keyfile.read_master_keys(self.path)

    def mark(self) -> object:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size


@dataclass(frozen=True)
class FromEnvironment:
    """Lines may be parted by semicolons. It cannot change while a process lives."""

    said: str = field(repr=False)
    path: None = None

    def read(self) -> KeyFile:
        return keyfile.understood(self.said.replace(";", "\n"), "JIANDU_MASTER_KEYS")

    def mark(self) -> object:
        return None


@dataclass(frozen=True)
class FromCommand:
    """A program that prints the text. Run without a shell; what it says on standard error is not kept."""

    command: str = field(repr=False)
    path: None = None

    def read(self) -> KeyFile:
        try:
            done = subprocess.run(  # noqa: S603 the operator's own command
                shlex.split(self.command),
                capture_output=True,
                text=True,
                timeout=COMMAND_SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as error:
            raise SettingsError(f"JIANDU_MASTER_KEY_COMMAND failed: {type(error).__name__}") from None
        if done.returncode:
            raise SettingsError(f"JIANDU_MASTER_KEY_COMMAND ended with code {done.returncode}")
        return keyfile.understood(done.stdout, "what JIANDU_MASTER_KEY_COMMAND prints")

    def mark(self) -> object:
        return int(time.monotonic() / COMMAND_EVERY_SECONDS)


def source_of(settings: Settings) -> Source:
    if settings.master_keys is not None:
        return FromEnvironment(settings.master_keys)
    if settings.master_key_command is not None:
        return FromCommand(settings.master_key_command)
    return FromFile(settings.master_key_file)


def unlock(source: Source) -> Keyring:
    """Make the source's keys the process's own, now and whenever they change."""
    # The mark first: what changes in between is then read once too often, and never missed.
    mark = source.mark()
    return crypto.configure(source.read().keyring(), _renewing(source, mark))


def _renewing(source: Source, mark: object) -> Callable[[], Keyring | None]:
    known = mark

    def renew() -> Keyring | None:
        nonlocal known
        mark = source.mark()
        if mark == known:
            return None
        try:
            ring = source.read().keyring()
        except SettingsError as error:
            # The keys in hand still open everything they opened before.
            log.error("keys_unreadable", reason=str(error))
            return None
        known = mark
        log.info("keys_read_anew", current=ring.current.hex(), count=len(ring.key_ids))
        return ring

    return renew
