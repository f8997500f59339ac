"""Waking the relay after a commit, and hearing it.

Never NOTIFY inside the business transaction: it takes one lock for all commits (9,800 -> 2,200
transactions a second). One extra connection per process says it afterwards, for many commits at once.
A wake-up may get lost; whoever waits also looks by itself once a second.
"""

import threading

import psycopg
import structlog

from shared.database import Database
from shared.messaging.backoff import Backoff

log = structlog.get_logger("wake")

CHANNEL = "jiandu_outbox"
COALESCE_SECONDS = 0.01
CONNECT_SECONDS = 5


class Notifier:
    """What a process calls after each commit that left something in the outbox.

    It says NOTIFY from a thread and connection of its own, at most once in ten milliseconds; on SQLite
    it says nothing.
    """

    def __init__(self, database: Database) -> None:
        self._address = _address(database)
        self._waiting = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def __call__(self) -> None:
        """Return at once; the word is passed on soon."""
        self._waiting.set()
        if self._thread is None and self._address is not None:
            self._start(self._address)

    def close(self) -> None:
        """Say what is still to be said, and end."""
        self._stop.set()
        self._waiting.set()
        if self._thread is not None:
            self._thread.join(CONNECT_SECONDS)

    def _start(self, address: str) -> None:
        """At the first call, not before: a thread would not survive the fork of a web server."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, args=(address,), name="notifier", daemon=True
                )
                self._thread.start()

    def _run(self, address: str) -> None:
        connection: psycopg.Connection | None = None
        while not self._stop.is_set():
            self._waiting.wait()
            self._waiting.clear()
            try:
                if connection is None or connection.closed:
                    connection = _connect(address)
                connection.execute(f"NOTIFY {CHANNEL}")
            except psycopg.Error as error:
                # The relay looks by itself within a second; the next commit tries again.
                log.info("notify_failed", reason=type(error).__name__)
                _close(connection)
                connection = None
            self._stop.wait(COALESCE_SECONDS)
        _close(connection)


class Ear:
    """Sets `wake` whenever some process says that the outbox holds something; none on SQLite."""

    def __init__(self, database: Database, wake: threading.Event) -> None:
        self._address = _address(database)
        self._wake = wake
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ear", daemon=True)

    def start(self) -> None:
        if self._address is not None:
            self._thread.start()

    def close(self) -> None:
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join(CONNECT_SECONDS)

    def _run(self) -> None:
        backoff = Backoff()
        while not self._stop.is_set():
            try:
                self._listen(backoff)
            except psycopg.Error as error:
                log.info("listen_failed", reason=type(error).__name__)
                self._stop.wait(next(backoff))

    def _listen(self, backoff: Backoff) -> None:
        with _connect(self._address or "") as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            backoff.reset()
            self._wake.set()  # something may have been said while nobody listened
            while not self._stop.is_set():
                for _ in connection.notifies(timeout=0.5, stop_after=1):
                    self._wake.set()


def _address(database: Database) -> str | None:
    if database.sqlite:
        return None
    return database.direct_url.set(drivername="postgresql").render_as_string(hide_password=False)


def _connect(address: str) -> psycopg.Connection:
    return psycopg.connect(address, autocommit=True, connect_timeout=CONNECT_SECONDS)


def _close(connection: psycopg.Connection | None) -> None:
    if connection is not None:
        connection.close()
