"""Filters of the queue, kept by name for one person."""

from uuid import UUID

from sqlalchemy import func, select

from services.investigation.domain.case import Caller, Fault
from services.investigation.handlers.steps import Rejected, require
from services.investigation.models import SavedFilter
from shared.work import Work

MOST = 20


def keep(work: Work, caller: Caller, name: str, asked: dict[str, str]) -> None:
    """Under a name that is taken already, the new filter takes the place of the old one. Raises Rejected."""
    require([] if name.strip() else [Fault("/name", "required")])
    mine = select(SavedFilter).where(SavedFilter.staff_id == caller.staff_id)
    held = work.session.scalar(mine.where(SavedFilter.name == name.strip()))
    if held is not None:
        held.asked = asked
        return
    count = work.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    if count >= MOST:
        raise Rejected([Fault("/name", "too_many_filters", None, {"most": MOST})])
    row = SavedFilter(id=work.new_id(), staff_id=caller.staff_id, name=name.strip(), asked=asked, at=work.now)
    work.session.add(row)
    work.record("filter.saved", f"staff:{caller.staff_id}")


def remove(work: Work, caller: Caller, filter_id: UUID) -> None:
    """One's own; that of another is not there."""
    row = work.session.get(SavedFilter, filter_id)
    if row is not None and row.staff_id == caller.staff_id:
        work.session.delete(row)
