"""Random bytes for what is told openly, drawn from the system for many uses at once.

Each call of the system lends the interpreter to another thread, and a submission wants a dozen: salts, ids,
places in a trace. They are drawn by the half kilobyte, for each thread its own. Keys, codes and tokens are
never taken from here: of them nothing shall lie about before it is used (`secrets`).
"""

import os
import threading

_DRAWN_BYTES = 512


class _Store(threading.local):
    """What this thread has drawn and not given out."""

    left = b""


_store = _Store()


def public(count: int) -> bytes:
    """As unpredictable and unrepeated as `os.urandom`. For salts, ids and the like alone."""
    if len(_store.left) < count:
        _store.left = os.urandom(max(count, _DRAWN_BYTES))
    given, _store.left = _store.left[:count], _store.left[count:]
    return given


def _forget() -> None:
    _store.left = b""


# A fork has what its parent has: both would give out the same.
os.register_at_fork(after_in_child=_forget)
