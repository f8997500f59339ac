"""What a key file says (JIANDU_MASTER_KEY_FILE): master keys, and the index key sealed under one of them.

One hex key a line, the current one first; then `index` and the sealed index key; during a rotation `next`
and the key that is about to become the current one, and `since` and when the current one became it. `#`
begins a remark. One bare key is enough to begin with (`openssl rand -hex 32`): its index key follows from it.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from shared.crypto import LEAST_BYTES, Keyring, Unreadable
from shared.secret_files import SettingsError

_INDEX, _NEXT, _SINCE = "index", "next", "since"
_WORDS = (_INDEX, _NEXT, _SINCE)
_REMARK = "# Keys of this house, the current one first. They open everything: keep a copy, and keep it apart."


@dataclass(frozen=True)
class KeyFile:
    """What a key file says. `upcoming` opens and does not seal yet; `since` is when the first began to."""

    masters: tuple[bytes, ...]
    index_key: bytes | None = None
    upcoming: bytes | None = None
    since: datetime | None = None

    def keyring(self) -> Keyring:
        coming = () if self.upcoming is None else (self.upcoming,)
        index_key = (
            self.index_key or Keyring(self.masters).index_key
        )  # it never follows from the upcoming one
        return Keyring((*self.masters[:1], *coming, *self.masters[1:]), index_key)

    def staged(self) -> "KeyFile":
        """With a new key that everybody should know before it seals; one that is there already stays."""
        return self if self.upcoming else replace(self, upcoming=os.urandom(LEAST_BYTES))

    def rotated(self, now: datetime | None = None) -> "KeyFile":
        """With the upcoming key, or a new one, as the current master key; hashes stay as they are."""
        key = self.upcoming or os.urandom(LEAST_BYTES)
        return KeyFile((key, *self.masters), self.keyring().index_key, None, now)

    def retired(self) -> "KeyFile":
        """With the current master key alone: for when nothing is sealed under the others any more."""
        return replace(self, masters=self.masters[:1], index_key=self.keyring().index_key)

    def text(self) -> str:
        """As it is written down."""
        ring = self.keyring()
        lines = [_REMARK, *(key.hex() for key in self.masters)]
        lines += [f"{_NEXT} {self.upcoming.hex()}"] if self.upcoming else []
        lines += [f"{_SINCE} {self.since.isoformat()}"] if self.since else []
        return "\n".join([*lines, f"{_INDEX} {ring.seal(_INDEX, ring.index_key).hex()}", ""])


def read_master_keys(path: Path) -> KeyFile:
    """What the file says. Raises SettingsError, which never quotes from it."""
    try:
        text = path.read_text()
    except OSError as error:
        raise SettingsError(f"the key file {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise SettingsError(f"the key file {path} is not text") from None
    return understood(text, f"the key file {path}")


def understood(text: str, where: str) -> KeyFile:
    """What a key file's text says; `where` names it in complaints. Raises SettingsError."""
    lines = [line.strip() for line in text.splitlines()]
    said: dict[str, list[str]] = {word: [] for word in ("", *_WORDS)}
    for line in lines:
        if line and not line.startswith("#"):
            word = next((word for word in _WORDS if line.startswith(word)), "")
            said[word].append(line.removeprefix(word).strip())
    masters = tuple(_key(where, line) for line in said[""])
    if not masters or any(len(said[word]) > 1 for word in _WORDS):
        raise SettingsError(f"{where} needs a master key and at most one line each of {', '.join(_WORDS)}")
    if len(masters) > 1 and not said[_INDEX]:
        raise SettingsError(f"{where} has several master keys but no line `index`")
    upcoming = _key(where, said[_NEXT][0]) if said[_NEXT] else None
    known = masters if upcoming is None else (*masters, upcoming)
    index = _unwrapped(where, known, _key(where, said[_INDEX][0])) if said[_INDEX] else None
    return KeyFile(masters, index, upcoming, _moment(where, said[_SINCE][0]) if said[_SINCE] else None)


def _key(where: str, text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < LEAST_BYTES:
        raise SettingsError(f"a line of {where} is not a key: at least {2 * LEAST_BYTES} hex digits")
    return key


def _moment(where: str, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"the line `{_SINCE}` of {where} is not a time") from None
    return at if at.tzinfo else at.astimezone()


def _unwrapped(where: str, masters: tuple[bytes, ...], wrapped: bytes) -> bytes:
    try:
        return Keyring(masters).open(_INDEX, wrapped)
    except Unreadable as error:
        gone = "the index key is sealed under a master key that is not there any more"
        raise SettingsError(f"{where}: {gone}; bring that key back") from error


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """One at a time: of two rotations at once the second goes on where the first is."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


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
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(keys.text())
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
