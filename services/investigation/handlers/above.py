"""A body above that must not know of a case is none to it: the next one up hears of its late days, decides on
its head, and rechecks what it answers."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select, update

from services.investigation.domain.case import ENDED
from services.investigation.models import BarredParty, Case, Escalation
from services.investigation.superiors import unbarred_above
from shared.contracts.terms import StaffHome
from shared.work import Work

BODY = f"{StaffHome.BODY}-"


def look_higher(work: Work, complaints: Collection[UUID], codes: Collection[str]) -> None:
    """`codes` are barred from now on from what belongs to these complaints: what was told to a body above is
    the next one's to press for. Bodies are rarely accused, so most words about people ask nothing here."""
    bodies = [code for code in codes if code.startswith(BODY)]
    if not bodies:
        return
    work.session.flush()
    theirs = or_(Case.complaint_id.in_(complaints), Case.recheck_of.in_(complaints))
    open_below = select(Case).where(theirs, Case.state.not_in(ENDED), Case.recheck_body.in_(bodies))
    for case in work.session.scalars(open_below.order_by(Case.id)).all():
        _look_higher(work, case, codes)


def _look_higher(work: Work, case: Case, codes: Collection[str]) -> None:
    before = case.recheck_body
    if before is None:
        return
    barred = select(BarredParty.code).where(BarredParty.complaint_id == case.complaint_id)
    away = {*codes, *work.session.scalars(barred)}
    case.recheck_body = unbarred_above(before, away)
    case.version += 1
    if case.recheck_body is not None:
        told = update(Escalation).where(Escalation.case_id == case.id, Escalation.superior == before)
        work.session.execute(told.values(superior=case.recheck_body))
    work.record("case.body_above_changed", f"case:{case.id}", {"to": case.recheck_body})
