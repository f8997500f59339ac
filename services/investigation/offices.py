"""Who holds which office of a body, for its page and the JSON door."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain.case import Caller
from services.investigation.models import OfficeHolder
from shared.staff import directory


def holders(session: Session, caller: Caller) -> Sequence[OfficeHolder]:
    """Of the caller's own body, the longest first."""
    mine = select(OfficeHolder).where(OfficeHolder.body == caller.home, OfficeHolder.until.is_(None))
    return session.scalars(mine.order_by(OfficeHolder.since, OfficeHolder.id)).all()


def listed(session: Session, caller: Caller) -> list[dict[str, Any]]:
    """As the JSON door tells it; no user name of who is no colleague any more."""
    names = {str(row.staff_id): row.username for row in directory.colleagues(session, caller.home)}
    return [
        {
            "id": str(each.id),
            "office": each.office,
            "username": names.get(each.staff_id),
            "name": each.name,
            "since": each.since.isoformat(),
            "by": each.by_name,
        }
        for each in holders(session, caller)
    ]
