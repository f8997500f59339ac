"""A head, or who holds an office below, says that they are away, who stands in, and that they are back."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.investigation.domain import absence, approval
from services.investigation.domain.case import Caller, Closed, Fault
from services.investigation.domain.sight import DESK_ROLES
from services.investigation.domain.states import Forbidden
from services.investigation.handlers import acting, turns, whose_turn
from services.investigation.handlers.away import tell
from services.investigation.handlers.steps import Rejected, require
from services.investigation.models import Absence, OfficeHolder
from shared.contracts.terms import Role
from shared.staff import directory
from shared.work import SYSTEM, Actor, Work, Works


def say_away(work: Work, caller: Caller, first: date | None, last: date | None, deputy: str | None) -> None:
    """`deputy` is the user name of a colleague who is to decide meanwhile. Raises Forbidden, Rejected."""
    turns.learning(work)
    as_head = _is_a_head(caller)
    if not may_be_missed(work.session, caller):
        raise Forbidden(Closed("role", approval.ARTICLE, {"roles": [Role.HEAD]}))
    person = None
    if deputy:
        person = next((row for row in at_the_desk(work.session, caller.home) if row.username == deputy), None)
        require([] if person is not None else [Fault("/deputy", "not_of_this_body")])
    staff_id = str(person.staff_id) if person is not None else None
    mine = select(Absence).where(Absence.head == caller.staff_id, Absence.ended_at.is_(None))
    held = [row.away for row in work.session.scalars(mine)]
    require(absence.faults(first, last, work.today, caller.staff_id, staff_id, held))
    if first is None or last is None:
        return
    row = Absence(
        id=work.new_id(),
        body=caller.home,
        head=caller.staff_id,
        head_name=caller.name,
        first=first,
        last=last,
        deputy=staff_id,
        deputy_name=person.display_name if person is not None else None,
        as_head=as_head,
        at=work.now,
        version=0,
    )
    work.session.add(row)
    tell(work, row)
    detail = {"first": first.isoformat(), "last": last.isoformat(), "deputy": staff_id}
    work.record("absence.said", f"staff:{caller.staff_id}", detail)
    if first <= work.today:
        acting.begin(work, row)


def at_the_desk(session: Session, body: str) -> list[Any]:
    """Colleagues who may stand in for a head: who opens no case decides none."""
    desk = {str(role) for role in DESK_ROLES}
    return [row for row in directory.colleagues(session, body) if desk & set(row.roles.split())]


def holds_an_office(session: Session, caller: Caller) -> bool:
    """An office below the head's, away or not."""
    mine = select(OfficeHolder.id).where(
        OfficeHolder.staff_id == caller.staff_id, OfficeHolder.until.is_(None)
    )
    return session.scalar(mine) is not None


def end(work: Work, caller: Caller, absence_id: UUID) -> None:
    """Back earlier: only for oneself. Raises Rejected."""
    row = work.session.get(Absence, absence_id, with_for_update=True)
    if row is None or row.head != caller.staff_id or row.ended_at is not None:
        raise Rejected([Fault("/absence", "unknown_absence")])
    row.ended_at = work.now
    tell(work, row)
    work.record("absence.ended", f"staff:{caller.staff_id}")
    whose_turn.look_anew(work, row.body)


def tell_absences(works: Works) -> int:
    """Those that were entered before there was anybody to tell; how many."""
    with works.begin(SYSTEM) as work:
        untold = _not_over(work.today).where(Absence.version == 0, Absence.ended_at.is_(None))
        rows = list(work.session.scalars(untold))
        for row in rows:
            tell(work, row)
            work.record("absence.told", f"staff:{row.head}")
    return len(rows)


def tell_again(works: Works, by: Actor) -> int:
    """Those whose days are not over, however long ago they were told; also who came back before the last of
    them. How many. Whoever heard of one keeps it as it is."""
    with works.begin(by) as work:
        rows = list(work.session.scalars(_not_over(work.today).order_by(Absence.id)))
        for row in rows:
            tell(work, row)
            work.record("absence.told_again", f"staff:{row.head}")
    return len(rows)


def _not_over(today: date) -> Select[Absence]:
    return select(Absence).where(Absence.last >= today).with_for_update()


def may_be_missed(session: Session, caller: Caller) -> bool:
    """Whether others wait for what they decide: a head, or who holds an office below."""
    return _is_a_head(caller) or holds_an_office(session, caller)


def _is_a_head(caller: Caller) -> bool:
    """Not whoever stands in for one."""
    return Role.HEAD in caller.roles and caller.stands_in_for is None
