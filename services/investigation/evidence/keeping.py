"""Files of evidence as the case has them: taken in with one step of the case, listed, opened."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.investigation.cabinet import NoSuchCase
from services.investigation.domain.case import Action, Caller, Fault
from services.investigation.domain.evidence import State, room
from services.investigation.domain.records import RecordKind
from services.investigation.domain.states import move
from services.investigation.evidence.coming import PART, Seen, Stream
from services.investigation.folder import Folder
from services.investigation.handlers.steps import Rejected, take
from services.investigation.models import EvidenceFile, Record
from shared.files import sealed
from shared.files.kinds import Kind
from shared.files.opened import Opened
from shared.files.readings import record_reading
from shared.files.sealed import Reader
from shared.files.store import Store
from shared.work import Work

ACTION = Action.REQUEST_EVIDENCE
Document = dict[str, Any]


def may_come(work: Work, folder: Folder, caller: Caller, exhibit: UUID) -> int:
    """Whether the caller may add files to this piece of evidence, before any of them comes; how many lie with
    the case already. Raises NoSuchCase, Forbidden."""
    _exhibit(work.session, folder, exhibit)
    move(folder.facts(work.today), caller, ACTION, folder.case.standing)
    return _count(work.session, folder)


def keep(work: Work, folder: Folder, caller: Caller, exhibit: UUID, streams: Sequence[Stream]) -> None:
    """From now on these files are evidence. Raises NoSuchCase, Forbidden; Rejected: one is kept already;
    Unfit: others came meanwhile, and together they are too many."""
    row = _exhibit(work.session, folder, exhibit)
    before = _count(work.session, folder)
    seen = [(each, _of(each)) for each in streams]
    room(0, before + len(seen) - 1)
    _require_new(work.session, row, seen)
    numbers = list(range(before + 1, before + len(seen) + 1))
    detail = {"number": row.number, "files": numbers}
    take(work, folder, caller, ACTION, to=folder.case.standing, kind="evidence_file", detail=detail)
    for number, (stream, found) in zip(numbers, seen, strict=True):
        kept_now = taken_in(work, stream)
        if found.found is not None:
            kept_now.kind, kept_now.notes = found.found.kind, [str(note) for note in found.found.notes]
        kept_now.number = number


def _of(stream: Stream) -> Seen:
    if stream.seen is None:
        raise ValueError("the file has not come to its end")
    return stream.seen


def _require_new(session: Session, exhibit: Record, seen: Iterable[tuple[Stream, Seen]]) -> None:
    """The same bytes once with a piece of evidence: a form sent twice adds nothing."""
    mine = select(EvidenceFile.sha256, EvidenceFile.number)
    mine = mine.where(EvidenceFile.record_id == exhibit.id, EvidenceFile.state == State.KEPT)
    known = {row.sha256: row.number for row in session.execute(mine)}
    here: set[str] = set()
    for stream, found in seen:
        if found.sha256 in known:
            raise Rejected([Fault("/file", "file_kept_already", None, {"number": known[found.sha256]})])
        if found.sha256 in here:
            raise Rejected([Fault("/file", "file_twice", None, {"name": stream.name})])
        here.add(found.sha256)


def taken_in(work: Work, stream: Stream) -> EvidenceFile:
    """From now on what came is kept. Raises Rejected: it came too long ago, and goes."""
    seen = _of(stream)
    row = work.session.get(EvidenceFile, stream.file_id, with_for_update=True)
    if row is None or row.state != State.ARRIVING or row.due_at is None or row.due_at <= work.now:
        raise Rejected([Fault("/file", "file_gone")])
    row.state, row.due_at, row.at = State.KEPT, None, work.now
    row.size, row.sha256, row.scan = seen.size, seen.sha256, seen.scan
    return row


def _exhibit(session: Session, folder: Folder, record_id: UUID) -> Record:
    row = session.get(Record, record_id)
    if row is None or row.case_id != folder.case.id or row.kind != RecordKind.EXHIBIT:
        raise NoSuchCase(record_id)
    return row


def _count(session: Session, folder: Folder) -> int:
    mine = select(func.max(EvidenceFile.number)).where(EvidenceFile.case_id == folder.case.id)
    return session.scalar(mine) or 0


def kept(session: Session, case_id: UUID) -> Sequence[EvidenceFile]:
    """All files of evidence of the case, in the order of their numbers."""
    mine = select(EvidenceFile).where(EvidenceFile.case_id == case_id, EvidenceFile.state == State.KEPT)
    mine = mine.where(EvidenceFile.record_id.is_not(None))
    return session.scalars(mine.order_by(EvidenceFile.number)).all()


def by_exhibit(session: Session, case_id: UUID) -> dict[UUID, list[Document]]:
    """The case's files as documents, by the piece of evidence that they belong to."""
    found: dict[UUID, list[Document]] = defaultdict(list)
    for each in kept(session, case_id):
        if each.record_id is not None:
            found[each.record_id].append(_shown(each))
    return found


def _shown(row: EvidenceFile) -> Document:
    return {
        "id": str(row.id),
        "number": row.number,
        "name": name_of(row),
        "kind": row.kind,
        "size": row.size,
        "sha256": row.sha256,
        "scan": row.scan,
        "notes": row.notes,
        "by": row.by_name,
        "at": row.at.isoformat(),
    }


def name_of(row: EvidenceFile) -> str:
    """What whoever brought it calls it."""
    return str((row.secret or {}).get("name", ""))


def name_in_folder(row: EvidenceFile) -> str:
    """In the folder of the archived case: letters that every system can write."""
    return f"evidence/{row.number:03}.{row.kind}"


def open_file(work: Work, store: Store, folder: Folder, file_id: UUID, *, goes_on: bool = False) -> Opened:
    """A file of the case, or of an earlier one that was handed over with it; that it was read is kept
    (`goes_on`: the caller says that they go on with a reading). Raises NoSuchCase."""
    row = work.session.get(EvidenceFile, file_id)
    cases = {folder.case.id, *(each.id for each in folder.before)}
    if row is None or row.case_id not in cases or row.state != State.KEPT or row.record_id is None:
        raise NoSuchCase(file_id)
    detail = {"file": str(row.id), "number": row.number}
    record_reading(work, "evidence.read", f"case:{folder.case.id}", detail, goes_on=goes_on)
    return Opened(reader_of(store, row), Kind(row.kind or ""), name_of(row), f"{row.id}", shown=False)


def reader_of(store: Store, row: EvidenceFile) -> Reader:
    key = bytes.fromhex((row.secret or {})["key"])
    return Reader(sealed.Part(store, row.id, key, PART), row.size)
