"""Reading and settling outbox rows, the same for the relay and the embedded dispatcher."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Executable,
    Select,
    any_,
    bindparam,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from shared.messaging.backoff import next_try
from shared.messaging.tables import outbox, sent


class OutboxRow(NamedTuple):
    id: int
    message_id: UUID
    name: str
    body: bytes
    attempts: int


def take(connection: Connection, limit: int) -> list[OutboxRow]:
    """The oldest rows that are due, locked against other takers until the transaction ends.

    Due by the machine's own clock: the business clock may be set, and may stand still.
    """
    return _read(connection, _due(limit))


def seek(connection: Connection) -> None:
    """Let this transaction find rows by the index. Rows come and go so fast that the server believes the
    table to be tiny, and reads all of it: in a minute under load that is hundreds of pages a look, nearly all
    of rows that are gone."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_seqscan = off"))


def take_out(connection: Connection, limit: int) -> list[OutboxRow]:
    """The same, moved already to what was sent: the transaction may end well only once they are safe
    elsewhere. On PostgreSQL one statement, the same for any number of rows, so that it is prepared once."""
    if connection.dialect.name == "postgresql":
        return _read(connection, _taking_out(limit))
    rows = take(connection, limit)
    keep_as_sent(connection, [row.id for row in rows])
    return rows


def _read(connection: Connection, query: Executable) -> list[OutboxRow]:
    rows = connection.execute(query, {"moment": datetime.now(UTC)})
    return [OutboxRow(key, message, name, bytes(body), tries) for key, message, name, body, tries in rows]


def keep_as_sent(connection: Connection, ids: Sequence[int]) -> None:
    """Move rows that are safe elsewhere from the outbox to what was sent."""
    if not ids:
        return
    mine, now = outbox.c.id.in_(ids), datetime.now(UTC)
    rows = select(*(outbox.c[column] for column in _KEPT), literal(now, sent.c.sent_at.type)).where(mine)
    # Said again (`jiandu outbox replay`), it is in the sent ones already.
    on_server = connection.dialect.name == "postgresql"
    adding = (postgresql_insert if on_server else sqlite_insert)(sent).from_select([*_KEPT, "sent_at"], rows)
    connection.execute(adding.on_conflict_do_nothing())
    connection.execute(delete(outbox).where(mine))


_TOLD = ("id", "message_id", "name", "body", "attempts")
_KEPT = ("message_id", "name", "aggregate", "body", "created_at")


@cache
def _due(limit: int) -> Select[Any]:
    moment = bindparam("moment", type_=sent.c.sent_at.type)
    due = or_(outbox.c.next_at.is_(None), outbox.c.next_at <= moment)
    query = select(*(outbox.c[name] for name in _TOLD)).where(due).order_by(outbox.c.id)
    # In the text: of a number told at each execution PostgreSQL makes a plan at each execution.
    return query.limit(literal_column(str(limit))).with_for_update(skip_locked=True)


@cache
def _taking_out(limit: int) -> Executable:
    chosen = func.array(_due(limit).with_only_columns(outbox.c.id).scalar_subquery(), type_=ARRAY(BigInteger))
    gone = delete(outbox).where(outbox.c.id == any_(chosen)).returning(*outbox.c).cte("gone")
    moment = bindparam("moment", type_=sent.c.sent_at.type)
    rows = select(*(gone.c[name] for name in _KEPT), moment)
    kept = postgresql_insert(sent).from_select([*_KEPT, "sent_at"], rows).on_conflict_do_nothing()
    return select(*(gone.c[name] for name in _TOLD)).order_by(gone.c.id).add_cte(kept.cte("kept"))


def postpone(connection: Connection, rows: Sequence[OutboxRow]) -> None:
    """Keep rows that failed, and let them wait longer each time; others go first meanwhile."""
    if not rows:
        return
    now = datetime.now(UTC)
    statement = (
        update(outbox)
        .where(outbox.c.id == bindparam("row_id"))
        .values(attempts=bindparam("tried"), next_at=bindparam("due"))
    )
    connection.execute(
        statement,
        [
            {"row_id": row.id, "tried": row.attempts + 1, "due": next_try(now, row.attempts + 1)}
            for row in rows
        ],
    )
