"""What staff may look at: files of complaints that are theirs to see, part by part, each look recorded."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from services.intake.domain.files import Part, State, Viewer, may_read
from services.intake.files.showing import Shown, shown
from services.intake.models import Attachment, Complaint, Holder, OriginalReading
from services.intake.sight import JOINED, readable
from shared.files import sealed
from shared.files.kinds import TYPES, Group, Kind
from shared.files.opened import Opened
from shared.files.readings import record_reading
from shared.files.sealed import Reader
from shared.files.store import Store
from shared.staff.tokens import StaffToken
from shared.work import Work

READING_LASTS = timedelta(minutes=15)
"""How long a reason opens an original; a film may be looked through meanwhile."""


class NotTheirs(LookupError):
    """There is no such file for this caller; whether there is one for another is not told."""


class NoReason(PermissionError):
    """The original opens with a reason only."""


class NotThere(LookupError):
    """The file is there, this part of it is not: not yet, or never."""


def files_of(work: Work, staff: StaffToken, tracking_number: str) -> list[Shown]:
    """The files of a complaint and of those answered with it as they stand now, without uploads that go on.
    Raises NotTheirs."""
    return [shown(row) for row, _ in with_complaints(work, staff, tracking_number)]


def with_complaints(
    work: Work, staff: StaffToken, tracking_number: str
) -> list[tuple[Attachment, Complaint]]:
    """The same with the complaint of each, which may be one answered with that. Raises NotTheirs."""
    query = select(Complaint).where(Complaint.tracking_number == tracking_number, readable(staff))
    complaint = work.session.scalar(query)
    if complaint is None:
        raise NotTheirs(tracking_number)
    told = _answered_with(complaint.tracking_number)
    rows = work.session.execute(
        select(Attachment, Complaint)
        .join(Complaint, Complaint.id == Attachment.complaint_id)
        .where(or_(Complaint.id == complaint.id, Complaint.id.in_(told)), readable(staff))
        .where(Attachment.state != State.UPLOADING)
        .order_by(Complaint.id != complaint.id, Complaint.id, Attachment.number)
    )
    work.record("files.listed", tracking_number, {"home": staff.home})
    return [(row, complaint) for row, complaint in rows]


def copy_of(work: Work, store: Store, row: Attachment, complaint: Complaint) -> Opened:
    """The copy without metadata of a file that the caller may read; the reading is kept. Raises NotThere."""
    if not may_read(State(row.state), Part.COPY, Viewer.STAFF):
        raise NotThere(row.id)
    opened = _opened(store, row, complaint, Part.COPY, 1)
    work.record(f"file.{Part.COPY}_read", complaint.tracking_number, {"number": row.number})
    return opened


def _answered_with(tracking_number: str) -> Select[tuple[UUID]]:
    """Complaints that are answered with that one: those that joined it, and those that had joined them."""
    told, joined = aliased(Holder), aliased(Complaint)
    below = select(Holder.complaint_id.label("key")).where(
        Holder.stage == JOINED, Holder.body == tracking_number
    )
    chain = below.cte(recursive=True)
    further = (
        select(told.complaint_id)
        .join(joined, joined.tracking_number == told.body)
        .join(chain, chain.c.key == joined.id)
        .where(told.stage == JOINED)
    )
    return select(chain.union(further).c.key)


def file_of(work: Work, staff: StaffToken, file_id: UUID) -> tuple[Attachment, Complaint]:
    """Raises NotTheirs."""
    found = work.session.execute(
        select(Attachment, Complaint)
        .join(Complaint, Complaint.id == Attachment.complaint_id)
        .where(Attachment.id == file_id, Attachment.state != State.UPLOADING, readable(staff))
    ).one_or_none()
    if found is None:
        raise NotTheirs(file_id)
    return found[0], found[1]


def give_reason(work: Work, staff: StaffToken, file_id: UUID, reason: str) -> OriginalReading:
    """The reason is kept, sealed, with who gave it. Raises NotTheirs, NotThere."""
    row, complaint = file_of(work, staff, file_id)
    if not may_read(State(row.state), Part.ORIGINAL, Viewer.REASONED):
        raise NotThere(file_id)
    reading = OriginalReading(
        id=work.new_id(),
        attachment_id=row.id,
        staff_id=staff.staff_id,
        staff_name=staff.display_name,
        at=work.now,
        reason=reason,
    )
    work.session.add(reading)
    detail = {"number": row.number, "reading": str(reading.id)}
    work.record("file.original_asked_for", complaint.tracking_number, detail)
    return reading


def open_part(
    work: Work,
    store: Store,
    staff: StaffToken,
    file_id: UUID,
    part: Part,
    page: int = 1,
    *,
    goes_on: bool = False,
) -> Opened:
    """`goes_on`: the caller says that they go on reading. Raises NotTheirs, NoReason, NotThere."""
    row, complaint = file_of(work, staff, file_id)
    viewer = Viewer.STAFF
    if part is Part.ORIGINAL:
        if not _reasoned(work, staff, row):
            raise NoReason(file_id)
        viewer = Viewer.REASONED
    if not may_read(State(row.state), part, viewer):
        raise NotThere(file_id)
    opened = _opened(store, row, complaint, part, page)
    if part is not Part.PREVIEW:
        detail = {"number": row.number}
        record_reading(work, f"file.{part}_read", complaint.tracking_number, detail, goes_on=goes_on)
    return opened


def _reasoned(work: Work, staff: StaffToken, row: Attachment) -> bool:
    given = select(OriginalReading.id).where(
        OriginalReading.attachment_id == row.id,
        OriginalReading.staff_id == staff.staff_id,
        OriginalReading.at > work.now - READING_LASTS,
    )
    return work.session.scalar(given.limit(1)) is not None


def _opened(store: Store, row: Attachment, complaint: Complaint, part: Part, page: int) -> Opened:
    secret = row.secret or {}
    kind, size, name = _part(row, part, page)
    plain = f"{complaint.tracking_number}-{row.number}"
    return Opened(
        reader=Reader(sealed.Part(store, row.id, bytes.fromhex(secret["key"]), name), size),
        kind=kind,
        filename=secret["name"] if part is Part.ORIGINAL else f"{plain}.{kind}",
        etag=f"{row.id}-{row.version}-{name}",
        shown=part is Part.PREVIEW or (part is Part.COPY and TYPES[kind].group in _SHOWN),
    )


_SHOWN = (Group.IMAGE, Group.VIDEO, Group.AUDIO)


def _part(row: Attachment, part: Part, page: int) -> tuple[Kind, int, str]:
    """Kind, size and name in the store. Raises NotThere."""
    if part is Part.ORIGINAL and row.kind:
        return Kind(row.kind), row.size, part
    if part is Part.COPY and row.copy_kind:
        return Kind(row.copy_kind), row.copy_size, part
    if part is Part.PREVIEW and 1 <= page <= len(row.previews):
        return Kind.JPEG, row.previews[page - 1], f"preview-{page}"
    raise NotThere(row.id)
