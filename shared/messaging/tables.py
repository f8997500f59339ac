"""The tables that every service's messaging needs, in the service's own database."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
)

from shared.sealed import WireBody

_tables = MetaData()

outbox = Table(
    "outbox",
    _tables,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("message_id", Uuid, nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("aggregate", String(80), nullable=False),
    Column("body", WireBody, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("next_at", DateTime(timezone=True)),
)

sent = Table(
    "sent",
    _tables,
    Column("message_id", Uuid, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("aggregate", String(80), nullable=False),
    Column("body", WireBody, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("sent_at", DateTime(timezone=True), nullable=False),
)
"""What was delivered, kept for a while so that it can be said again (a restored database, a new reader)."""

inbox = Table(
    "inbox",
    _tables,
    Column("message_id", Uuid, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("handled_at", DateTime(timezone=True), nullable=False),
)

dead_letter = Table(
    "dead_letter",
    _tables,
    Column("message_id", Uuid, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("body", WireBody, nullable=False),
    Column("reason", Text, nullable=False),
    Column("died_at", DateTime(timezone=True), nullable=False),
)

Index("ix_inbox_handled_at", inbox.c.handled_at)
Index("ix_sent_sent_at", sent.c.sent_at)


def install(metadata: MetaData) -> None:
    """Give a service's metadata its outbox, sent events, inbox and dead letters."""
    for table in _tables.tables.values():
        table.to_metadata(metadata)
