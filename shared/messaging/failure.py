"""What a failure means: wait, because something is away, or give up, because it can never work.

Reasons are kept and logged, so they tell where and what kind, never a value: the text of an exception
may quote a complaint.
"""

import sqlite3
import traceback
from pathlib import Path

import psycopg
from sqlalchemy import exc

from shared.contracts.wire import Malformed
from shared.crypto import Unreadable

_NOT_READY = frozenset(
    {
        "25006",  # read-only transaction: a standby answers while the database fails over
        "40001",  # serialisation failure
        "40P01",  # deadlock
        "42501",  # right not granted yet
        "42703",  # column missing: this version's migration has not run yet
        "42P01",  # table missing: the same
    }
)


_UNREACHED = {
    "Connection refused": "connection refused",
    "timeout expired": "no answer in time",
    "resolve host": "no such host",
    "translate host": "no such host",
    "password authentication failed": "the account is refused",
    "no pg_hba.conf entry": "the account is refused",
    "permission denied for database": "the account is refused",
    "does not exist": "no such database or role",
    "too many connections": "too many connections",
    "connection slots are reserved": "too many connections",
    "starting up": "it is starting",
    "shutting down": "it is stopping",
    "certificate": "its certificate is refused",
}
"""What a failed connection says, in English, and what is told of it."""


class Transient(Exception):
    """Nothing is wrong with the message: something it needs is away or not ready. Hold it, try again."""


_AWAY = (Transient, ConnectionError, TimeoutError, exc.TimeoutError, exc.DisconnectionError)


def is_transient(error: BaseException) -> bool:
    """Whether the same attempt may succeed later, with nothing about the message changed."""
    if isinstance(
        error, (Transient, ConnectionError, TimeoutError, exc.TimeoutError, exc.DisconnectionError)
    ):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    if error.connection_invalidated or _sqlstate(error) in _NOT_READY:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_is_busy(error.orig)
    return isinstance(error, (exc.OperationalError, exc.InterfaceError))


def reason_of(error: BaseException) -> str:
    """The kind of failure and the place in the code, without any value."""
    text = type(error).__name__
    if isinstance(error, (Malformed, Unreadable)):
        text += f": {error}"
    driver = error.orig if isinstance(error, exc.DBAPIError) else error
    diagnosis = getattr(driver, "diag", None)
    names = ("sqlstate", "table_name", "column_name", "constraint_name")
    known = [value for name in names if (value := getattr(diagnosis, name, None))] or _unreached(driver)
    text += f" ({' '.join(known)})" if known else ""
    if isinstance(driver, sqlite3.OperationalError) and not known:
        text += f" ({driver})"  # names tables and files at most
    return text + _place(error)


def _unreached(driver: BaseException | None) -> list[str]:
    """Why there is no connection to PostgreSQL, in words of our own: its text names accounts and hosts."""
    if not isinstance(driver, psycopg.OperationalError):
        return []
    return [ours for theirs, ours in _UNREACHED.items() if theirs in str(driver)][:1]


def _sqlstate(error: exc.DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _sqlite_is_busy(error: sqlite3.Error) -> bool:
    """SQLite calls a wrong statement an operational error too; its primary code tells them apart."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR


def _place(error: BaseException) -> str:
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in frame.filename and not frame.filename.startswith("<")
    ]
    if not own:
        return ""
    return f" at {'/'.join(Path(own[-1].filename).parts[-3:])}:{own[-1].lineno}"
