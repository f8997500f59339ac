"""The audit trail: hash-chained rows, written in the transaction of the change they record.

Each lane is a chain of its own, so that concurrent transactions need not queue behind one another
more than they must; a transaction locks its lane only at its very end. `head` holds each lane's last
number under a keyed seal: a row that is changed, removed (also the last), inserted or swapped breaks
either the chain or the head. Who holds the database but not the master key cannot mend it.
"""

import hashlib
import hmac
import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared import crypto, randomness, rows
from shared.json_bytes import written
from shared.rows import Step
from shared.sealed import Digest, Envelope

LANES = 8
DETAIL = "audit:detail"
"""What details are sealed for."""
_tables = MetaData()

audit_row = Table(
    "audit",
    _tables,
    Column("lane", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(120), nullable=False),
    Column("action", String(80), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("detail", Envelope(DETAIL), nullable=False),
    Column("hash", Digest, nullable=False),
)
audit_head = Table(
    "audit_head",
    _tables,
    Column("lane", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", Digest, nullable=False),
    Column("seal", Digest, nullable=False),
)


def install(metadata: MetaData) -> None:
    """Give a service's metadata its audit tables."""
    for table in _tables.tables.values():
        table.to_metadata(metadata)


@dataclass(frozen=True)
class Entry:
    """One thing that happened: who did what to which subject. `detail` is sealed at rest."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """A place where the trail does not hold."""

    lane: int
    seq: int
    what: str


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


_TEXT = json.JSONEncoder(ensure_ascii=False).encode
"""The standard library's: the links of all former rows are hashes of its text."""


def _link(previous: bytes, lane: int, seq: int, row: tuple[Any, ...]) -> bytes:
    # Over the detail as it reads, not as it is sealed: it may be sealed anew under another master key.
    at, actor, action, subject, detail = row
    parts = [str(lane), str(seq), _utc(at).isoformat(), actor, action, subject, detail.decode()]
    message = previous + _TEXT(parts).encode()
    return crypto.keyring().lasting_digest("audit:chain", message)


def _seal(lane: int, seq: int, digest: bytes) -> bytes:
    message = f"{lane}:{seq}:".encode() + digest
    return crypto.keyring().lasting_digest("audit:head", message)


_HEAD = (
    select(audit_head.c.seq, audit_head.c.hash).where(audit_head.c.lane == bindparam("of")).with_for_update()
)
ADD = insert(audit_row)
_MOVE_HEAD = (
    update(audit_head)
    .where(audit_head.c.lane == bindparam("of_lane"))
    .values(seq=bindparam("last"), hash=bindparam("digest"), seal=bindparam("sealed_head"))
)
"""Built once: every transaction that changes anything runs the three."""
MOVE_HEAD_FROM = _MOVE_HEAD.where(
    audit_head.c.seq == bindparam("was"), audit_head.c.hash == bindparam("was_hash")
).returning(audit_head.c.lane)
"""As long as the lane ends with that row: who does not hold the lane only believes that it does. By its hash
too: a standby that took over may have lost rows, and reached the same number with others."""


def _head(connection: Connection, lane: int) -> tuple[int, bytes]:
    row = connection.execute(_HEAD, {"of": lane}).one_or_none()
    if row is not None:
        return row.seq, bytes(row.hash)
    first = (0, hashlib.sha256(b"jiandu audit").digest())
    values = {"lane": lane, "seq": 0, "hash": first[1], "seal": _seal(lane, *first)}
    try:
        with connection.begin_nested():
            connection.execute(insert(audit_head).values(values))
    except IntegrityError:
        # Another transaction opened the lane first: wait for it and go on from its end.
        row = connection.execute(_HEAD, {"of": lane}).one()
        return row.seq, bytes(row.hash)
    return first


@dataclass(frozen=True)
class End:
    """Where a lane ends: the number and hash of its last row."""

    lane: int
    seq: int
    hash: bytes


def _end_of(connection: Connection, lane: int) -> End:
    """The lane's end, which nobody else moves before the caller's transaction ends."""
    return End(lane, *_head(connection, lane))


def chained(end: End, entries: Sequence[Entry]) -> tuple[list[dict[str, Any]], End]:
    """The rows that add `entries` behind that end, and the lane's end after them."""
    seq, digest = end.seq, end.hash
    added = []
    for entry in entries:
        seq += 1
        text = written(entry.detail, str)
        detail = crypto.keyring().seal(DETAIL, text)
        digest = _link(digest, end.lane, seq, (entry.at, entry.actor, entry.action, entry.subject, text))
        added.append(
            {
                "lane": end.lane, "seq": seq, "at": _utc(entry.at), "actor": entry.actor,
                "action": entry.action, "subject": entry.subject, "detail": detail, "hash": digest,
            }
        )  # fmt: skip
    return added, End(end.lane, seq, digest)


def head_at(end: End) -> dict[str, Any]:
    """What is written at the head of a lane that ends there."""
    return {
        "of_lane": end.lane, "last": end.seq, "digest": end.hash,
        "sealed_head": _seal(end.lane, end.seq, end.hash),
    }  # fmt: skip


def link(connection: Connection, lane: int, entries: Sequence[Entry]) -> tuple[list[Step], End]:
    """What adds `entries` to the lane's chain, to be run in the caller's transaction, which holds the lane
    from now until its end; and where the lane ends then."""
    linked, end = chained(_end_of(connection, lane), entries)
    return [(ADD, linked), (_MOVE_HEAD, [head_at(end)])], end


def add_behind(
    connection: Connection, end: End, entries: Sequence[Entry], steps: Sequence[Step]
) -> End | None:
    """Insert what `steps` have and the entries behind that end, as one statement that locks the lane: the
    lane's end after them. None, with nothing written, where the lane ends elsewhere by now, or where not
    all of it is inserted. Of PostgreSQL."""
    if not rows.can_be_added(steps):
        return None
    linked, after = chained(end, entries)
    moved = rows.add_where(connection, MOVE_HEAD_FROM, _head_from(end, after), [*steps, (ADD, linked)])
    return after if moved else None


def link_behind(
    connection: Connection, end: End, entries: Sequence[Entry], few: Sequence[Step]
) -> End | None:
    """Run the few (`rows.are_few`), and as one statement with them add the entries behind that end: the
    lane's end after them. None, with the few run and no entry written, where it ends elsewhere by now."""
    linked, after = chained(end, entries)
    head = _head_from(end, after)
    moved = rows.run_few_and_add_where(connection, few, MOVE_HEAD_FROM, head, [(ADD, linked)])
    return after if moved else None


def _head_from(end: End, after: End) -> dict[str, Any]:
    return {"was": end.seq, "was_hash": end.hash, **head_at(after)}


def lane_of(identifier: UUID) -> int:
    return identifier.int % LANES


def some_lane() -> int:
    """Any of the lanes, each as often as the others."""
    return randomness.public(1)[0] % LANES


def verify(session: Session) -> Iterator[Fault]:
    """Walk every lane from its first row to its sealed head and yield each place that does not hold."""
    heads = {row.lane: row for row in session.execute(select(audit_head))}
    lanes = set(heads) | set(session.scalars(select(audit_row.c.lane).distinct()))
    for lane in sorted(lanes):
        seq, digest = yield from _walk(session, lane)
        head = heads.get(lane)
        if head is None:
            yield Fault(lane, seq, "the lane has rows but no head")
        elif (head.seq, bytes(head.hash)) != (seq, digest):
            yield Fault(lane, head.seq, f"the head says {head.seq} rows, the chain ends at {seq}")
        elif not hmac.compare_digest(bytes(head.seal), _seal(lane, seq, digest)):
            yield Fault(lane, head.seq, "the head was written by someone without the key")


def _walk(session: Session, lane: int) -> Generator[Fault, None, tuple[int, bytes]]:
    digest, seq = hashlib.sha256(b"jiandu audit").digest(), 0
    query = select(audit_row).where(audit_row.c.lane == lane).order_by(audit_row.c.seq)
    for row in session.execute(query.execution_options(yield_per=1000)):
        if row.seq != seq + 1:
            yield Fault(lane, row.seq, f"rows {seq + 1} to {row.seq - 1} are missing")
        seq = row.seq
        if not _holds(digest, row):
            yield Fault(lane, seq, "the row was changed, moved or put in later")
        digest = bytes(row.hash)
    return seq, digest


def _holds(previous: bytes, row: Any) -> bool:
    try:
        text = crypto.keyring().open(DETAIL, bytes(row.detail))
    except crypto.Unreadable:
        return False
    expected = _link(previous, row.lane, row.seq, (row.at, row.actor, row.action, row.subject, text))
    return hmac.compare_digest(expected, bytes(row.hash))


def under_our_keys(session: Session) -> bool:
    """Whether this trail is of the keys in hand: of the lanes' last rows one opens, under a head of theirs.

    One that was tampered with is not meant: `verify` finds that."""
    last = (audit_row.c.lane == audit_head.c.lane) & (audit_row.c.seq == audit_head.c.seq)
    found = session.execute(select(audit_head, audit_row.c.detail).join(audit_row, last)).all()
    return not found or any(
        bytes(row.seal) == _seal(row.lane, row.seq, bytes(row.hash)) and _opens(bytes(row.detail))
        for row in found
    )


def _opens(detail: bytes) -> bool:
    try:
        crypto.keyring().open(DETAIL, detail)
    except crypto.Unreadable:
        return False
    return True


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(audit_row)) or 0


def details_since(
    session: Session, since: datetime, actor: str, action: str, subject: str
) -> list[dict[str, Any]]:
    """Of what this actor did to that subject since then, the details."""
    mine = (audit_row.c.subject == subject, audit_row.c.actor == actor, audit_row.c.action == action)
    query = select(audit_row.c.detail).where(*mine, audit_row.c.at >= _utc(since))
    return [json.loads(crypto.keyring().open(DETAIL, bytes(detail))) for detail in session.scalars(query)]


def read(session: Session, subject: str | None = None, limit: int = 200) -> list[Entry]:
    """The newest entries, of one subject if named, newest first."""
    query = select(audit_row).order_by(audit_row.c.at.desc(), audit_row.c.seq.desc()).limit(limit)
    if subject is not None:
        query = query.where(audit_row.c.subject == subject)
    return [
        Entry(
            _utc(row.at),
            row.actor,
            row.action,
            row.subject,
            json.loads(crypto.keyring().open(DETAIL, bytes(row.detail))),
        )
        for row in session.execute(query)
    ]
