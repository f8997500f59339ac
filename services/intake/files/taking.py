"""Taking a file in: announced, sent in pieces or at once, and looked at when all of it is here.

Its bytes go to the store sealed, piece by piece, under a key of its own; a row knows how far it came. What
was not finished, or is no longer wanted, is deleted by the rounds (files.rounds).
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from services.intake.domain import files as rules
from services.intake.domain.files import Copy, Part, Scan, State
from services.intake.files.leaving import abandon
from services.intake.files.owners import Owner, files_of, find
from services.intake.files.showing import Shown, shown
from services.intake.models import Attachment, Complaint
from shared.files import sealed
from shared.files.kinds import Found, Reason, Unfit
from shared.files.sealed import PIECE, Reader, Writer
from shared.files.sniff import refused_at_once, sniff
from shared.files.store import Store
from shared.work import PUBLIC, Work, Works


class NoSuchFile(LookupError):
    """The owner has no such upload."""


class OtherOffset(ValueError):
    """The next piece begins elsewhere: at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


class TooSmall(ValueError):
    """Pieces are whole pieces; only the last may be shorter."""


@dataclass(frozen=True)
class Intake:
    """Where files are taken in, and for whom."""

    works: Works
    store: Store
    owner: Owner

    def part(self, row: Attachment, name: str = Part.ORIGINAL) -> sealed.Part:
        return sealed.Part(self.store, row.id, bytes.fromhex(self.owner.open(row)["key"]), name)


def announce(
    work: Work, owner: Owner, name: str, size: int, sha256: str | None = None, file_id: UUID | None = None
) -> Attachment:
    """A file that will come. Raises Unfit when there is no room, NotOpen when nothing is taken any more."""
    owner.enter(work)
    present = files_of(work.session, owner)
    rules.room(size, sum(row.state != State.REFUSED for row in present))
    row = Attachment(
        id=file_id or work.new_id(),
        complaint_id=owner.complaint_id,
        draft_hash=owner.draft_hash,
        number=1 + max((row.number for row in present), default=0),
        state=State.UPLOADING,
        size=size,
        received=0,
        sha256=sha256,
        scan=Scan.WAITING,
        copy=Copy.WAITING,
        copy_size=0,
        previews=[],
        notes=[],
        attempts=0,
        version=1,
        due_at=work.now + timedelta(hours=rules.UNFINISHED_HOURS),
        added_at=work.now,
    )
    secret = {"name": name[: rules.NAME_LIMIT], "key": sealed.new_key().hex()}
    owner.seal(row, secret, work.today + timedelta(days=rules.DRAFT_DAYS))
    work.session.add(row)
    return row


def append(place: Intake, file_id: UUID, offset: int, data: bytes) -> Shown:
    """Keep what came from `offset` on, as far as it is whole pieces; the row says how far it came.

    Raises NoSuchFile, OtherOffset, TooSmall, Unfit (then all of it is forgotten).
    """
    try:
        with place.works.begin(PUBLIC) as work:
            row = _uploading(work, place.owner, file_id)
            if offset != row.received:
                raise OtherOffset(row.received)
            _keep_pieces(place, row, data)
            row.due_at = work.now + timedelta(hours=rules.UNFINISHED_HOURS)
            work.session.flush()
            so_far = shown(row, place.owner)
    except Unfit:
        forget(place, file_id)
        raise
    return finish(place, file_id) if so_far.received == so_far.size else so_far


def _keep_pieces(place: Intake, row: Attachment, data: bytes) -> None:
    left = row.size - row.received
    if len(data) > left:
        raise Unfit(Reason.DIFFERENT)
    if row.received == 0:
        refused_at_once(data)
    usable = len(data) if len(data) == left else len(data) // PIECE * PIECE
    if data and not usable:
        raise TooSmall
    part = place.part(row)
    for begin in range(0, usable, PIECE):
        piece = data[begin : min(begin + PIECE, usable)]
        number = (row.received + begin) // PIECE
        part.put(number, piece, last=row.received + begin + len(piece) == row.size)
    row.received += usable


