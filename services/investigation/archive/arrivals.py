"""What of a case may come after its file was put away, by names that stay; and what of it no file holds."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.investigation.domain.archive import Arrival, PutAway, not_filed, stands_alone
from services.investigation.domain.case import Action
from services.investigation.folder import Folder
from services.investigation.joined import files_of_case
from services.investigation.models import (
    Archive,
    Case,
    Document,
    Entry,
    Message,
    Record,
    ServiceRecord,
    Supplement,
)

CALLED = "call_back"


def document_key(document: UUID) -> str:
    return f"document:{document}"


def service_key(record: UUID) -> str:
    return f"service:{record}"


def record_key(row: Any) -> str:
    """What came of a record later is told by its form anew."""
    return f"record:{row.id}" + (":ended" if row.ended_at else "")


def request_key(asked: UUID) -> str:
    return f"request:{asked}"


def letter_key(letter: UUID | str) -> str:
    return f"letter:{letter}"


def file_key(file: Mapping[str, Any]) -> str:
    return f"file:{file['id']}"


def of_case(session: Session, folder: Folder) -> list[Arrival]:
    """What a file put away now would hold of such."""
    return [
        *_papers(session, folder.case),
        *_records(session, folder.case),
        *_letters(session, folder),
        *_requests(folder),
        *_files(session, folder.case),
    ]


def since(session: Session, folder: Folder) -> list[Arrival]:
    """What came since the file was put away and stands in no supplement, the oldest first; nothing while
    there is no file."""
    archive = put_away(session, folder.case)
    if archive is None:
        return []
    held = chain.from_iterable(session.scalars(_supplements(Supplement.covers, archive)))
    last = up_to(session, archive)
    covers = None if archive.covers is None else frozenset(archive.covers)
    filed = PutAway(archive.at, covers, frozenset(held))
    return not_filed([*of_case(session, folder), *_steps(session, folder.case, last)], filed)


def put_away(session: Session, case: Case) -> Any:
    """When the file was, and what is in it; not its bytes. None while there is none."""
    told = select(Archive.case_id, Archive.at, Archive.covers, Archive.up_to)
    return session.execute(told.where(Archive.case_id == case.id)).one_or_none()


def up_to(session: Session, archive: Any) -> int:
    """The version of the case with which the course that is put away ends."""
    last = session.scalar(_supplements(func.max(Supplement.up_to), archive)) or archive.up_to
    if last is None:  # a file from before this was kept
        step = select(func.max(Entry.version)).where(Entry.kind == Action.ARCHIVE)
        last = session.scalar(step.where(Entry.case_id == archive.case_id))
    return last or 0


def _supplements(what: Any, archive: Any) -> Select[Any]:
    return select(what).where(Supplement.case_id == archive.case_id)


def _papers(session: Session, case: Case) -> Iterator[Arrival]:
    issued = select(Document.id, Document.kind, Document.number, Document.at)
    for row in session.execute(issued.where(Document.case_id == case.id)):
        yield Arrival(document_key(row.id), row.kind, row.at, {"document": row.number})
    served = select(ServiceRecord.id, Document.number, ServiceRecord.at)
    served = served.join(Document, Document.id == ServiceRecord.document_id)
    for record, number, at in session.execute(served.where(ServiceRecord.case_id == case.id)):
        yield Arrival(service_key(record), "service", at, {"document": number})


def _records(session: Session, case: Case) -> Iterator[Arrival]:
    kept = select(Record.id, Record.kind, Record.number, Record.at, Record.ended_at)
    for row in session.execute(kept.where(Record.case_id == case.id)):
        yield Arrival(record_key(row), f"record_{row.kind}", row.ended_at or row.at, {"number": row.number})


def _letters(session: Session, folder: Folder) -> Iterator[Arrival]:
    for each in folder.notices:
        yield Arrival(letter_key(each.id), "letters", each.at, {"heard": each.kind, **each.detail})
    written = select(Message.id, Message.at).where(Message.case_id == folder.case.id)
    for row in session.execute(written):
        yield Arrival(letter_key(row.id), "letters", row.at, {"heard": str(Action.MESSAGE)})
    called = folder.call_back
    if called is not None and called.done_at is not None:
        yield Arrival(CALLED, "call_back", called.done_at)


def _requests(folder: Folder) -> Iterator[Arrival]:
    """What was asked for elsewhere and decided here: it may come when the file of a recheck is put away."""
    for each in folder.ruled_here:
        yield Arrival(request_key(each.id), "unit_request", each.decided_at or each.at)


def _files(session: Session, case: Case) -> Iterator[Arrival]:
    for each in files_of_case(session, case):
        yield Arrival(file_key(each), "files", datetime.fromisoformat(each["added_at"]))


def _steps(session: Session, case: Case, after: int) -> Iterator[Arrival]:
    """Steps of which nothing but the course tells."""
    row_of = select(Entry.id, Entry.kind, Entry.at, Entry.detail)
    for row in session.execute(row_of.where(Entry.case_id == case.id, Entry.version > after)):
        if stands_alone(row.kind):
            yield Arrival(f"step:{row.id}", "course", row.at, {"heard": row.kind, **row.detail})
