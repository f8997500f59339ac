"""Counts each time that an event takes effect, in the very transaction of the effect.

The handlers of the product would forgive an event applied twice: each of its facts has a key of its own.
The probe forgives nothing, so that the ledger sees a broken guarantee even where a second one holds.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import Column, MetaData, String, Table, Uuid

from shared.contracts.events import Event
from shared.rows import adding
from shared.work import Work

applied = Table(
    "drill_applied",
    MetaData(),
    Column("event", Uuid, nullable=False),
    Column("subject", String, nullable=False),
)


def prepare(connection: psycopg.Connection) -> None:
    """Make the probe's table."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS drill_applied (event uuid NOT NULL, subject varchar NOT NULL)"
    )


def probed(handlers: dict[type[Event], Callable[[Work, Any], None]]) -> None:
    """Put the probe into each of the handlers, in place."""
    for kind, handler in list(handlers.items()):
        handlers[kind] = partial(_apply, handler)


def _apply(handler: Callable[[Work, Any], None], work: Work, event: Event) -> None:
    handler(work, event)
    subject = str(getattr(event, "tracking_number", ""))
    work.later(adding(applied), event=event.id, subject=subject)
