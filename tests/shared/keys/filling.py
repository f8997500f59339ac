"""Rows in every table of a service, made from nothing but its metadata."""

import json
from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, MetaData, insert, select

from shared import crypto, kept_answers
from shared.database import Database
from shared.sealed import Digest, Envelope, SealedBytes, SealedJson, SealedText, UnderWord, WireBody

ID = UUID(int=7)
AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
WORD = "a word that is kept nowhere"
TEXT = "执法人员当场收款未开票据"
EVENT = {"specversion": "1.0", "id": str(ID), "type": "x.y", "data": {"open": 1}}


def fill(database: Database, metadata: MetaData) -> None:
    """One row in each table; equal values in equal types, so that every reference holds."""
    with database.transaction() as session:
        for table in metadata.sorted_tables:
            session.execute(insert(table).values({one.name: _value(one) for one in table.columns}))


def seen(database: Database, metadata: MetaData) -> dict[str, list[Any]]:
    """All rows as whoever holds keys and words reads them."""
    with database.reading() as session:
        return {
            table.name: [[_read(column, value) for column, value in zip(table.columns, row, strict=True)]
                         for row in session.execute(select(table))]
            for table in metadata.sorted_tables
        }  # fmt: skip


def _value(column: Column[Any]) -> Any:
    kind, ring = column.type, crypto.keyring()
    if isinstance(kind, SealedText):
        return TEXT
    if isinstance(kind, SealedJson):
        return {"said": TEXT}
    if isinstance(kind, SealedBytes):
        return TEXT.encode()
    if isinstance(kind, Envelope):
        return ring.seal(kind.context, json.dumps({"said": TEXT}).encode())
    if isinstance(kind, UnderWord):
        return ring.under(_purpose(column.table), WORD).seal("word", TEXT.encode())
    if isinstance(kind, WireBody):
        return _body(ring)
    if isinstance(kind, Digest):
        return bytes(32)
    return _plain(getattr(kind, "impl", kind).python_type)


def _plain(kind: type[Any]) -> Any:
    known = {UUID: ID, datetime: AT, date: date(2100, 1, 1), str: "x", bool: True, int: 1}
    return known.get(kind, {"x": 1})


def _body(ring: crypto.Keyring) -> bytes:
    sealed = {
        reader: b64encode(ring.seal(f"wire:{reader}", TEXT.encode())).decode()
        for reader in ("intake", "triage")
    }
    return json.dumps(EVENT | {"data": {"open": 1, "sealed": sealed}}).encode()


def _purpose(table: Any) -> str:
    return "intake.draft" if table.name == "draft" else kept_answers.PURPOSE


def _read(column: Column[Any], value: Any) -> Any:
    kind, ring = column.type, crypto.keyring()
    if isinstance(kind, (SealedBytes, SealedJson, SealedText)) or value is None:
        return value
    if isinstance(kind, Envelope):
        return ring.open(kind.context, bytes(value))
    if isinstance(kind, UnderWord):
        return ring.under(_purpose(column.table), WORD).open("word", bytes(value))
    if isinstance(kind, WireBody):
        return _opened(ring, bytes(value))
    return value


def _opened(ring: crypto.Keyring, body: bytes) -> Any:
    event = json.loads(body)
    parts = event["data"].pop("sealed")
    return event, {reader: ring.open(f"wire:{reader}", b64decode(part)) for reader, part in parts.items()}
