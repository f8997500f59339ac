"""What was begun and left, and what goes with an erased case, leaves the store."""

from uuid import UUID

from sqlalchemy import select

from services.investigation.models import EvidenceFile
from shared.files.store import Store
from shared.work import SYSTEM, Works


def next_left(works: Works) -> UUID | None:
    """A file whose time is over."""
    with works.reading() as session:
        left = select(EvidenceFile.id).where(EvidenceFile.due_at <= works.clock())
        return session.scalar(left.order_by(EvidenceFile.due_at).limit(1))


def forget(works: Works, store: Store, file_id: UUID) -> None:
    """The bytes first: while the row is there, another round can do it again. Raises StoreAway."""
    store.delete(str(file_id))
    with works.begin(SYSTEM) as work:
        mine = select(EvidenceFile).where(EvidenceFile.id == file_id, EvidenceFile.due_at <= work.now)
        row = work.session.scalar(mine.with_for_update(skip_locked=True))
        if row is not None:
            work.session.delete(row)
