"""Answers kept so that a request sent twice takes effect once and is answered alike.

A row is found by a keyed hash of caller, place and key, and opens only with that key, which is kept
nowhere here: who holds database and master keys still cannot read what was answered.
"""

import json
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Date, MetaData, String, Table, bindparam, delete, select
from sqlalchemy.orm import Session

from shared import crypto
from shared.crypto import Unreadable
from shared.json_bytes import written
from shared.sealed import UnderWord

KEPT_DAYS = 30
CHUNK = 1000
PURPOSE = "kept_answer"
Answer = tuple[Any, int, dict[str, str]]
"""Content, status, headers."""

_tables = MetaData()
kept_answer = Table(
    PURPOSE,
    _tables,
    Column("key_hash", String(32), primary_key=True),
    Column("fingerprint", String(32), nullable=False),
    Column("sealed", UnderWord("expires_on"), nullable=False),
    Column("expires_on", Date, nullable=False, index=True),
)
_RECALL = select(kept_answer.c.fingerprint, kept_answer.c.sealed).where(
    kept_answer.c.key_hash == bindparam("hash")
)


class OtherBody(ValueError):
    """The key was used with another body."""


class Lost(LookupError):
    """It took effect, but the answer cannot be opened any more: its master key was retired."""


def install(metadata: MetaData) -> None:
    for table in _tables.tables.values():
        table.to_metadata(metadata)


def recall(session: Session, word: str, body: Any) -> Answer | None:
    """The answer kept under this word. Raises OtherBody, Lost."""
    row = session.connection().execute(_RECALL, {"hash": _hash(word)}).one_or_none()
    if row is None:
        return None
    if row.fingerprint != _fingerprint(body):
        raise OtherBody
    try:
        content, status, headers = json.loads(_ring(word).open(PURPOSE, bytes(row.sealed)))
    except Unreadable as error:
        raise Lost from error
    return content, status, headers


def row(word: str, body: Any, answer: Answer, today: date) -> dict[str, Any]:
    """The row that keeps an answer. Of two transactions that add it, the second waits for the first and
    then fails with IntegrityError."""
    return {
        "key_hash": _hash(word),
        "fingerprint": _fingerprint(body),
        "sealed": _ring(word).seal(PURPOSE, written(answer, str)),
        "expires_on": today + timedelta(days=KEPT_DAYS),
    }


def forget_some(session: Session, today: date) -> int:
    """Forget up to CHUNK answers that were kept long enough; how many."""
    # Passing over rows that another process is forgetting just now.
    old = select(kept_answer.c.key_hash).where(kept_answer.c.expires_on < today).limit(CHUNK)
    found = list(session.scalars(old.with_for_update(skip_locked=True)))
    if found:
        session.execute(delete(kept_answer).where(kept_answer.c.key_hash.in_(found)))
    return len(found)


def _hash(word: str) -> str:
    return crypto.keyring().blind_index(PURPOSE, word)


def _ring(word: str) -> crypto.Keyring:
    return crypto.keyring().under(PURPOSE, word)


_SORTED = json.JSONEncoder(sort_keys=True).encode


def _fingerprint(body: Any) -> str:
    return crypto.keyring().blind_index("kept_answer.body", _SORTED(body))
