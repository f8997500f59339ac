"""What units must carry out, what they were given and what they ask for, as a document; and the call back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.investigation import wording
from services.investigation.domain import correction_terms, unit
from services.investigation.domain.unit import Ruling
from services.investigation.folder import Folder
from services.investigation.models import Case, Rectification, UnitRequest
from services.investigation.models import Document as Issued
from shared import office_days

Document = dict[str, Any]


def rectifications(session: Session, folder: Folder, today: date) -> list[Document]:
    """Every correction with the number of the document that orders it."""
    wanted = {item.document_id for item in folder.rectifications if item.document_id}
    numbers: dict[Any, str] = {}
    if wanted:
        query = select(Issued.id, Issued.number).where(Issued.id.in_(wanted))
        numbers = {row.id: row.number for row in session.execute(query)}
    late, names = folder.late(today), {each.id: each.body_name for each in folder.before}
    deciders = _deciders(session, folder)
    return [
        {
            "id": str(item.id),
            "code": item.code,
            "unit": item.unit,
            "due": _at(item.due),
            "first_due": _at(item.first_due),
            "document": numbers.get(item.document_id),
            "state": item.state,
            "report": item.report if _said_here(folder, item, item.reported_at) else None,
            "reported_at": _at(item.reported_at),
            "reported_on": _at(item.reported_on),
            "refusal": item.refusal if _follows(folder, item) else None,
            "visit": item.visit if _follows(folder, item) else None,
            "confirmation": item.confirmation if _said_here(folder, item, item.confirmed_at) else None,
            "confirmed_at": _at(item.confirmed_at),
            "lifted_at": _at(item.lifted_at),
            "urged_at": _at(item.urged_at),
            "urged_until": _at(item.urged_until),
            "late": item in late,
            "ordered_by": names.get(item.case_id, folder.case.body_name),
            "upheld_by": deciders.get(item.upheld_in) if item.upheld_in != folder.case.id else None,
        }
        for item in folder.rectifications
    ]


def _deciders(session: Session, folder: Folder) -> dict[Any, str]:
    """The bodies that let stand, in a recheck, what is followed here: they decide on objections to it."""
    wanted = {item.upheld_in for item in folder.rectifications if item.upheld_in}
    found = select(Case.id, Case.body_name).where(Case.id.in_(wanted))
    return dict(session.execute(found).all()) if wanted else {}


def upheld(session: Session, folder: Folder) -> list[Document]:
    """What this recheck let stand and a unit objected to: how it stands, not how it is followed."""
    objected = {each.item_id for each in folder.requests}
    items = [each for each in folder.upheld if each.id in objected]
    wanted = {each.document_id for each in items if each.document_id}
    found = session.execute(select(Issued.id, Issued.number).where(Issued.id.in_(wanted)))
    numbers: dict[Any, str] = {row.id: row.number for row in found}
    names = {each.id: each.body_name for each in folder.before}
    return [
        {
            "id": str(each.id),
            "code": each.code,
            "unit": each.unit,
            "due": _at(each.due),
            "document": numbers.get(each.document_id),
            "state": each.state,
            "ordered_by": names.get(each.case_id, ""),
        }
        for each in items
    ]


def links(folder: Folder, today: date) -> list[Document]:
    """Every link that was issued; what it consists of is known to the unit alone."""
    return [
        {
            "id": str(each.id),
            "item": str(each.item_id),
            "by": each.by_name,
            "at": _at(each.at),
            "until": _at(each.until),
            "open": each.revoked_at is None and each.until >= today,
            "revoked_at": _at(each.revoked_at),
            "opened": each.opened,
            "opened_at": _at(each.opened_at),
        }
        for each in folder.links
    ]


def requests(folder: Folder, today: date) -> list[Document]:
    """What units ask for, with the head's word."""
    items = {each.id: each for each in (*folder.upheld, *folder.rectifications)}
    return [
        {
            "id": str(each.id),
            "item": str(each.item_id),
            "request": each.request,
            "by_link": each.link_id is not None,
            "who": each.who,
            "reasons": each.reasons,
            "until": _at(each.until),
            "at": _at(each.at),
            "answer_by": _at(each.answer_by),
            "ruling": each.ruling,
            "answer": each.answer if here else None,
            "decided_by": each.decided_by if here else None,
            "decided_at": _at(each.decided_at),
            "warnings": _warnings(each, items.get(each.item_id), today) if here else [],
        }
        for each in folder.requests
        for here in [_said_here(folder, items.get(each.item_id), each.decided_at)]
    ]


def _warnings(asked: UnitRequest, item: Rectification | None, today: date) -> list[Document]:
    """What nothing forbids and a head should look at, while the term runs."""
    if item is None or item.settled:
        return []
    ruling = Ruling(asked.ruling) if asked.ruling else None
    day = unit.day_of(ruling, asked.until, item.due, item.first_due)
    if day is None or day < today:
        return []
    found = correction_terms.on_day_off(day, office_days.calendar().next_workday)
    return [wording.on_a_day_off(item.code, found, "/until")] if found else []


def _follows(folder: Folder, item: Rectification | None) -> bool:
    return item is None or item.followed_in in (None, folder.case.id)


def _said_here(folder: Folder, item: Rectification | None, at: datetime | None) -> bool:
    """What is said once another body follows the correction is said to that body, as letters are
    (`words_heard`): who lost the case learns how it stands, and no more of it."""
    gone = folder.case.closed_at
    return _follows(folder, item) or at is None or gone is None or at <= gone


def call_back(folder: Folder) -> Document | None:
    """When the complainant is to be asked, and what they said."""
    row = folder.call_back
    if row is None:
        return None
    return {
        "due": _at(row.due),
        "done_at": _at(row.done_at),
        "by": row.by_name,
        "way": row.way,
        "answer": row.answer,
        "text": row.text,
    }


def _at(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
