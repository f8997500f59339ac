"""What was not decided by its day is told to the bodies above, once for each level."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.triage.domain.standing import level, superiors
from services.triage.in_force import policy_of
from services.triage.judging import country
from services.triage.models import BarredParty, Complaint, Overdue
from services.triage.sight import party_index
from services.triage.stages import ASKED, OPEN_STATES
from shared.divisions import body_code, division_of
from shared.metrics.table import ESCALATED
from shared.work import SYSTEM, Work, Works


def escalate(works: Works) -> int:
    """Tell whoever is to know by now; how many were told. Each complaint is a transaction of its own."""
    with works.begin(SYSTEM) as work:
        late = list(_late(work.session, work.today))
    told = 0
    for complaint in late:
        with works.begin(SYSTEM) as work:
            levels = _tell(work, complaint)
        for one in levels:
            ESCALATED.labels(works.service, str(one)).inc()
        told += len(levels)
    return told


def reports(session: Session, complaint: Complaint) -> list[Overdue]:
    """Who was told that it is late, the nearest body first."""
    query = select(Overdue).where(Overdue.complaint_id == complaint.id)
    return list(session.scalars(query.order_by(Overdue.due, Overdue.level)))


def _late(session: Session, today: date) -> Iterator[UUID]:
    """Open, past their day, on a desk, and not yet told to all that are to know."""
    query = select(Complaint.id, Complaint.due).where(
        Complaint.state.in_(OPEN_STATES), Complaint.due < today, Complaint.desk.is_not(None)
    )
    rows = session.execute(query.order_by(Complaint.due, Complaint.id)).all()
    of_them = select(Overdue.complaint_id, Overdue.due, Overdue.level).where(
        Overdue.complaint_id == Complaint.id, Overdue.due == Complaint.due, Complaint.state.in_(OPEN_STATES)
    )
    held = {tuple(row) for row in session.execute(of_them)}
    for key, due in rows:
        if due is not None and (key, due, level(due, today)) not in held:
            yield key


def _tell(work: Work, key: UUID) -> list[int]:
    locked = select(Complaint).where(Complaint.id == key).with_for_update(key_share=True)
    complaint = work.session.execute(locked).scalar_one()
    due, desk = complaint.due, complaint.desk
    if due is None or desk is None or not _still_late(work.session, complaint, due, work.today):
        return []
    known = {one.level for one in reports(work.session, complaint) if one.due == due}
    above = superiors(division_of(desk), _barred(work.session, complaint), country())
    levels = [one for one in range(1, min(level(due, work.today), len(above)) + 1) if one not in known]
    for one in levels:
        superior = body_code(above[one - 1])
        work.session.add(
            Overdue(complaint_id=key, level=one, at=work.now, desk=desk, superior=superior, due=due)
        )
        work.record("complaint.overdue", complaint.tracking_number, {"level": one, "to": superior})
    return levels


def _still_late(session: Session, complaint: Complaint, due: date, today: date) -> bool:
    if complaint.state not in OPEN_STATES or due >= today:
        return False
    return complaint.state != ASKED or not policy_of(session, complaint).pauses_while_asked


def _barred(session: Session, complaint: Complaint) -> Callable[[str], bool]:
    held = set(session.scalars(select(BarredParty.party).where(BarredParty.complaint_id == complaint.id)))
    return lambda division: party_index(body_code(division)) in held
