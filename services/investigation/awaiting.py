"""What of a body's cases waits for a head besides proposals."""

from sqlalchemy import ColumnElement, and_, func, or_, select

from services.investigation.domain.case import DECIDED, ENDED, Caller
from services.investigation.domain.clocks import OWES, RUNNING
from services.investigation.domain.own import Origin
from services.investigation.domain.recusal import GIVEN_ON
from services.investigation.domain.unit import Request
from services.investigation.models import Case, Extension, Hand, Pause, Rectification, Recusal, UnitRequest


def a_head(caller: Caller) -> ColumnElement[bool]:
    """Cases on which a head of the caller's body is asked for something that can still be decided."""
    more_time = select(Extension.case_id).where(Extension.granted.is_(None))
    pause = select(Pause.case_id).where(Pause.granted.is_(None))
    recusal = select(Recusal.case_id).where(Recusal.granted.is_(None), Recusal.decider == caller.home)
    asked = (
        UnitRequest.ruling.is_(None),
        Rectification.confirmed_at.is_(None),
        Rectification.lifted_at.is_(None),
    )
    of_items = Rectification.id == UnitRequest.item_id
    unit = select(func.coalesce(Rectification.followed_in, UnitRequest.case_id)).select_from(UnitRequest)
    unit = unit.join(Rectification, of_items).where(*asked, decided_below())
    objection = select(Rectification.upheld_in).join(UnitRequest, of_items).where(*asked, ~decided_below())
    return or_(
        and_(Case.state.in_(RUNNING), or_(Case.id.in_(more_time), Case.id.in_(pause))),
        and_(Case.state.not_in(ENDED), Case.id.in_(recusal)),
        and_(Case.state.in_(OWES), Case.id.in_(unit)),
        Case.id.in_(objection),
        left_alone(),
    )


def decided_below() -> ColumnElement[bool]:
    """As `unit.decider`: of what units ask for, all but objections to what a recheck let stand. The query is
    for UnitRequest and Rectification."""
    return or_(UnitRequest.request != Request.OBJECTION, Rectification.upheld_in.is_(None))


def left_alone() -> ColumnElement[bool]:
    """Cases that nobody has any more and that go up to nobody (`recusal.left_alone`)."""
    withdrew = select(Recusal.case_id).join(
        Hand, and_(Hand.case_id == Recusal.case_id, Hand.staff_id == Recusal.staff_id)
    )
    own = and_(Case.origin != Origin.COMPLAINT, Case.state.in_(GIVEN_ON))
    own = and_(own, Case.id.in_(withdrew.where(Recusal.granted.is_(True))))
    return and_(Case.lead.is_(None), or_(own, Case.state.in_(DECIDED)))
