"""A body that lost the case after its answer follows nothing any more: the one that has the case now does."""

from sqlalchemy import ColumnElement, and_, func, or_, select

from services.investigation.cabinet import followed
from services.investigation.domain.case import ENDED, State
from services.investigation.domain.clocks import current_due
from services.investigation.handlers.steps import note
from services.investigation.models import Case, Rectification
from shared.work import Work


def follow(work: Work, case: Case) -> None:
    """What units still owe under an opinion of a body that lost the case is this one's to follow, with its
    days (Measures art. 14(2)); or its heir's, where a later body was heard of before. Before others, who
    follow it already, it does not come."""
    work.session.flush()
    heir = case if case.standing not in ENDED else _heir(work, case)
    if heir is None:
        return
    lost = select(Case.id).where(Case.complaint_id == case.complaint_id, Case.state == State.PASSED_UP)
    owed = select(Rectification).where(still_owed(), Rectification.case_id.in_(lost))
    nobodys = or_(Rectification.followed_in.is_(None), Rectification.followed_in.in_(lost))
    taken = work.session.scalars(owed.where(nobodys).order_by(Rectification.position)).all()
    for item in taken:
        item.followed_in = heir.id
    if taken:
        note(work, heir, "follows_corrections", {"count": len(taken)})
    put_in_place(work, heir)


def _heir(work: Work, lost: Case) -> Case | None:
    later = select(Case).where(Case.complaint_id == lost.complaint_id, Case.state.not_in(ENDED))
    newest = later.where(Case.complaint_version > lost.complaint_version)
    newest = newest.order_by(Case.complaint_version.desc()).limit(1)
    return work.session.scalar(newest.with_for_update().execution_options(populate_existing=True))


def put_in_place(work: Work, case: Case) -> None:
    """Where it stands in the queue, by its own corrections and those that it follows, for who has no folder
    in hand."""
    work.session.flush()
    first = select(func.min(Rectification.due)).where(still_owed(), followed(case.id))
    case.due = current_due(case.standing, case.investigate_by, work.session.scalar(first))


def still_owed() -> ColumnElement[bool]:
    """Corrections that are neither proved nor lifted. The query is for Rectification."""
    return and_(Rectification.confirmed_at.is_(None), Rectification.lifted_at.is_(None))
