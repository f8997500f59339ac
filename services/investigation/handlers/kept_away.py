"""Who does not see a case any more, since they must not learn of its complaint or left the body, is on its
team no more: it would lie with them unseen until its day is over."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select

from services.investigation.cabinet import folder_of
from services.investigation.colleagues import colleagues_of
from services.investigation.domain.case import ENDED
from services.investigation.domain.sight import parties_of
from services.investigation.handlers import whose_turn
from services.investigation.handlers.barring import bar, handled_together
from services.investigation.handlers.recusals import leaves
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Hand
from shared.work import Work


def leave(work: Work, complaint_id: UUID, codes: Collection[str]) -> None:
    """Of the open cases of the complaint, and of those with which its file is read or that bind it. Where the
    whole body is barred, triage gives the matter to another one."""
    together = {complaint_id, *handled_together(work, complaint_id)}
    theirs = select(Case).where(or_(Case.complaint_id.in_(together), Case.recheck_of.in_(together)))
    work.session.flush()
    for case in work.session.scalars(theirs.where(Case.state.not_in(ENDED)).order_by(Case.id)).all():
        if case.body not in codes:
            _leave(work, case, codes)


def _leave(work: Work, case: Case, codes: Collection[str]) -> None:
    desk = colleagues_of(work.session, case.body).values()
    gone = {each.staff_id for each in desk if not parties_of(each).isdisjoint(codes)}
    if not gone:
        return
    work.session.refresh(case, with_for_update=True)
    if case.standing in ENDED:
        return
    folder = folder_of(work.session, case)
    folder.barred |= {*codes, *(f"STAFF-{each}" for each in gone)}
    for hand in [each for each in folder.team if each.staff_id in gone]:
        bar(work, case.complaint_id, {f"STAFF-{hand.staff_id}"})
        note(work, case, "kept_away", {"name": hand.name})
        leaves(work, folder, hand.staff_id)
    whose_turn.write_down(work, folder)


def left_the_body(work: Work, staff_id: str, body: str) -> None:
    """Their account is closed, or is another body's or another office's by now: their open cases there, and
    the steps that waited for them, are others'."""
    work.session.flush()
    theirs = select(Hand.case_id).where(Hand.staff_id == staff_id, Hand.until.is_(None))
    cases = select(Case).where(Case.body == body, Case.state.not_in(ENDED), Case.id.in_(theirs))
    for case in work.session.scalars(cases.order_by(Case.id).with_for_update()).all():
        folder = folder_of(work.session, case)
        name = next(each.name for each in folder.team if each.staff_id == staff_id)
        note(work, case, "left_the_body", {"name": name})
        leaves(work, folder, staff_id)
    whose_turn.look_anew(work, body)
