"""Answers kept so that a request sent twice takes effect once and is answered alike.

A row is found by a keyed hash of caller, place and key, and opens only with that key, which is kept
nowhere here: who holds database and master keys still cannot read what was answered.
"""

import json
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from shared import crypto
from shared.crypto import Unreadable

KEPT_DAYS = 30
PURPOSE = "kept_answer"
Answer = tuple[Any, int, dict[str, str]]
"""Content, status, headers."""

_tables = MetaData()
kept_answer = Table(
    PURPOSE,
    _tables,
    Column("key_hash", String(32), primary_key=True),
    Column("fingerprint", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_on", Date, nullable=False, index=True),
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
    query = select(kept_answer.c.fingerprint, kept_answer.c.sealed)
    row = session.execute(query.where(kept_answer.c.key_hash == _hash(word))).one_or_none()
    if row is None:
        return None
    if row.fingerprint != _fingerprint(body):
        raise OtherBody
    try:
        content, status, headers = json.loads(_ring(word).open(PURPOSE, bytes(row.sealed)))
    except Unreadable as error:
        raise Lost from error
    return content, status, headers


def reserve(session: Session, today: date, word: str, body: Any) -> None:
    """Take the word before the effect: a second transaction waits here, then fails with IntegrityError."""
    _forget_old(session, today)
    row = {"key_hash": _hash(word), "fingerprint": _fingerprint(body), "sealed": b""}
    until = today + timedelta(days=KEPT_DAYS)
    session.execute(insert(kept_answer).values(expires_on=until, **row))


def keep(session: Session, word: str, answer: Answer) -> None:
    """Put the answer where it was reserved for."""
    sealed = _ring(word).seal(PURPOSE, json.dumps(answer, ensure_ascii=False, default=str).encode())
    row = update(kept_answer).where(kept_answer.c.key_hash == _hash(word))
    session.execute(row.values(sealed=sealed))


def _hash(word: str) -> str:
    return crypto.keyring().blind_index(PURPOSE, word)


def _ring(word: str) -> crypto.Keyring:
    return crypto.keyring().under(PURPOSE, word)


def _fingerprint(body: Any) -> str:
    return crypto.keyring().blind_index(
        "kept_answer.body", json.dumps(body, ensure_ascii=True, sort_keys=True)
    )


def _forget_old(session: Session, today: date) -> None:
    # A few at a time, passing over rows that another transaction is forgetting just now.
    old = select(kept_answer.c.key_hash).where(kept_answer.c.expires_on < today).limit(50)
    found = list(session.scalars(old.with_for_update(skip_locked=True)))
    if found:
        session.execute(delete(kept_answer).where(kept_answer.c.key_hash.in_(found)))
