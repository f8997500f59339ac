"""gunicorn's threaded worker, which leaves new connections to a process that has a free thread.

gunicorn's own takes whatever comes, however much it has in hand, and a kept connection stays where it was
taken: of two processes one then had all the work and the other none. SO_REUSEPORT would share evenly, but
what waits for a process that is killed would be lost.
"""

import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from shared import one_send

PATIENCE_SECONDS = 0.005
"""For so long a process without a free thread lets the others look first. What nobody took by then it takes:
all are as busy, and nobody waits outside for longer than that."""


class EvenWorker(ThreadWorker):
    """All of it runs in the worker's main thread."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_hand = 0
        self._take_at: float | None = None
        """When it may take a connection that it has seen and left to the others."""

    def init_process(self) -> None:
        one_send.install()
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        self._in_hand += 1
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        self._in_hand -= 1
        super().finish_request(conn, fs)

    def accept(self, listener: Any) -> None:
        """Take a connection, or leave it to the others for a moment."""
        if self._full and not self._patient():
            self._take_at = time.monotonic() + PATIENCE_SECONDS
            self.set_accept_enabled(False)
            return
        self._take_at = None
        super().accept(listener)

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled and not self._left_to_others())

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        if self._take_at is not None and self._left_to_others():
            timeout = min(timeout, max(0.0, self._take_at - time.monotonic()))
        super().wait_for_and_dispatch_events(timeout)

    @property
    def _full(self) -> bool:
        return self._in_hand >= self.cfg.threads

    def _left_to_others(self) -> bool:
        """Whether it does not even look: gunicorn's loop asks before each of its rounds."""
        return self._take_at is not None and self._full and time.monotonic() < self._take_at

    def _patient(self) -> bool:
        """Whether the others had their time just now. Of one that waited long ago nothing follows."""
        return self._take_at is not None and 0 <= time.monotonic() - self._take_at < PATIENCE_SECONDS
