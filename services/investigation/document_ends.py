"""Gathering: what became of documents, and which outcomes of a case do not stand any more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from services.investigation.domain.ends import FINAL, End
from services.investigation.models import Document, DocumentEnd, Entry, Rectification
from shared.divisions import division_of

ANNULLED = "recheck_annul"
"""The entry in the course of a case of which a recheck annulled the opinion."""
Told = dict[str, Any]


def ends_of(session: Session, documents: Iterable[UUID]) -> Mapping[UUID, list[Told]]:
    """How each of these ended, when, and by which number of whom; nothing about persons. A letter tells that
    one is in force again; where there is none, it was revoked anew at the same moment."""
    rows = (
        select(DocumentEnd, Document.number, Document.body)
        .outerjoin(Document, Document.id == DocumentEnd.by_document_id)
        .where(DocumentEnd.document_id.in_(list(documents)))
        .where(or_(DocumentEnd.how != End.RESTORED, DocumentEnd.by_document_id.is_not(None)))
        .order_by(DocumentEnd.at, DocumentEnd.how, Document.number, DocumentEnd.id)
    )
    found: dict[UUID, list[Told]] = defaultdict(list)
    for end, number, body in session.execute(rows):
        issuer = f"DEP-{division_of(body)}" if body else None
        found[end.document_id].append({"how": end.how, "at": end.at, "number": number, "issuer": issuer})
    return found


def _times(said: ColumnElement[bool]) -> ColumnElement[int]:
    """As `domain.ends.holds` counts."""
    return func.sum(case((said, 1), else_=0))


@dataclass(frozen=True)
class Fallen:
    """Cases whose opinion a recheck annulled; of others, outcomes that were revoked or lifted, by place."""

    cases: frozenset[UUID]
    places: Mapping[UUID, frozenset[int]]

    def holds(self, case_id: UUID, place: int) -> bool:
        return case_id not in self.cases and place not in self.places.get(case_id, frozenset())


def fallen(session: Session, asked: list[UUID] | Select[UUID]) -> Fallen:
    """Of these cases; of many, say which by a query."""
    annulled = select(Entry.case_id).where(Entry.case_id.in_(asked), Entry.kind == ANNULLED)
    final = select(DocumentEnd.document_id).group_by(DocumentEnd.document_id)
    final = final.having(_times(DocumentEnd.how.in_(FINAL)) > _times(DocumentEnd.how == End.RESTORED))
    gone = or_(Rectification.lifted_at.is_not(None), Rectification.document_id.in_(final))
    places: dict[UUID, set[int]] = defaultdict(set)
    mine = select(Rectification.case_id, Rectification.position).where(Rectification.case_id.in_(asked), gone)
    for where, place in session.execute(mine):
        places[where].add(place)
    return Fallen(
        frozenset(session.scalars(annulled)), {where: frozenset(each) for where, each in places.items()}
    )
