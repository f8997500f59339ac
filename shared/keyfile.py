"""The key file (JIANDU_MASTER_KEY_FILE): master keys, and the index key sealed under one of them.

One hex key a line, the current one first; then `index` and the sealed index key. `#` begins a remark.
A file of one bare key is enough to begin with (`openssl rand -hex 32`): its index key follows from it.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from shared.crypto import LEAST_BYTES, Keyring, Unreadable
from shared.settings import SettingsError

_INDEX = "index"
_REMARK = "# Keys of this house, the current one first. They open everything: keep a copy, and keep it apart."


@dataclass(frozen=True)
class KeyFile:
    """What a key file says."""

    masters: tuple[bytes, ...]
    index_key: bytes | None = None

    def keyring(self) -> Keyring:
        return Keyring(self.masters, self.index_key)

    def rotated(self) -> "KeyFile":
        """With a new current master key; hashes stay as they are."""
        return KeyFile((os.urandom(LEAST_BYTES), *self.masters), self.keyring().index_key)

    def retired(self) -> "KeyFile":
        """With the current master key alone: for when nothing is sealed under the others any more."""
        return replace(self, masters=self.masters[:1], index_key=self.keyring().index_key)


def read_master_keys(path: Path) -> KeyFile:
    """What the file says. Raises SettingsError, which never quotes from it."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
    except OSError as error:
        raise SettingsError(f"the key file {path} cannot be read: {error.strerror}") from error
    said = [line for line in lines if line and not line.startswith("#")]
    wrapped = [_key(path, line.removeprefix(_INDEX)) for line in said if line.startswith(_INDEX)]
    masters = tuple(_key(path, line) for line in said if not line.startswith(_INDEX))
    if not masters or len(wrapped) > 1:
        raise SettingsError(f"the key file {path} needs a master key and at most one line `index`")
    if len(masters) > 1 and not wrapped:
        raise SettingsError(f"the key file {path} has several master keys but no line `index`")
    return KeyFile(masters, _unwrapped(path, masters, wrapped[0]) if wrapped else None)


def _key(path: Path, text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < LEAST_BYTES:
        raise SettingsError(
            f"a line of the key file {path} is not a key: at least {2 * LEAST_BYTES} hex digits"
        )
    return key


def _unwrapped(path: Path, masters: tuple[bytes, ...], wrapped: bytes) -> bytes:
    try:
        return Keyring(masters).open(_INDEX, wrapped)
    except Unreadable as error:
        gone = "the index key is sealed under a master key that is not there any more"
        raise SettingsError(f"the key file {path}: {gone}; bring that key back") from error


def write(path: Path, keys: KeyFile) -> None:
    """Replace the file in one step; only its owner reads it."""
    _beside(path, keys).replace(path)
    _keep_name(path.parent)


def ensure_master_key(path: Path) -> KeyFile:
    """What the file says; a new one is made where there is none yet, and of several makers one wins."""
    if not path.exists():
        fresh = _beside(path, KeyFile((os.urandom(LEAST_BYTES),), os.urandom(LEAST_BYTES)))
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
        _keep_name(path.parent)
    return read_master_keys(path)


def _beside(path: Path, keys: KeyFile) -> Path:
    """The keys in a file of another name, safe on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    ring = keys.keyring()
    index = ring.seal(_INDEX, ring.index_key).hex()
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join([_REMARK, *(key.hex() for key in keys.masters), f"{_INDEX} {index}", ""]))
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _keep_name(folder: Path) -> None:
    """A new name survives a power cut only once its folder is on the disk as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
