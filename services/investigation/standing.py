"""Gathering: what opinions before a recheck found and ordered, and what of it holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.investigation.document_ends import fallen
from services.investigation.domain.case import State
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import SPECS
from services.investigation.domain.standing import Opinion, Order, Stands, whole
from services.investigation.models import Allegation, Case, Document, Proposal, Rectification
from shared.clock import china_day
from shared.contracts.terms import Decision, Finding, Nature

Refs = Mapping[str, str]
"""Allegations of an earlier case, each with the name it has in the present one."""
Owed = Mapping[tuple[UUID, int], tuple[date | None, str]]
"""Of what units were to carry out, by case and place, the day while it is owed, and the document."""


def opinions(
    session: Session, case: Case, allegations: Sequence[Allegation], before: Iterable[Case]
) -> tuple[Opinion, ...]:
    """Of a recheck, the answers before it, the newest first; not those that fell as another body took the
    matter over."""
    if case.decision != Decision.RECHECK:
        return ()
    answered = [each for each in before if each.concluded_at and each.standing is not State.PASSED_UP]
    answered.sort(key=lambda each: (each.concluded_at, each.complaint_version, each.id), reverse=True)
    ids = [each.id for each in answered]
    if not ids:
        return ()
    ended, owed, replies = fallen(session, ids), _owed(session, ids), _replies(session, ids)
    found: dict[tuple[UUID, str], Opinion] = {}
    for each in answered:
        stood = session.get(Proposal, (each.id, each.proposal))
        refs = _refs(session, case, allegations, each)
        orders = [
            (place, outcome)
            for place, outcome in enumerate(stood.outcomes if stood else [], start=1)
            if outcome["code"] in SPECS and ended.holds(each.id, place)
        ]
        made = Opinion(
            each.body,
            china_day(each.concluded_at) if each.concluded_at else None,
            replies.get(each.id, ""),
            dict(_found(refs[row["allegation"]], row) for row in _mine(stood, refs)),
            _orders(each, orders, owed, refs),
        )
        handling = each.complaint_id, each.body
        found[handling] = whole(found[handling], made) if handling in found else made
    return tuple(found.values())


def listed(stands: Stands) -> list[dict[str, Any]]:
    """What goes on, order by order, as the doors tell it."""
    return [
        {
            "allegation": ref,
            "code": each.code,
            "body": each.body,
            "document": each.document or None,
            "due": each.due.isoformat() if each.due else None,
        }
        for ref, orders in stands.items()
        for each in orders
    ]


def _mine(stood: Proposal | None, refs: Refs) -> list[dict[str, Any]]:
    return [row for row in (stood.findings if stood else []) if row.get("allegation") in refs]


def _found(ref: str, row: Mapping[str, Any]) -> tuple[str, Found]:
    nature = Nature(row["nature"]) if row.get("nature") else None
    serious, category = bool(row.get("serious")), row.get("category")
    return ref, Found(ref, Finding(row["finding"]), "", "", category, nature, serious)


def _orders(
    case: Case,
    orders: Iterable[tuple[int, Mapping[str, Any]]],
    owed: Owed,
    refs: Refs,
) -> Mapping[str, tuple[Order, ...]]:
    by_ref: dict[str, tuple[Order, ...]] = {}
    for place, outcome in orders:
        due, number = owed.get((case.id, place), (None, ""))
        order = Order(outcome["code"], case.body, number, due, (case.id, place))
        for each in outcome["allegations"]:
            if each in refs:
                by_ref[refs[each]] = (*by_ref.get(refs[each], ()), order)
    return by_ref


def _owed(session: Session, ids: Sequence[UUID]) -> Owed:
    """As it stands in the database: who holds the cases reads what was decided a moment ago."""
    item = Rectification
    settled = or_(item.confirmed_at.is_not(None), item.lifted_at.is_not(None))
    query = select(item.case_id, item.position, item.due, settled, Document.number)
    rows = session.execute(
        query.outerjoin(Document, Document.id == item.document_id).where(item.case_id.in_(ids))
    )
    return {(case, place): (None if done else due, number or "") for case, place, due, done, number in rows}


def _replies(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The number of each answer, where it was a document."""
    query = select(Document.case_id, Document.number).where(
        Document.case_id.in_(ids), Document.kind == DocumentKind.REPLY
    )
    rows = session.execute(query.order_by(Document.at, Document.serial))
    return dict(rows.all())


def _refs(session: Session, case: Case, allegations: Sequence[Allegation], before: Case) -> Refs:
    """Within one complaint an allegation keeps its name. Where this one was joined to the other, or made
    anew about its answer, it is the one about the same respondent in the same way, if that is clear."""
    if before.complaint_id == case.complaint_id:
        return {each.ref: each.ref for each in allegations}
    theirs = _by_what(session.scalars(select(Allegation).where(Allegation.case_id == before.id)))
    mine = _by_what(allegations)
    return {
        theirs[what][0]: mine[what][0]
        for what in mine
        if len(mine[what]) == 1 and len(theirs.get(what, ())) == 1
    }


def _by_what(allegations: Iterable[Allegation]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in allegations:
        what = repr((sorted(each.respondent.items(), key=lambda pair: pair[0]), sorted(each.categories)))
        found.setdefault(what, []).append(each.ref)
    return found
