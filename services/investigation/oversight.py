"""Cases past their day are told to the body above, which may press for them (825 art. 20: 督办)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from services.investigation.cabinet import NoSuchCase
from services.investigation.domain.case import Caller
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Escalation
from services.investigation.queue import PRESSING
from services.investigation.sight import oversees
from shared.divisions import division_of, divisions
from shared.work import SYSTEM, Work, Works

Document = dict[str, Any]


def escalate(works: Works) -> int:
    """Tell the bodies above what is late; how many cases. Each is a transaction of its own."""
    with works.begin(SYSTEM) as work:
        late = list(work.session.scalars(_late(work.today).with_only_columns(Case.id)))
    return sum(_tell(works, case_id) for case_id in late)


def _late(today: date) -> Select[Any]:
    """Past its day, with a body above, and not yet told of this day."""
    told = and_(Escalation.case_id == Case.id, Escalation.due == Case.due)
    query = select(Case).outerjoin(Escalation, told).where(Escalation.case_id.is_(None))
    return query.where(Case.recheck_body.is_not(None), *_still_late(today))


def _tell(works: Works, case_id: UUID) -> bool:
    with works.begin(SYSTEM) as work:
        locked = _late(work.today).where(Case.id == case_id).with_for_update(of=Case)
        case = work.session.scalar(locked)
        if case is None or case.recheck_body is None:
            return False
        work.session.add(Escalation(case_id=case.id, due=case.due, superior=case.recheck_body, at=work.now))
        note(work, case, "escalated", {"superior": case.recheck_body})
    return True


def listed(session: Session, caller: Caller, today: date) -> list[Document]:
    """What bodies below have not done by its day: whose it is and by how much, nothing of the matter."""
    query = select(Case).join(Escalation, Escalation.case_id == Case.id).where(oversees(caller))
    late = query.where(Escalation.due == Case.due, *_still_late(today))
    return [
        {
            "case": str(case.id),
            "tracking_number": case.tracking_number,
            "body": case.body,
            "state": case.state,
            "due": case.due.isoformat(),
            "days_late": (today - case.due).days,
        }
        for case in session.scalars(late.order_by(Case.due, Case.id))
    ]


def any_below(caller: Caller) -> bool:
    """Whether bodies lie below the caller's: at the bottom nothing can be late below."""
    table = divisions()
    return any(table[code].has_body for code in table.children(division_of(caller.home)))


def _still_late(today: date) -> tuple[ColumnElement[bool], ...]:
    return Case.state.in_(PRESSING), Case.due < today


def find(work: Work, caller: Caller, case_id: UUID) -> Case:
    """The case, locked, of which the caller's body was told; it may be late no more. Raises NoSuchCase."""
    query = select(Case).join(Escalation, Escalation.case_id == Case.id).where(oversees(caller))
    case = work.session.scalars(query.where(Case.id == case_id).with_for_update(of=Case)).first()
    if case is None:
        raise NoSuchCase(case_id)
    return case


def is_late(case: Case, today: date) -> bool:
    """Whether it still stands past its day."""
    return case.standing in PRESSING and case.due < today
