"""Papers without a receipt: those of a body that had the matter before, and what is due of them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.investigation.domain import receipts
from services.investigation.domain.agenda import Item
from services.investigation.domain.archive import sealed_letter
from services.investigation.domain.case import Caller, State
from services.investigation.domain.documents import DocumentKind
from services.investigation.folder import Folder
from services.investigation.models import Case, Document, Hand, Rectification, ServiceRecord
from services.investigation.sight import kept, visible
from shared.clock import china_day

KIND, BEFORE = "receipt", "receipt_before"


def unserved() -> ColumnElement[bool]:
    """A receipt is needed, and none is kept. The query is for Document."""
    needed = Document.kind.in_(sorted(receipts.NEEDED))
    return and_(needed, ~exists().where(ServiceRecord.document_id == Document.id))


_FOLLOWER = aliased(Case)


def _query() -> Select[datetime, str, UUID, str]:
    """Orders with the case that answers for their receipt: the one in which they are followed; where that was
    given up or lost, and nobody has the matter, the one whose paper it is."""
    follows = func.coalesce(Rectification.followed_in, Rectification.case_id)
    gone = _FOLLOWER.state == State.PASSED_UP
    query = select(Document.at, Case.tracking_number, Case.id, Hand.name).select_from(Rectification)
    query = query.join(Document, Document.id == Rectification.document_id)
    query = query.join(_FOLLOWER, _FOLLOWER.id == follows)
    query = query.join(Case, Case.id == case((gone, Document.case_id), else_=_FOLLOWER.id))
    return query.outerjoin(Hand, (Hand.case_id == Case.id) & (Hand.staff_id == Case.lead))


def answers_for(folder: Folder, document: Document) -> bool:
    """Whether the receipt of that document is entered with this case."""
    mine = (folder.case.id, *folder.papers_of)
    return document.case_id in mine or document.id in folder.followed_papers


def from_before(session: Session, folder: Folder) -> list[dict[str, Any]]:
    """Papers of bodies that had the matter before, for which this case answers and no receipt is kept."""
    wanted = or_(Document.case_id.in_(folder.papers_of), Document.id.in_(folder.followed_papers))
    query = select(Document, Case.body_name).join(Case, Case.id == Document.case_id)
    query = query.where(wanted, Document.case_id != folder.case.id, unserved(), kept())
    if not folder.papers_of and not folder.followed_papers:
        return []
    return [
        {
            "id": str(row.id),
            "kind": row.kind,
            "number": row.number,
            "received_by": receipts.received_by(DocumentKind(row.kind)),
            "addressee": "" if sealed_letter(row.kind) else row.content["addressee"],
            "at": row.at.isoformat(),
            "body_name": body_name,
        }
        for row, body_name in session.execute(query.order_by(Document.at, Document.kind, Document.serial))
    ]


def items(
    session: Session, caller: Caller, until: date, most: int, own: list[ColumnElement[bool]]
) -> Iterator[Item]:
    """Orders without a receipt, so that the unit's days for objecting do not begin: with the case in which
    they are followed, whoever issued them."""
    owed = (Rectification.confirmed_at.is_(None), Rectification.lifted_at.is_(None))
    found: set[tuple[UUID, date]] = set()
    rows = session.execute(
        _query().where(visible(caller), unserved(), *owed, *own).order_by(Document.at).limit(most)
    )
    for at, number, case_id, lead in rows:
        due = receipts.due(china_day(at))
        if due <= until and (case_id, due) not in found:
            found.add((case_id, due))
            yield Item(due, KIND, number, case_id, receipts.ARTICLE, lead)


_HAD, _BETWEEN = aliased(Case), aliased(Case)


def _from_before() -> Select[datetime, str, UUID, str]:
    """Letters and answers with the case that answers for their receipt, as `domain.receipts.answers_for`
    says: the first that a body has after those that were given up or lost. Orders are followed, by whoever
    does."""
    query = select(Document.at, Case.tracking_number, Case.id, Hand.name).select_from(Document)
    query = query.join(_HAD, and_(_HAD.id == Document.case_id, _HAD.state == State.PASSED_UP))
    later = and_(Case.complaint_id == _HAD.complaint_id, Case.complaint_version > _HAD.complaint_version)
    query = query.join(Case, and_(later, Case.state != State.PASSED_UP))
    query = query.outerjoin(Hand, (Hand.case_id == Case.id) & (Hand.staff_id == Case.lead))
    between = select(_BETWEEN.id).where(
        _BETWEEN.complaint_id == _HAD.complaint_id,
        _BETWEEN.complaint_version > _HAD.complaint_version,
        _BETWEEN.complaint_version < Case.complaint_version,
        _BETWEEN.state != State.PASSED_UP,
    )
    ordered = select(Rectification.id).where(Rectification.document_id == Document.id)
    return query.where(~between.exists(), ~ordered.exists())


def items_from_before(
    session: Session, caller: Caller, until: date, most: int, own: list[ColumnElement[bool]]
) -> Iterator[Item]:
    """Letters and answers of bodies that had the matter, without a receipt: each case once a day."""
    rows = session.execute(
        _from_before().where(visible(caller), unserved(), *own).order_by(Document.at).limit(most)
    )
    found: set[tuple[UUID, date]] = set()
    for at, number, case_id, lead in rows:
        due = receipts.due(china_day(at))
        if due <= until and (case_id, due) not in found:
            found.add((case_id, due))
            yield Item(due, BEFORE, number, case_id, receipts.ARTICLE, lead)
