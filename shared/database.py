"""One database per service: SQLite for the embedded default, PostgreSQL otherwise; the same models."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from psycopg import RawCursor, RawServerCursor
from sqlalchemy import JSON, Connection, DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from shared import audit, kept_answers, office_days, party_names
from shared.flat_lists import FlatLists
from shared.messaging import tables as messaging_tables
from shared.sealed import SealedBytes, SealedJson, SealedText
from shared.staff import directory

__all__ = ["Database", "Json", "SealedBytes", "SealedJson", "SealedText", "Utc", "service_metadata"]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

REST_SECONDS = 1.0
RESERVE = 4
"""Connections beyond the pool's size, closed again after use."""
SQLITE_CONNECTIONS = 24

Json = JSON().with_variant(JSONB(), "postgresql")


class Utc(TypeDecorator[datetime]):
    """An aware datetime, in UTC; SQLite would otherwise give back a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def service_metadata() -> MetaData:
    """The metadata every service starts from: outbox, inbox, dead letters, audit, kept answers and
    the staff directory are already there."""
    metadata = MetaData(naming_convention=NAMING)
    messaging_tables.install(metadata)
    audit.install(metadata)
    directory.install(metadata)
    kept_answers.install(metadata)
    party_names.install(metadata)
    office_days.install(metadata)
    return metadata


class Database:
    """A service's own database."""

    def __init__(self, url: str, pool_size: int = 8, direct_url: str | None = None) -> None:
        self.url = make_url(url)
        self.direct_url = make_url(direct_url) if direct_url else self.url
        """Where one session stays one session: `url` may lead to a pooler that lends it for a transaction."""
        self._pooled = direct_url is not None
        self.sqlite = self.url.get_backend_name() == "sqlite"
        # SQLite has one writer: wait for it here, in fairness, and not in busy loops inside the file.
        self._writer = threading.RLock()
        self.engine = self._sqlite_engine() if self.sqlite else self._server_engine(pool_size)
        self._each_by_itself = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.most_connections = SQLITE_CONNECTIONS if self.sqlite else pool_size + RESERVE

    def _server_engine(self, pool_size: int) -> Engine:
        # Statements are compiled once with numbered places, as the server takes them: psycopg need not
        # read each text for its own kind of places at every execution.
        options: dict[str, Any] = {"connect_timeout": 5, "cursor_factory": RawCursor}
        if self._pooled:
            # The next transaction may meet a server that prepared nothing.
            options["prepare_threshold"] = None
        engine = create_engine(
            self.url,
            paramstyle="numeric_dollar",
            use_native_hstore=False,
            pool_size=pool_size,
            pool_use_lifo=True,  # whoever has just given one back has prepared there what comes next
            max_overflow=RESERVE,
            pool_timeout=10,
            hide_parameters=True,
            connect_args=options,
        )
        _ask_after_rest(engine)

        @event.listens_for(engine, "connect")
        def _number_places(connection: Any, _: Any) -> None:
            connection.server_cursor_factory = RawServerCursor
            # As text each value of a list is escaped, and sealed bytes grow to twice their size.
            connection.adapters.register_dumper(list, FlatLists)

        return engine

    def _sqlite_engine(self) -> Engine:
        engine = create_engine(
            self.url,
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=SQLITE_CONNECTIONS - 8,
            connect_args={"timeout": 10},
            hide_parameters=True,
        )

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _: Any) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
            connection.exec_driver_sql(f"BEGIN {mode}")

        return engine

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end, or leaves nothing behind."""
        if self.sqlite:
            with self._writer, Session(self.engine) as session, session.begin():
                yield session
        else:
            with Session(self.engine) as session, session.begin():
                yield session

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """As `transaction`, without the session: for what only adds rows, at half its price."""
        if self.sqlite:
            with self._writer, self.engine.begin() as connection:
                yield connection
        else:
            with self.engine.begin() as connection:
                yield connection

    @contextmanager
    def at_once(self) -> Iterator[Connection]:
        """A connection each of whose statements is a transaction of its own; not of SQLite."""
        with self._each_by_itself.connect() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that writes nothing; on SQLite all of it sees one snapshot, elsewhere each statement."""
        if self.sqlite:
            with Session(self.engine.execution_options(sqlite_begin="DEFERRED")) as session:
                yield session
        else:
            with Session(self.engine, autoflush=False) as session:
                yield session
                # Not taken back: after that psycopg prepares all statements of the connection anew. What was
                # changed in the session is forgotten, not written; rows may have been locked.
                session.expunge_all()
                session.commit()

    @contextmanager
    def glancing(self) -> Iterator[Session]:
        """As `reading`, for a single look between writers: without a transaction, so without the two rounds
        that begin and end it."""
        if self.sqlite:
            with self.reading() as session:
                yield session
        else:
            with Session(self._each_by_itself) as session:
                yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """As `reading`, all of it on one snapshot: for what compares rows with one another."""
        if self.sqlite:
            with self.reading() as session:
                yield session
        else:
            with Session(self.engine.execution_options(isolation_level="REPEATABLE READ")) as session:
                yield session

    def dispose(self) -> None:
        self.engine.dispose()


def _ask_after_rest(engine: Engine) -> None:
    """Ask a pooled connection whether it lives, unless it was used a moment ago.

    SQLAlchemy's own ping asks each time, a tenth of a small transaction. Should one fail that was used a
    moment ago, the pool drops all of its age.
    """

    @event.listens_for(engine, "checkin")
    def _rest(_: Any, record: Any) -> None:
        record.info["resting_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _ask(connection: Any, record: Any, _: Any) -> None:
        since = record.info.get("resting_since")
        if since is None or time.monotonic() - since < REST_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.dbapi.Error as error:  # type: ignore[union-attr]  # it has been loaded
            raise DisconnectionError from error
