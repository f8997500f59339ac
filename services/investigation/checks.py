"""Checks of a body's own that follow what is owed in a matter which is nobody's any more: with the complaint
they are kept, and with it they end."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.investigation.domain.own import Origin
from services.investigation.models import Case


def of(complaint_id: UUID) -> Select[UUID]:
    """By the names that they have in place of a complaint's: also those that followed one of these."""
    check = Case.origin == Origin.SPOT_CHECK
    found = select(Case.complaint_id).where(check, Case.recheck_of == complaint_id).cte(recursive=True)
    further = select(Case.complaint_id).join(found, Case.recheck_of == found.c.complaint_id).where(check)
    return select(found.union(further).c.complaint_id)


def root(session: Session, case: Case) -> Case | None:
    """A case of the complaint for which the check was opened; None of any other case."""
    seen = {case.complaint_id}
    while case.origin == Origin.SPOT_CHECK and case.recheck_of not in {None, *seen}:
        above = (
            select(Case).where(Case.complaint_id == case.recheck_of).order_by(Case.complaint_version.desc())
        )
        found = session.scalar(above.limit(1))
        if found is None:
            return None
        if not found.own:
            return found
        seen.add(found.complaint_id)
        case = found
    return None
