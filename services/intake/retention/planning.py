"""Whose term is over, and what keeps the others: decided anew each time from what is known then."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from services.intake.domain.progress import Progress
from services.intake.domain.retention import HoldKind, Kept, Standing, Word, law_pending, standing
from services.intake.models import Complaint, Holder
from services.intake.pursuit import progress_of
from services.intake.retention import holding
from services.intake.retention_models import Erasure, Hold, Term
from services.intake.sight import INVESTIGATION, TRIAGE, concerned
from shared.contracts.retention import Rule
from shared.staff.tokens import StaffToken

PAGE = 200
NATION = "SUP-000000"
SHOWN = 100


@dataclass(frozen=True)
class Planned:
    """One complaint whose terms are over by that day, and what keeps it still, if anything does."""

    complaint: Complaint
    body: str
    standing: Standing


def planned(session: Session, day: date) -> Iterator[Planned]:
    """All whose longest term has passed on that day, the longest past first; those on hold too."""
    for keys in pages(session, day, held=True):
        for key in keys:
            complaint = session.get_one(Complaint, key)
            found = of(session, complaint, day)
            if found.due and awaits_the_law(session, complaint):
                found = replace(found, kept=(Kept.HELD,))
            yield Planned(complaint, body_of(session, key), found)


def awaits_the_law(session: Session, complaint: Complaint) -> bool:
    """Whether proceedings that the complainant told of would hold it by themselves when its term is over."""
    ever = {hold.kind for hold in holding.of(session, complaint.id)}
    return law_pending(complaint.facts) and HoldKind.LAWSUIT not in ever


def pages(session: Session, day: date, *, held: bool = False) -> Iterator[list[UUID]]:
    """Their ids, some at a time; what is on hold only if asked for."""
    after: tuple[date, UUID] | None = None
    while True:
        query = _over(day) if held else _over(day).where(~_held(day))
        if after is not None:
            query = query.where(tuple_(Term.until, Term.complaint_id) > after)
        rows = session.execute(query.limit(PAGE)).all()
        if not rows:
            return
        after = (rows[-1].until, rows[-1].complaint_id)
        yield [row.complaint_id for row in rows]


def _over(day: date) -> Select[date, UUID]:
    longer = aliased(Term)
    kept = select(longer).where(longer.complaint_id == Term.complaint_id, longer.until >= day).exists()
    erased = select(Erasure).where(Erasure.complaint_id == Term.complaint_id).exists()
    return (
        select(Term.until, Term.complaint_id)
        .where(Term.source == Term.complaint_id, Term.until < day, ~kept, ~erased)
        .order_by(Term.until, Term.complaint_id)
    )


def _held(day: date) -> ColumnElement[bool]:
    return select(Hold).where(Hold.complaint_id == Term.complaint_id, _stands(day)).exists()


def _stands(day: date) -> ColumnElement[bool]:
    return and_(Hold.lifted_at.is_(None), or_(Hold.until.is_(None), Hold.until >= day))


def of(session: Session, complaint: Complaint, day: date) -> Standing:
    """Why it is kept on that day."""
    state = progress_of(session, complaint)
    holds = [holding.held_for(hold) for hold in holding.of(session, complaint.id)]
    return standing(state, _word(session.get(Term, complaint.id)), _words(session, state), holds, day)


def _words(session: Session, state: Progress) -> dict[str, Word]:
    cases = [UUID(case) for case in {fact.case for fact in state.history.facts if fact.case}]
    found = session.scalars(select(Term).where(Term.source.in_(cases))) if cases else ()
    return {str(term.source): word for term in found if (word := _word(term))}


def _word(term: Term | None) -> Word | None:
    if term is None:
        return None
    return Word(term.version, term.ended_on, term.until, Rule(term.rule), term.years)


def body_of(session: Session, complaint: UUID) -> str:
    """The body that had it last; where nobody inside may know of it, the nation's answers for it."""
    held = select(Holder.stage, Holder.body).where(Holder.complaint_id == complaint)
    found = {stage: body for stage, body in session.execute(held) if body}
    return found.get(INVESTIGATION) or found.get(TRIAGE) or NATION


def soon(session: Session, staff: StaffToken, day: date) -> list[tuple[Complaint, date]]:
    """Complaints of the caller's body whose term ends by that day, the first first."""
    query = (
        select(Complaint, Term.until)
        .join(Term, and_(Term.source == Complaint.id, Term.source == Term.complaint_id))
        .where(concerned(staff), Term.complaint_id.in_(select(_over(day).subquery().c.complaint_id)))
        .order_by(Term.until, Complaint.id)
        .limit(SHOWN)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def on_hold(session: Session, staff: StaffToken, day: date) -> list[tuple[Complaint, Hold]]:
    """Complaints of the caller's body that something holds, with each of what does."""
    query = (
        select(Complaint, Hold)
        .join(Hold, Hold.complaint_id == Complaint.id)
        .where(concerned(staff), _stands(day))
        .order_by(Hold.placed_at.desc(), Hold.id)
        .limit(SHOWN)
    )
    return [(row[0], row[1]) for row in session.execute(query)]
