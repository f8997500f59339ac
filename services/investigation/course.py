"""The course of a case: its timeline, and what was written to and fro."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import wording
from services.investigation.folder import Folder
from services.investigation.models import Entry, Message

Document = dict[str, Any]


def messages(session: Session, folder: Folder) -> list[Document]:
    """What was written and heard, oldest first."""
    said = session.scalars(select(Message).where(Message.case_id == folder.case.id))
    out = [
        {
            "id": str(each.id),
            "at": each.at.isoformat(),
            "direction": "out",
            "kind": "message",
            "text": each.text,
            "by": each.by_name,
        }
        for each in said
    ]
    heard = [
        {
            "id": str(each.id),
            "at": each.at.isoformat(),
            "direction": "in",
            "kind": each.kind,
            "text": each.text,
            "by": None,
            "detail": each.detail,
        }
        for each in folder.notices
    ]
    return sorted(out + heard, key=_order)


def _order(entry: Document) -> tuple[datetime, str]:
    return datetime.fromisoformat(entry["at"]), str(entry.get("id", ""))


def timeline(session: Session, folder: Folder) -> list[Document]:
    """The spine of the case: its own steps and what was heard of the complaint, oldest first."""
    rows = select(Entry).where(Entry.case_id == folder.case.id).order_by(Entry.at, Entry.version)
    steps = [
        {
            "at": each.at.isoformat(),
            "kind": each.kind,
            "title": wording.entry(each.kind, each.detail),
            "by": each.by_name,
            "text": each.text,
            "id": f"{each.version:09}",
        }
        for each in session.scalars(rows)
    ]
    heard = [
        {
            "at": each.at.isoformat(),
            "kind": each.kind,
            "title": wording.entry(each.kind, each.detail),
            "by": None,
            "text": each.text,
            "id": f"~{each.id}",
        }
        for each in folder.notices
    ]
    return sorted(steps + heard, key=_order)
