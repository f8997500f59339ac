"""What the house does with files by itself: looks at new ones, makes their copies, forgets what was left.

One file at a time, taken by a lease: whoever takes it has LEASE to do with it what is to be done, and else
another takes it. Everything here may be done twice. Nothing is held while a file is looked at: neither a
transaction nor the row.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.intake.domain import files as rules
from services.intake.domain.files import Copy, Part, Scan, State
from services.intake.models import Attachment, Complaint
from shared.contracts.events import FileAdded
from shared.files import clamd, sandbox, sealed
from shared.files.kinds import TYPES, Kind, Reason
from shared.files.sealed import Reader, Tampered
from shared.files.store import Missing, Store
from shared.metrics.table import FILES_LOOKED_AT
from shared.work import SYSTEM, Work, Works

log = structlog.get_logger("files")

LEASE = timedelta(minutes=5)
SCANNER_REST = timedelta(seconds=30)


@dataclass(frozen=True)
class Task:
    """One file to be looked at."""

    file_id: UUID
    kind: Kind
    size: int
    sha256: str
    key: bytes
    scanned: bool


@dataclass(frozen=True)
class Outcome:
    """What was found and made. `cleaned` None with `tried` false: of this kind none can be made."""

    scan: Scan
    tried: bool = False
    cleaned: sandbox.Cleaned | None = None


def do_next(works: Works, store: Store, scanner: str | None) -> bool:
    """Do what is due with one file; False when there is nothing to do. Raises StoreAway."""
    if _forget_one(works, store):
        return True
    task = _take(works)
    if task is None:
        return False
    try:
        outcome = _look(store, task, scanner)
    except (Tampered, Missing) as error:
        # Nothing is decided over evidence that cannot be read: somebody must look at the store.
        log.error("file_unreadable", file=str(task.file_id), error=type(error).__name__)
        FILES_LOOKED_AT.labels(works.service, "unreadable").inc()
        return True
    _keep_parts(store, task, outcome)
    with works.begin(SYSTEM) as work:
        _conclude(work, task.file_id, outcome)
    if outcome.scan is Scan.FOUND:
        store.delete(str(task.file_id))
    return True


def _forget_one(works: Works, store: Store) -> bool:
    """The bytes first: while the row is there, another round can do it again."""
    left = (Attachment.state == State.UPLOADING, Attachment.due_at <= works.clock())
    with works.reading() as session:
        file_id = session.scalar(select(Attachment.id).where(*left).limit(1))
    if file_id is None:
        return False
    store.delete(str(file_id))
    with works.begin(SYSTEM) as work:
        row = work.session.scalar(
            select(Attachment).where(Attachment.id == file_id, *left).with_for_update(skip_locked=True)
        )
        if row is not None:
            work.session.delete(row)
    return True


def _take(works: Works) -> Task | None:
    with works.begin(SYSTEM) as work:
        row = work.session.scalar(
            select(Attachment)
            .where(
                Attachment.complaint_id.is_not(None),
                or_(Attachment.state == State.QUARANTINED, Attachment.copy == Copy.FAILED),
                Attachment.due_at <= work.now,
            )
            .order_by(Attachment.due_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None or row.secret is None or row.kind is None:
            return None
        row.due_at = work.now + LEASE
        return Task(
            row.id, Kind(row.kind), row.size, row.sha256 or "", bytes.fromhex(row.secret["key"]),
            row.scan == Scan.CLEAN,
        )  # fmt: skip


def _look(store: Store, task: Task, scanner: str | None) -> Outcome:
    """Raises Tampered, Missing, StoreAway."""
    if scanner is not None and not task.scanned and not _answers(scanner):
        return Outcome(Scan.DOWN)  # before 50 MB are fetched and opened for nothing
    data = Reader(sealed.Part(store, task.file_id, task.key, Part.ORIGINAL), task.size).whole()
    scan = Scan.CLEAN if task.scanned else _scanned(data, scanner)
    if scan in (Scan.DOWN, Scan.FOUND):
        return Outcome(scan)
    try:
        cleaned = sandbox.clean(task.kind, data)
    except sandbox.Failed as failed:
        log.warning("copy_failed", file=str(task.file_id), kind=str(task.kind), reason=str(failed))
        return Outcome(scan, tried=True)
    return Outcome(scan, tried=cleaned is not None, cleaned=cleaned)


def _answers(scanner: str) -> bool:
    try:
        clamd.ping(scanner)
    except clamd.Away as error:
        log.warning("scanner_away", reason=str(error))
        return False
    return True


def _scanned(data: bytes, scanner: str | None) -> Scan:
    if scanner is None:
        return Scan.OFF
    pieces = (data[at : at + sealed.PIECE] for at in range(0, len(data), sealed.PIECE))
    try:
        verdict = clamd.scan(scanner, pieces)
    except clamd.Away as error:
        log.warning("scanner_away", reason=str(error))
        return Scan.DOWN
    return Scan.CLEAN if verdict.clean else Scan.FOUND


def _keep_parts(store: Store, task: Task, outcome: Outcome) -> None:
    for name, data in (outcome.cleaned.parts if outcome.cleaned else {}).items():
        sealed.Part(store, task.file_id, task.key, name).keep(data)


def _conclude(work: Work, file_id: UUID, outcome: Outcome) -> None:
    row = work.session.scalar(select(Attachment).where(Attachment.id == file_id).with_for_update())
    if row is None or row.complaint_id is None:
        return
    row.scan, row.version = outcome.scan, row.version + 1
    complaint = work.session.get_one(Complaint, row.complaint_id)
    if outcome.scan is Scan.DOWN:
        row.due_at = work.now + SCANNER_REST
    elif outcome.scan is Scan.FOUND:
        _refuse(work, row, complaint)
    else:
        _accept(work, row, complaint, outcome)
    FILES_LOOKED_AT.labels(work.service, str(row.state if outcome.scan is Scan.FOUND else row.copy)).inc()


def _refuse(work: Work, row: Attachment, complaint: Complaint) -> None:
    """The row stays, so that its complainant reads why. Without its key, what lies in the store is noise."""
    row.state, row.refusal, row.due_at = State.REFUSED, Reason.INFECTED, None
    row.secret = {"name": (row.secret or {}).get("name", ""), "key": ""}
    row.copy = Copy.IMPOSSIBLE
    work.record("file.refused", complaint.tracking_number, {"number": row.number, "reason": str(row.refusal)})


def _accept(work: Work, row: Attachment, complaint: Complaint, outcome: Outcome) -> None:
    before, row.state = (row.state, row.copy), State.CLEAN
    row.attempts += 1
    if outcome.cleaned is not None:
        parts, kind = outcome.cleaned.parts, TYPES[Kind(row.kind or "")].copy
        row.copy, row.copy_kind, row.copy_size, row.due_at = Copy.READY, kind, len(parts["copy"]), None
        row.previews = [len(parts[name]) for name in sorted(parts) if name != "copy"]
        row.notes = sorted({*row.notes, *map(str, outcome.cleaned.notes)})
    elif outcome.tried:
        minutes = rules.retry_after(row.attempts)
        row.copy = Copy.FAILED if minutes is not None else Copy.IMPOSSIBLE
        row.due_at = work.now + timedelta(minutes=minutes) if minutes is not None else None
    else:
        row.copy, row.due_at = Copy.IMPOSSIBLE, None
    detail = {"number": row.number, "kind": row.kind, "copy": str(row.copy)}
    work.record("file.looked_at", complaint.tracking_number, detail)
    if before != (row.state, row.copy):
        _tell(work, row, complaint)


def _tell(work: Work, row: Attachment, complaint: Complaint) -> None:
    work.emit(
        work.event(
            FileAdded,
            complaint_id=complaint.id,
            tracking_number=complaint.tracking_number,
            version=row.version,
            file_id=row.id,
            number=row.number,
            group=str(TYPES[Kind(row.kind or "")].group),
            kind=str(row.kind),
            size=row.size,
            added_at=row.added_at,
            copy=str(row.copy),
            previews=len(row.previews),
            sha256=row.sha256 or "",
            notes=list(row.notes),
        )
    )


def waiting(session: Session) -> int:
    """How many files of complaints nobody has looked at yet."""
    query = select(func.count()).select_from(Attachment)
    new = query.where(Attachment.complaint_id.is_not(None), Attachment.state == State.QUARANTINED)
    return session.scalar(new) or 0
