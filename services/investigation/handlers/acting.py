"""A deputy begins to decide: what ties them to the body's open cases is put before the superior; or to take
the steps of an office below: before a head."""

from uuid import UUID

from sqlalchemy import Select, select

from services.investigation.handlers import turns, whose_turn
from services.investigation.handlers.conflicts import look_at_cases_of
from services.investigation.models import Absence
from shared.staff import directory
from shared.work import SYSTEM, Work, Works


def begin(work: Work, row: Absence) -> None:
    """On its first day, or as soon as it is said; once."""
    turns.learning(work)
    row.begun_at = work.now
    person = directory.row_of(work.session, UUID(row.deputy)) if row.deputy else None
    work.session.flush()
    if person is not None and person.active:
        look_at_cases_of(work, row.body, str(person.staff_id))
    if not row.as_head:
        whose_turn.look_anew(work, row.body)


def begin_absences(works: Works) -> int:
    """Those whose first day has come; how many. Each is a transaction of its own."""
    with works.begin(SYSTEM) as work:
        waiting = list(work.session.scalars(_begun(work).with_only_columns(Absence.id)))
    return sum(_begin_one(works, absence_id) for absence_id in waiting)


def _begun(work: Work) -> Select[Absence]:
    running = select(Absence).where(Absence.begun_at.is_(None), Absence.ended_at.is_(None))
    return running.where(Absence.first <= work.today, Absence.last >= work.today)


def _begin_one(works: Works, absence_id: UUID) -> bool:
    with works.begin(SYSTEM) as work:
        turns.learning(work)
        row = work.session.scalar(_begun(work).where(Absence.id == absence_id).with_for_update())
        if row is None:
            return False
        begin(work, row)
        work.record("absence.begun", f"staff:{row.head}", {"deputy": row.deputy})
    return True
