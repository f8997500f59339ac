"""A folder as a ZIP that is sent bit by bit, so that it may be larger than the memory."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime


class Zipped:
    """The same things in the same order give the same bytes. Take what is yielded, then `end`."""

    def __init__(self, at: datetime) -> None:
        self._moment = (at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2)
        self._held = _Held()
        self._folder = zipfile.ZipFile(self._held, "w")

    def file(self, name: str, data: bytes) -> bytes:
        """A file that is at hand, pressed."""
        self._folder.writestr(zipfile.ZipInfo(name, self._moment), data, zipfile.ZIP_DEFLATED)
        return self._held.taken()

    def long(self, name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """A file that is read while it is sent. It is not pressed: photos and recordings are already."""
        with self._folder.open(zipfile.ZipInfo(name, self._moment), "w") as file:
            for chunk in chunks:
                file.write(chunk)
                yield self._held.taken()

    def end(self) -> bytes:
        self._folder.close()
        return self._held.taken()


class _Held:
    """What was written and not taken away yet; the ZIP sees a line that only goes forward."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)
