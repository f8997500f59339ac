"""With whose term a case goes on: the one place that says it."""

from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from services.investigation.domain.case import State
from services.investigation.models import Case


def same_term(case: Case) -> Select[UUID]:
    """The case, and those of bodies that gave the matter up, or lost it, with whose term it goes on: it was
    accepted once, and the complainant was told of every day (petition art. 34)."""
    lost = and_(Case.state == State.PASSED_UP, Case.accepted_at == case.accepted_at)
    return select(Case.id).where(Case.complaint_id == case.complaint_id, or_(Case.id == case.id, lost))
