"""Claims on which nothing was done in their days end by themselves."""

from uuid import UUID

from sqlalchemy import Select, select

from services.investigation.cabinet import folder_of
from services.investigation.domain.case import State
from services.investigation.handlers.people import lapse
from services.investigation.models import Case
from shared.work import SYSTEM, Work, Works


def end_leases(works: Works) -> int:
    """Give back what lies untouched; how many cases. Each is a transaction of its own."""
    with works.begin(SYSTEM) as work:
        ended = list(work.session.scalars(_ended(work).with_only_columns(Case.id)))
    return sum(_give_back(works, case_id) for case_id in ended)


def _ended(work: Work) -> Select[Case]:
    return select(Case).where(Case.lease_until < work.today, Case.state == State.INVESTIGATING)


def _give_back(works: Works, case_id: UUID) -> bool:
    with works.begin(SYSTEM) as work:
        case = work.session.scalar(_ended(work).where(Case.id == case_id).with_for_update())
        if case is None:
            return False
        lapse(work, folder_of(work.session, case))
    return True
