"""Reading and settling outbox rows, the same for the relay and the embedded dispatcher."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Executable,
    any_,
    bindparam,
    delete,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from shared.messaging.backoff import next_try
from shared.messaging.tables import outbox, sent


class OutboxRow(NamedTuple):
    id: int
    message_id: UUID
    name: str
    body: bytes
    attempts: int


def take(session: Session, limit: int) -> list[OutboxRow]:
    """The oldest rows that are due, locked against other takers until the transaction ends.

    Due by the machine's own clock: the business clock may be set, and may stand still.
    """
    columns = (outbox.c.id, outbox.c.message_id, outbox.c.name, outbox.c.body, outbox.c.attempts)
    due = or_(outbox.c.next_at.is_(None), outbox.c.next_at <= datetime.now(UTC))
    query = select(*columns).where(due).order_by(outbox.c.id).limit(limit)
    rows = session.execute(query.with_for_update(skip_locked=True))
    return [OutboxRow(key, message, name, bytes(body), tries) for key, message, name, body, tries in rows]


def keep_as_sent(session: Session, ids: Iterable[int]) -> None:
    """Move rows that are safe elsewhere from the outbox to what was sent."""
    chosen = list(ids)
    if not chosen:
        return
    connection, now = session.connection(), datetime.now(UTC)
    if connection.dialect.name == "postgresql":
        connection.execute(_moving(), {"chosen": chosen, "moment": now})
        return
    mine = outbox.c.id.in_(chosen)
    rows = select(*(outbox.c[column] for column in _KEPT), literal(now, sent.c.sent_at.type)).where(mine)
    # Said again (`jiandu outbox replay`), it is in the sent ones already.
    adding = sqlite_insert(sent).from_select([*_KEPT, "sent_at"], rows)
    session.execute(adding.on_conflict_do_nothing())
    session.execute(delete(outbox).where(mine))


_KEPT = ("message_id", "name", "aggregate", "body", "created_at")


@cache
def _moving() -> Executable:
    """Both steps as one statement, the same for any number of rows, so that it is prepared once."""
    wanted = bindparam("chosen", type_=ARRAY(BigInteger))
    gone = delete(outbox).where(outbox.c.id == any_(wanted)).returning(*(outbox.c[name] for name in _KEPT))
    moved = gone.cte("gone")
    moment = bindparam("moment", type_=sent.c.sent_at.type)
    rows = select(*(moved.c[name] for name in _KEPT), moment)
    return postgresql_insert(sent).from_select([*_KEPT, "sent_at"], rows).on_conflict_do_nothing()


def postpone(session: Session, rows: Sequence[OutboxRow]) -> None:
    """Keep rows that failed, and let them wait longer each time; others go first meanwhile."""
    if not rows:
        return
    now = datetime.now(UTC)
    statement = (
        update(outbox)
        .where(outbox.c.id == bindparam("row_id"))
        .values(attempts=bindparam("tried"), next_at=bindparam("due"))
    )
    session.connection().execute(
        statement,
        [
            {"row_id": row.id, "tried": row.attempts + 1, "due": next_try(now, row.attempts + 1)}
            for row in rows
        ],
    )
