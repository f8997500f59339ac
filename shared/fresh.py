"""What a process read of a database a moment ago, where it hardly ever changes: asked again at most once a
second, and at once after a change of this process's own."""

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

T = TypeVar("T")
FRESH_SECONDS = 1.0
"""For how long a process takes it that no other has changed anything meanwhile."""


class Fresh(Generic[T]):
    """One thing that is read, by the database it was read from."""

    def __init__(self) -> None:
        self._read: WeakKeyDictionary[Any, tuple[float, T]] = WeakKeyDictionary()

    def of(self, session: Session, read: Callable[[], T]) -> T:
        """What `read` says, or said a moment ago. In a session that has called `forget` it reads."""
        if session.info.get(self):
            return read()
        pool, now = _pool(session), time.monotonic()
        held = self._read.get(pool)
        if held is not None and now - held[0] < FRESH_SECONDS:
            return held[1]
        # What this session has changed it would have forgotten: what waits in it can go on waiting, together.
        with session.no_autoflush:
            found = read()
        self._read[pool] = (now, found)
        return found

    def forget(self, session: Session) -> None:
        """This session changes it: until its commit nobody else knows, so it keeps nothing for others."""
        session.info[self] = True
        self._read.pop(_pool(session), None)


def _pool(session: Session) -> Any:
    return session.get_bind().pool  # type: ignore[union-attr]  # an engine: sessions here have no other bind
