"""The course of a case: its timeline, and what was written to and fro."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import wording
from services.investigation.folder import Folder
from services.investigation.models import Entry, Message, Notice

Document = dict[str, Any]
PAGE = 40
"""So many entries of the course are shown at once."""


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
    steps = [_step(each) for each in session.scalars(rows)]
    return sorted(steps + [_heard(each) for each in folder.notices], key=_order)


@dataclass(frozen=True)
class Part:
    """Some of the course, the newest first: page `number` of `pages`; `found` fit what was sought."""

    entries: Sequence[Document]
    number: int
    pages: int
    found: int
    total: int
    changed: str | None
    """When the case last changed."""

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def part(session: Session, folder: Folder, number: int = 1, sought: str = "") -> Part:
    """One page of the course, however long it is: only what is shown, or searched, is opened."""
    order = _newest_first(session, folder)
    wanted: Sequence[Any] = order
    if sought:
        whole = timeline(session, folder)
        wanted = [each for each in reversed(whole) if _fits(each, sought.casefold())]
    pages = max(1, -(-len(wanted) // PAGE))
    number = min(max(number, 1), pages)
    shown = wanted[(number - 1) * PAGE : number * PAGE]
    entries = list(shown) if sought else _opened(session, folder, [each["key"] for each in shown])
    changed = order[0]["at"] if order else None
    return Part(entries, number, pages, len(wanted), len(order), changed)


def _newest_first(session: Session, folder: Folder) -> list[Document]:
    """All of the course by time and id alone: nothing of it is unsealed."""
    rows = session.execute(select(Entry.id, Entry.at, Entry.version).where(Entry.case_id == folder.case.id))
    steps = [{"at": row.at.isoformat(), "id": f"{row.version:09}", "key": row.id} for row in rows]
    heard = [{"at": each.at.isoformat(), "id": f"~{each.id}", "key": each.id} for each in folder.notices]
    return sorted(steps + heard, key=_order, reverse=True)


def _opened(session: Session, folder: Folder, keys: Sequence[UUID]) -> list[Document]:
    """Those entries, in that order."""
    rows = session.scalars(select(Entry).where(Entry.case_id == folder.case.id, Entry.id.in_(keys)))
    found = {each.id: _step(each) for each in rows} | {each.id: _heard(each) for each in folder.notices}
    return [found[key] for key in keys]


def _fits(entry: Document, sought: str) -> bool:
    return any(sought in (entry[name] or "").casefold() for name in ("title", "text", "by"))


def _step(each: Entry) -> Document:
    return {
        "at": each.at.isoformat(),
        "kind": each.kind,
        "title": wording.entry(each.kind, each.detail),
        "by": each.by_name,
        "text": each.text,
        "id": f"{each.version:09}",
    }


def _heard(each: Notice) -> Document:
    return {
        "at": each.at.isoformat(),
        "kind": each.kind,
        "title": wording.entry(each.kind, each.detail),
        "by": None,
        "text": each.text,
        "id": f"~{each.id}",
    }
