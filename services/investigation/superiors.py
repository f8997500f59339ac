"""Whether a head is there who decides, at the body above, on the recusal of a head below."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.investigation.colleagues import colleagues_of
from services.investigation.domain.absence import decided_from, deciding
from services.investigation.domain.case import ENDED, Caller
from services.investigation.domain.sight import DESK_ROLES, parties_of
from services.investigation.folder import Folder
from services.investigation.models import Absence, Case, Recusal
from services.investigation.sight import before_our_head
from shared.contracts.terms import Role
from shared.divisions import body_code, division_of, divisions


def upward(body: str) -> list[str]:
    """The bodies above, the nearest first."""
    table = divisions()
    return [body_code(code) for code in table.chain(division_of(body))[1:] if table[code].has_body]


def unbarred_above(body: str, barred: Collection[str]) -> str | None:
    """The next one up that may know of a case."""
    return next((each for each in upward(body) if each not in barred), None)


def decides_from(
    session: Session, body: str, barred: Collection[str], today: date, term: date | None
) -> date | None:
    """The first day within the term on which a head of the body decides on such a case: today, if one is
    there, a deputy too. None: on no day that is known."""
    people = {each for each in colleagues_of(session, body).values() if not _barred(each, barred)}
    heads = {each.staff_id for each in people if Role.HEAD in each.roles}
    known = {each.staff_id for each in people if each.roles & DESK_ROLES}
    rows = session.scalars(
        select(Absence).where(Absence.body == body, Absence.ended_at.is_(None), Absence.last >= today)
    )
    away = [row.away for row in rows]
    if deciding(heads, known, [each for each in away if each.on(today)], ()):
        return today
    return decided_from(heads, known, away, (), today, term)


def _barred(person: Caller, barred: Collection[str]) -> bool:
    return not set(barred).isdisjoint(parties_of(person))


def of_recusal(session: Session, folder: Folder, row: Recusal, today: date) -> date | None:
    """The same of the one whose head decides on the application."""
    return decides_from(session, row.decider, folder.barred, today, folder.case.investigate_by)


def waiting(session: Session, caller: Caller, today: date) -> dict[str, Any]:
    """How many applications about heads below lie before the caller's body, and from when a head is there
    who decides; of the cases nothing."""
    found = select(func.count()).select_from(Recusal).join(Case, Case.id == Recusal.case_id)
    found = found.where(before_our_head(caller), Recusal.granted.is_(None), Case.state.not_in(ENDED))
    count = session.scalar(found) or 0
    there = decides_from(session, caller.home, (), today, date.max) if count else today
    return {"count": count, "from": there}
