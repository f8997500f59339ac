"""Filters of the queue that somebody saved for themselves."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.domain.case import Caller
from services.investigation.models import SavedFilter

ASKED = ("view", "q", "due", "channel")


def listed(session: Session, caller: Caller) -> list[SavedFilter]:
    """The caller's own, by name."""
    query = select(SavedFilter).where(SavedFilter.staff_id == caller.staff_id)
    return list(session.scalars(query.order_by(SavedFilter.name)))


def asked_of(sent: Any) -> dict[str, str]:
    """What of an address belongs to a filter; the rest is left out."""
    return {name: text[:60] for name in ASKED if (text := str(sent.get(name) or "").strip())}
