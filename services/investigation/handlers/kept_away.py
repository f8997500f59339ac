"""Who must not learn of a complaint any more, and works on its case, is on the team no more: they do not see
it from then on, and it would lie with them unseen until its day is over."""

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
from services.investigation.models import Case
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
