"""The course of a case: its timeline, and what was written to and fro."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.investigation import wording
from services.investigation.folder import Folder
from services.investigation.models import Entry, Message, Notice

Document = dict[str, Any]
PAGE = 40
"""So many entries of the course are shown at once."""
MEANWHILE = 10
"""Who comes back to a form is told at most so many steps of others."""
_STEP = (Entry.id, Entry.version, Entry.at, Entry.kind, Entry.by_name, Entry.detail, Entry.text)
"""What is told of a step; a long course has thousands, so no objects are made of them."""


class Place(NamedTuple):
    """Where something stands in the course."""

    at: datetime
    order: str
    key: UUID


def messages(session: Session, folder: Folder) -> list[Document]:
    """What was written and heard, oldest first."""
    said = session.scalars(select(Message).where(Message.case_id == folder.case.id))
    out = [(each.at, str(each.id), _written(each)) for each in said]
    heard = [(each.at, str(each.id), _letter(each)) for each in folder.notices]
    return _in_order([*out, *heard])


def _written(each: Message) -> Document:
    return {
        "id": str(each.id),
        "at": each.at.isoformat(),
        "direction": "out",
        "kind": "message",
        "text": each.text,
        "by": each.by_name,
    }


def _letter(each: Notice) -> Document:
    return {
        "id": str(each.id),
        "at": each.at.isoformat(),
        "direction": "in",
        "kind": each.kind,
        "text": each.text,
        "by": None,
        "detail": each.detail,
    }


def _in_order(placed: Iterable[tuple[datetime, str, Document]]) -> list[Document]:
    return [each for _, _, each in sorted(placed, key=itemgetter(0, 1))]


def timeline(session: Session, folder: Folder, untold: Collection[str] = ()) -> list[Document]:
    """The spine of the case: its own steps and what was heard of the complaint, oldest first. Of steps that
    are `untold`, no words."""
    rows = session.execute(select(*_STEP).where(Entry.case_id == folder.case.id))
    steps = [(row.at, _of_step(row.version), _step(row, untold)) for row in rows]
    heard = [(each.at, _of_notice(each), _heard(each)) for each in folder.notices]
    return _in_order([*steps, *heard])


def _of_step(version: int) -> str:
    return f"{version:09}"


def _of_notice(each: Notice) -> str:
    return f"~{each.id}"


def which(entry: Document) -> tuple[int, str | None]:
    """Of a step the version that it made; of what was heard its id."""
    step, heard = entry["id"], entry["id"].startswith("~")
    return (0, step[1:]) if heard else (int(step), None)


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


def part(
    session: Session, folder: Folder, number: int = 1, sought: str = "", untold: Collection[str] = ()
) -> Part:
    """One page of the course, however long it is: only what is shown, or searched, is opened."""
    order = _newest_first(session, folder)
    wanted: Sequence[Any] = order
    if sought:
        whole = timeline(session, folder, untold)
        wanted = [each for each in reversed(whole) if _fits(each, sought.casefold())]
    pages = max(1, -(-len(wanted) // PAGE))
    number = min(max(number, 1), pages)
    shown = wanted[(number - 1) * PAGE : number * PAGE]
    entries = list(shown) if sought else _opened(session, folder, [each.key for each in shown], untold)
    changed = order[0].at.isoformat() if order else None
    return Part(entries, number, pages, len(wanted), len(order), changed)


def since(session: Session, folder: Folder, version: int) -> list[Document]:
    """What was done with the case after it was at `version`, oldest first; of long absences the newest."""
    later = select(*_STEP).where(Entry.case_id == folder.case.id, Entry.version > version)
    rows = session.execute(later.order_by(Entry.version.desc()).limit(MEANWHILE)).all()
    return [_step(row, {row.kind}) for row in reversed(rows)]


def only_by(session: Session, folder: Folder, version: int, staff_id: str) -> bool:
    """Whether what was done since then was done by that person alone: in another window of theirs."""
    later = select(Entry.by).where(Entry.case_id == folder.case.id, Entry.version > version).distinct()
    return set(session.scalars(later)) == {staff_id}


def outline(session: Session, folder: Folder) -> Part:
    """How much there is of the course, and when it last went on, where none of it is shown."""
    mine = select(func.count(), func.max(Entry.at)).where(Entry.case_id == folder.case.id)
    count, last = session.execute(mine).one()
    moments = [each for each in (last, *(each.at for each in folder.notices)) if each is not None]
    changed = max(moments).isoformat() if moments else None
    return Part((), 1, 1, 0, count + len(folder.notices), changed)


def _newest_first(session: Session, folder: Folder) -> list[Place]:
    """All of the course by time and id alone: nothing of it is unsealed."""
    rows = session.execute(select(Entry.id, Entry.at, Entry.version).where(Entry.case_id == folder.case.id))
    steps = [Place(row.at, _of_step(row.version), row.id) for row in rows]
    heard = [Place(each.at, _of_notice(each), each.id) for each in folder.notices]
    return sorted(steps + heard, reverse=True)


def _opened(
    session: Session, folder: Folder, keys: Sequence[UUID], untold: Collection[str]
) -> list[Document]:
    """Those entries, in that order."""
    rows = session.execute(select(*_STEP).where(Entry.case_id == folder.case.id, Entry.id.in_(keys)))
    found = {row.id: _step(row, untold) for row in rows} | {each.id: _heard(each) for each in folder.notices}
    return [found[key] for key in keys]


def _fits(entry: Document, sought: str) -> bool:
    return any(sought in (entry[name] or "").casefold() for name in ("title", "text", "by"))


def _step(each: Any, untold: Collection[str]) -> Document:
    return {
        "at": each.at.isoformat(),
        "kind": each.kind,
        "title": wording.entry(each.kind, each.detail),
        "by": each.by_name,
        "text": None if each.kind in untold else each.text,
        "id": _of_step(each.version),
    }


def _heard(each: Notice) -> Document:
    return {
        "at": each.at.isoformat(),
        "kind": each.kind,
        "title": wording.entry(each.kind, each.detail),
        "by": None,
        "text": each.text,
        "id": _of_notice(each),
    }
