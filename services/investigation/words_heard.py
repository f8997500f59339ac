"""What was heard of a complaint and may be read: predicates, put into every query for notices.

Of what waits for triage's word nothing shows, not even that there is something: who reads that a letter is
looked at elsewhere knows that it accuses them. What is said once another body has the matter is said to that
body: it may be about those who had it before.
"""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, case, exists, func, null, or_, select, true
from sqlalchemy.orm import Session, aliased

from services.investigation.domain.case import ENDED, State
from services.investigation.models import Case, Notice, PassedWords
from services.investigation.sight import party_index


def readable(body: str | None) -> ColumnElement[bool]:
    """Notices that those who handle the case at this body may know of; of any body, where they are only
    counted."""
    kept_from = PassedWords.kept_from.contains(party_index(body)) if body else ~true()
    passed = exists().where(PassedWords.said_id == Notice.id, ~kept_from)
    return or_(Notice.held.is_(False), passed)


@cache
def said_here() -> ColumnElement[bool]:
    """Notices that were said while the case's body had the matter. The query joins Notice and Case."""
    until = _until()
    return or_(until.is_(None), Notice.at <= until)


@cache
def in_this_round() -> ColumnElement[bool]:
    """Notices that were said since the last answer before the case. The query joins Notice and Case."""
    earlier = aliased(Case)
    answered = exists().where(
        earlier.complaint_id == Case.complaint_id,
        earlier.complaint_version < Case.complaint_version,
        earlier.concluded_at >= Notice.at,
    )
    return ~answered


def had_until(session: Session, held: Case) -> datetime | None:
    """Until when the case's body had the matter; None where no other body has it instead."""
    return session.scalar(select(_until()).where(Case.id == held.id))


@cache
def _until() -> ColumnElement[datetime | None]:
    """A body that gave the case up had it until then; one that closed it, until the next body took it on. One
    that still has something to do in it reads on."""
    return case(
        (Case.state == State.PASSED_UP, Case.closed_at),
        (Case.state.in_(ENDED), _taken_on().scalar_subquery()),
        else_=null(),
    )


def _taken_on() -> Select[datetime]:
    later = aliased(Case)
    return (
        select(func.min(later.opened_at))
        .where(
            later.complaint_id == Case.complaint_id,
            later.complaint_version > Case.complaint_version,
            later.body != Case.body,
        )
        .correlate(Case)
    )
