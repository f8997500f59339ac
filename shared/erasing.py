"""Erasing one complaint from a service's tables: what is sealed, and who of the staff is named, goes. The
rows stay, since counts, series of numbers and the trail rest on them.

Which rows are meant follows from the models: a table that names the complaint, or leads to one that does. So
a table that comes later is covered by itself.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, MetaData, String, Table, bindparam, select, update
from sqlalchemy.orm import DeclarativeBase, Session

from shared.contracts.events import Event
from shared.foresight import Handler, key_of, looking_for, looks_of
from shared.sealed import SealedBytes, SealedJson, SealedText
from shared.work import Work

NAMES = frozenset(
    {
        "actor_name", "author", "by_name", "decided_by", "decided_by_name", "ended_by", "ended_by_name",
        "lifted_by_name", "placed_by_name", "reported_by", "revoked_by", "staff_name",
    }
)  # fmt: skip
"""Columns of text in which people of the staff are named."""


def blank(session: Session, metadata: MetaData, complaint: UUID, keep: Mapping[str, frozenset[str]]) -> None:
    """Make everything empty that is sealed about the complaint or names staff, but the columns in `keep`."""
    for table in metadata.sorted_tables:
        if (mine := rows_of(table)) is None:
            continue
        empty = {
            column.name: _nothing(column)
            for column in table.columns
            if _tells(column) and column.name not in keep.get(table.name, frozenset())
        }
        if empty:
            session.execute(update(table).where(mine).values(empty), {"erased_complaint": complaint})


@cache
def rows_of(table: Table) -> ColumnElement[bool] | None:
    """Which rows are about the complaint bound as `erased_complaint`; None where none can be."""
    complaint: Any = bindparam("erased_complaint")
    if table.name == "complaint":
        return table.c.id == complaint
    if "complaint_id" in table.c:
        return table.c.complaint_id == complaint
    for key in sorted(table.foreign_keys, key=lambda one: one.target_fullname):
        if key.column.table is not table and (above := rows_of(key.column.table)) is not None:
            return key.parent.in_(select(key.column).where(above))
    return None


def _tells(column: Column[Any]) -> bool:
    if column.primary_key or column.foreign_keys:
        return False
    sealed = isinstance(column.type, SealedText | SealedJson | SealedBytes)
    return sealed or (column.name in NAMES and isinstance(column.type, String))


def _nothing(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, SealedBytes):
        return b""
    return {} if isinstance(column.type, SealedJson) else ""


def unless_erased(
    handlers: Mapping[type[Event], Handler], marker: type[DeclarativeBase]
) -> dict[type[Event], Handler]:
    """The same handlers, deaf to whatever is said of a complaint that `marker` says was erased: a late or
    repeated word brings nothing back (a restored copy has everything said again)."""
    return {kind: _deaf(handler, marker) for kind, handler in handlers.items()}


def _deaf(handler: Handler, marker: type[DeclarativeBase]) -> Handler:
    def handle(work: Work, event: Any) -> None:
        complaint = getattr(event, "complaint_id", None)
        if complaint is None or work.found(marker, complaint, complaint_of) is None:
            handler(work, event)
        else:
            work.record("heard.after_erasure", f"complaint:{complaint}", {"event": event.name})

    handle.__dict__["looks"] = looks_of(handler)
    return looking_for(key_of(marker), complaint_of)(handle)


def complaint_of(event: Any) -> UUID:
    """Of events about no complaint, a name that none bears."""
    found: UUID = getattr(event, "complaint_id", event.id)
    return found
