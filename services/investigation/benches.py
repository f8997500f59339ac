"""How similar cases ended: for equal treatment, where an outcome is proposed and decided."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import Session

from services.investigation.domain.annual import SMALLEST_CELL
from services.investigation.domain.case import Caller
from services.investigation.domain.outcomes import SPECS
from services.investigation.folder import Folder
from services.investigation.models import Case, Precedent
from services.investigation.sight import comparable, visible

Document = dict[str, Any]
YEARS = 3
"""How far back cases are compared."""


def of(session: Session, folder: Folder, caller: Caller, today: date) -> list[Document]:
    """For each category of the case, concluded cases by outcome: of one's own body, each of which one may
    open, and of other bodies in the province, of which small counts are left out."""
    return [_bench(session, folder, caller, category, today) for category in _categories(folder)]


def _categories(folder: Folder) -> list[str]:
    """What was found, and what was claimed where nothing is found yet."""
    found = (
        (folder.findings[each.ref].category if each.ref in folder.findings else None)
        or next(iter(each.categories), "")
        for each in folder.allegations
    )
    return [category for category in dict.fromkeys(found) if category]


def _bench(session: Session, folder: Folder, caller: Caller, category: str, today: date) -> Document:
    own, own_cases = _counts(session, folder, category, today, visible(caller))
    others, other_cases = _counts(session, folder, category, today, comparable(caller))
    return {
        "category": category,
        "years": YEARS,
        "suppressed_below": SMALLEST_CELL,
        "own": own_cases,
        "others": _told(other_cases),
        "outcomes": [
            {"code": code, "own": own.get(code, 0), "others": _told(others.get(code, 0))}
            for code in SPECS
            if code in own or _told(others.get(code, 0))
        ],
    }


def _told(count: int) -> int | None:
    """Nothing below the smallest cell, nought included: that there is one would tell of a case not seen."""
    return count if count >= SMALLEST_CELL else None


def _counts(
    session: Session, folder: Folder, category: str, today: date, sight: ColumnElement[bool]
) -> tuple[dict[str, int], int]:
    """Cases by outcome, and all of them; never this complaint's own."""
    query = (
        select(Precedent.code, func.count(distinct(Precedent.case_id)))
        .join(Case, Case.id == Precedent.case_id)
        .where(
            sight,
            Precedent.category == category,
            Precedent.concluded_on >= today - timedelta(days=366 * YEARS),
            Case.complaint_id != folder.case.complaint_id,
        )
    )
    by_code = dict(session.execute(query.group_by(Precedent.code)).all())
    total = session.scalar(query.with_only_columns(func.count(distinct(Precedent.case_id)))) or 0
    return by_code, total
