"""Notices to the complainant: as they were issued, with the name that only this service knows."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.models import IdentityRecord, Notice
from shared.papers import Paper

UNNAMED = "投诉人"
"""Where the complainant left no name. Papers are in Chinese."""


def of(session: Session, complaint: UUID) -> list[Notice]:
    """The notices of a complaint, the oldest first."""
    query = select(Notice).where(Notice.complaint_id == complaint)
    return list(session.scalars(query.order_by(Notice.at, Notice.id)))


def find(session: Session, complaint: UUID, key: UUID) -> Paper | None:
    """The notice with its addressee, if it belongs to this complaint."""
    found = session.get(Notice, key)
    if found is None or found.complaint_id != complaint:
        return None
    return replace(Paper.from_json(found.paper), addressee=_addressee(session, complaint))


def shown(notice: Notice) -> dict[str, Any]:
    """What stands in it, for reading on the page and at the JSON door."""
    paper = notice.paper
    return {
        "id": str(notice.id),
        "kind": notice.kind,
        "number": paper["number"],
        "issued_at": notice.at.isoformat(),
        "title": paper["title"],
        "issuer": paper["issuer"],
        "sections": [{"heading": heading, "lines": list(lines)} for heading, lines in paper["sections"]],
    }


def _addressee(session: Session, complaint: UUID) -> str:
    record = session.get(IdentityRecord, complaint)
    return (record.complainant.get("name") if record else None) or UNNAMED
