"""Where sealed pieces of files lie. A store knows names and bytes, and nothing of what they mean."""

import errno
import os
import secrets
import shutil
from pathlib import Path
from typing import Protocol

FOLDER = "attachments"
"""In the data folder; copies of the whole house take it along (shared.backup)."""
LEAST_FREE_BYTES = 512 << 20
LEAST_FREE_SHARE = 0.02
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreAway(OSError):
    """The store does not answer: it passes, and nobody's input is to blame."""


class StoreFull(OSError):
    """There is no room for more."""


class Missing(LookupError):
    """Nothing lies under this name."""


class Store(Protocol):
    """A name is `<file>/<part>.<number>`. What is put is there, whole, once `put` returns."""

    def put(self, name: str, data: bytes) -> None:
        """Raises StoreFull, StoreAway."""

    def get(self, name: str) -> bytes:
        """Raises Missing, StoreAway."""

    def delete(self, file: str) -> None:
        """All pieces of one file; nothing is wrong when there are none. Raises StoreAway."""

    def check(self) -> None:
        """Raises StoreFull or StoreAway when nothing could be put now."""


class LocalStore:
    """A folder of this machine (or one that is mounted); each piece appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, data: bytes) -> None:
        path = self._path(name)
        coming = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                self._write(coming, data)
                coming.replace(path)
            finally:
                coming.unlink(missing_ok=True)
            self._settle(path.parent)
        except OSError as error:
            raise (StoreFull if error.errno in _FULL else StoreAway)(error.errno, "file store") from error

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    @staticmethod
    def _settle(folder: Path) -> None:
        """The name itself survives a power cut too."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def get(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise Missing(name) from error
        except OSError as error:
            raise StoreAway(error.errno, "file store") from error

    def delete(self, file: str) -> None:
        try:
            shutil.rmtree(self._path(f"{file}/x").parent)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise StoreAway(error.errno, "file store") from error

    def check(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            usage = shutil.disk_usage(self.folder)
        except OSError as error:
            raise StoreAway(error.errno, "file store") from error
        if usage.free < max(LEAST_FREE_BYTES, LEAST_FREE_SHARE * usage.total):
            raise StoreFull(errno.ENOSPC, "file store")

    def _path(self, name: str) -> Path:
        file, _, piece = name.partition("/")
        # By the last digits: the first are a time, and would fill one folder after the other.
        return self.folder / file[-2:] / file / piece
