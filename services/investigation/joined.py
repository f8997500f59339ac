"""Complaints that are answered with a case's own: their files lie with it too."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation.models import Case, Notice
from services.investigation.words_heard import had_until
from shared.files.register import files_of

JOINED, PARTED = "joined", "parted"


def files_of_case(session: Session, case: Case) -> list[dict[str, Any]]:
    """Those of its complaint, then those of each complaint that joined it and was not parted since; as far as
    they came while the case's body had the matter."""
    until = had_until(session, case)
    found = files_of(session, case.complaint_id, answered_with(session, case.complaint_id, until))
    return [each for each in found if until is None or datetime.fromisoformat(each["added_at"]) <= until]


def answered_with(session: Session, complaint_id: UUID, until: datetime | None) -> list[UUID]:
    """In the order in which they joined, until then. What they say may wait; that they joined never does."""
    query = select(Notice.kind, Notice.detail).where(
        Notice.complaint_id == complaint_id, Notice.kind.in_((JOINED, PARTED)), Notice.held.is_(False)
    )
    if until is not None:
        query = query.where(Notice.at <= until)
    found: dict[UUID, None] = {}
    for kind, detail in session.execute(query.order_by(Notice.at, Notice.id)):
        if "joined" not in detail:
            continue
        if kind == JOINED:
            found[UUID(detail["joined"])] = None
        else:
            found.pop(UUID(detail["joined"]), None)
    return list(found)
