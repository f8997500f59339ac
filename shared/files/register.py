"""What the desks know of files that came with complaints: enough to list them; intake keeps the files."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, insert, select, update
from sqlalchemy.orm import Session

from shared.contracts.events import Event, FileAdded
from shared.database import Json, Utc
from shared.work import Work

_tables = MetaData()

complaint_file = Table(
    "complaint_file",
    _tables,
    Column("file_id", Uuid, primary_key=True),
    Column("complaint_id", Uuid, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("group", String(8), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("copy", String(12), nullable=False),
    Column("previews", Integer, nullable=False),
    Column("notes", Json, nullable=False),
    Column("added_at", Utc, nullable=False),
)


def install(metadata: MetaData) -> None:
    """Give a service's metadata the table."""
    complaint_file.to_metadata(metadata)


def on_file_added(work: Work, event: FileAdded) -> None:
    """The file as it now is; an older word than the one held changes nothing."""
    held = select(complaint_file.c.version).where(complaint_file.c.file_id == event.file_id)
    version = work.session.scalar(held)
    values = {name: getattr(event, name) for name in _NAMES}
    if version is None:
        work.session.execute(insert(complaint_file).values(file_id=event.file_id, **values))
        work.record("heard.file_added", event.tracking_number, {"number": event.number})
    elif version < event.version:
        mine = complaint_file.c.file_id == event.file_id
        work.session.execute(update(complaint_file).where(mine).values(**values))


_NAMES = tuple(column.name for column in complaint_file.columns if column.name != "file_id")


_SHOWN = ("number", "group", "kind", "size", "sha256", "copy", "previews", "notes")


def files_of(session: Session, complaint_id: UUID, joined: Sequence[UUID] = ()) -> list[dict[str, Any]]:
    """All files of a complaint that the caller has found to be theirs to see, as plain JSON; after them those
    of complaints that are answered with it, each with the place of its own among these (`joined`)."""
    places = {key: place for place, key in enumerate((complaint_id, *joined))}
    query = select(complaint_file).where(complaint_file.c.complaint_id.in_(places))
    rows = session.execute(query.order_by(complaint_file.c.number)).mappings().all()
    return [
        {
            "id": str(row["file_id"]),
            "joined": places[row["complaint_id"]],
            "added_at": row["added_at"].isoformat(),
            **{name: row[name] for name in _SHOWN},
        }
        for row in sorted(rows, key=lambda row: (places[row["complaint_id"]], row["number"]))
    ]


HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = {FileAdded: on_file_added}