class Stream:
    """A file that comes at once, of unknown size: something to write to. What is too large passes unkept."""

    def __init__(self, place: Intake, name: str) -> None:
        with place.works.begin(PUBLIC) as work:
            row = announce(work, place.owner, name, 0)
            work.session.flush()
            self.file_id, self._part = row.id, place.part(row)
        self.place, self._writer = place, Writer(self._part)
        self.name, self.too_large = name, False

    def write(self, data: bytes) -> int:
        self.too_large = self.too_large or self._writer.size + len(data) > rules.MOST_BYTES
        return len(data) if self.too_large else self._writer.write(data)

    def seek(self, *_: int) -> int:
        """Whoever wrote it wants to read it now; nobody does that here."""
        return 0

    def end(self) -> None:
        """All of it came. Raises Unfit."""
        if self.too_large:
            forget(self.place, self.file_id)
            raise Unfit(Reason.TOO_LARGE)
        self._writer.finish()
        with self.place.works.begin(PUBLIC) as work:
            row = _uploading(work, self.place.owner, self.file_id)
            row.size = row.received = self._writer.size

    def drop(self) -> None:
        forget(self.place, self.file_id)


@dataclass(frozen=True)
class Seen:
    """What a file that is wholly here is by its content."""

    found: Found
    sha256: str


def inspect(place: Intake, file_id: UUID) -> Seen:
    """Raises Unfit (then all of it is forgotten), NoSuchFile."""
    with place.works.reading() as session:
        row = find(session, place.owner, file_id)
        if row is None:
            raise NoSuchFile(file_id)
        reader, announced = Reader(place.part(row), row.size), row.sha256
    try:
        seen = Seen(sniff(reader), reader.sha256())
        if announced not in (None, seen.sha256):
            raise Unfit(Reason.DIFFERENT)
    except Unfit:
        forget(place, file_id)
        raise
    return seen


def take(work: Work, owner: Owner, file_id: UUID, seen: Seen) -> Shown:
    """From now on it belongs to its owner. Raises Unfit when there is no room, NotOpen."""
    owner.enter(work)
    row = find(work.session, owner, file_id, lock=True)
    if row is None:
        raise NoSuchFile(file_id)
    if row.state == State.UPLOADING:
        _room_for(work, owner, row)
        row.state, row.kind, row.sha256 = State.QUARANTINED, seen.found.kind, seen.sha256
        row.notes = [str(note) for note in seen.found.notes]
        # A draft's file cannot be opened without the draft's word: it is looked at once it was sent.
        row.due_at = work.now if owner.complaint_id else None
        subject = "draft" if owner.complaint_id is None else number_of(work, owner.complaint_id)
        work.record("file.received", subject, {"kind": str(row.kind), "bytes": row.size})
        work.session.flush()
    return shown(row, owner)


def finish(place: Intake, file_id: UUID) -> Shown:
    """All of it is here: it is taken for what it is, or refused and forgotten. Raises Unfit, NotOpen."""
    seen = inspect(place, file_id)
    try:
        with place.works.begin(PUBLIC) as work:
            return take(work, place.owner, file_id, seen)
    except Unfit:
        forget(place, file_id)
        raise


def _room_for(work: Work, owner: Owner, row: Attachment) -> None:
    """Once more, since a file that came at once had no size when it was announced."""
    others = (each for each in files_of(work.session, owner) if each.id != row.id)
    rules.room(row.size, sum(each.state != State.REFUSED for each in others))


def remove(work: Work, owner: Owner, file_id: UUID) -> None:
    """Take a file off a draft, or an unfinished upload off a complaint. Raises NoSuchFile: evidence stays."""
    row = find(work.session, owner, file_id, lock=True)
    if row is None or (owner.complaint_id is not None and row.state != State.UPLOADING):
        raise NoSuchFile(file_id)
    abandon(row, work.now)


def forget(place: Intake, file_id: UUID) -> None:
    """Nothing of it is kept."""
    with place.works.begin(PUBLIC) as work:
        row = find(work.session, place.owner, file_id, lock=True)
        if row is not None:
            abandon(row, work.now)


def _uploading(work: Work, owner: Owner, file_id: UUID) -> Attachment:
    row = find(work.session, owner, file_id, lock=True)
    if row is None or row.state != State.UPLOADING:
        raise NoSuchFile(file_id)
    return row


def number_of(work: Work, complaint_id: UUID) -> str:
    """By what the trail names a complaint."""
    return str(work.session.scalar(select(Complaint.tracking_number).where(Complaint.id == complaint_id)))
