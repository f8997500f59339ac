"""A body that lost the case after its answer follows nothing any more: the one that has the case now does."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update

from services.investigation.cabinet import followed
from services.investigation.domain.case import ENDED, State
from services.investigation.domain.clocks import RUNNING, current_due
from services.investigation.domain.own import Origin
from services.investigation.handlers.moot import ELSEWHERE, end_undecided
from services.investigation.handlers.steps import note
from services.investigation.models import Case, FindingRow, Hand, Rectification, UnitLink
from shared.work import Work


def follow(work: Work, case: Case) -> None:
    """What units still owe under an opinion of a body that lost the case is this one's to follow, with its
    days (Measures art. 14(2)); or its heir's, where a later body was heard of before. Before others, who
    follow it already, it does not come, but for a check that was opened since nobody had the matter."""
    work.session.flush()
    heir = case if case.standing not in ENDED else _heir(work, case)
    if heir is None:
        return
    lost = select(Case.id).where(Case.complaint_id == case.complaint_id, Case.state == State.PASSED_UP)
    owed = select(Rectification).where(still_owed(), Rectification.case_id.in_(lost))
    checks = _meanwhile(case.complaint_id)
    nobodys = or_(
        Rectification.followed_in.is_(None),
        Rectification.followed_in.in_(lost),
        Rectification.followed_in.in_(checks),
    )
    # Who works on one of these keeps the case first, and then what is followed in it.
    work.session.scalars(checks.order_by(Case.id).with_for_update()).all()
    found = owed.order_by(Rectification.position, Rectification.id)
    # Whoever takes one up in this moment is waited for; the next question sees a check that was opened then.
    work.session.scalars(found.with_for_update().execution_options(populate_existing=True)).all()
    taken = work.session.scalars(found.where(nobodys)).all()
    before = {item.followed_in for item in taken if item.followed_in}
    for item in taken:
        item.followed_in = heir.id
    if taken:
        note(work, heir, "follows_corrections", {"count": len(taken)})
    for check in work.session.scalars(checks.where(Case.id.in_(before)).order_by(Case.id)).all():
        _follows_no_more(work, check)
    put_in_place(work, heir)


def _meanwhile(complaint_id: UUID) -> Select[UUID]:
    """Checks that were opened by rule, since nobody had the matter, and in which nothing is decided."""
    mine = select(Case.id).where(Case.recheck_of == complaint_id, Case.origin == Origin.SPOT_CHECK)
    return mine.where(Case.state.in_(RUNNING))


def _follows_no_more(work: Work, check_id: UUID) -> None:
    """Whoever has the matter by now issues links of its own. A check with nothing left to do, and nothing
    found, is over; what was found there people bring to its end."""
    work.session.flush()
    check = work.session.get_one(Case, check_id, with_for_update=True, populate_existing=True)
    links = update(UnitLink).where(UnitLink.case_id == check.id, UnitLink.revoked_at.is_(None))
    work.session.execute(links.values(revoked_at=work.now))
    owed = work.session.scalar(select(Rectification.id).where(still_owed(), followed(check.id)).limit(1))
    found = work.session.scalar(select(FindingRow.case_id).where(FindingRow.case_id == check.id).limit(1))
    over = owed is None and found is None
    if over:
        end_undecided(work, check, ELSEWHERE)
        check.state, check.closed_at = State.PASSED_UP, work.now
        hands = update(Hand).where(Hand.case_id == check.id, Hand.until.is_(None))
        work.session.execute(hands.values(until=work.now))
    note(work, check, "check_ended" if over else "follows_no_more")
    put_in_place(work, check)


def keep_followers(work: Work, document_id: UUID) -> None:
    """Whoever decides in a case that follows a correction keeps that case first, and then the one that
    ordered it: who begins at the order does so as well, that none waits for the other."""
    follows = select(Rectification.followed_in).where(Rectification.document_id == document_id)
    work.session.scalars(
        select(Case.id).where(Case.id.in_(follows)).order_by(Case.id).with_for_update()
    ).all()


def upholds_no_more(work: Work, case: Case) -> None:
    """What a recheck let stand that was lost since, no body confirmed: who follows it decides again on what
    its unit objects."""
    mine = update(Rectification).where(Rectification.upheld_in == case.id)
    work.session.execute(mine.values(upheld_in=None))


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
