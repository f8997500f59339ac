"""Whether a head is there who decides, at the body above, on the recusal of a head below."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.investigation.colleagues import colleagues_of
from services.investigation.domain import absence, persons
from services.investigation.domain.absence import Away, decided_from, deciding
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
    session: Session,
    body: str,
    barred: Collection[str],
    today: date,
    term: date | None,
    hands: Collection[str] = (),
) -> date | None:
    """The first day within the term on which a head of the body decides on such a case: today, if one is
    there, a deputy too. None: on no day that is known. `hands` had one in it, wherever they work now."""
    heads, known, hands = _there(session, body, barred, hands)
    away = _away(session, body, today)
    if deciding(heads, known, [each for each in away if each.on(today)], hands):
        return today
    return decided_from(heads, known, away, hands, today, term)


def in_vain(
    session: Session, body: str, barred: Collection[str], today: date, hands: Collection[str]
) -> frozenset[str]:
    """Who stands in at the body for none but heads who may not decide on such a case."""
    away = [each for each in _away(session, body, today) if each.on(today)]
    if not away:
        return frozenset()
    heads, _, hands = _there(session, body, barred, hands)
    return absence.in_vain(heads, away, hands)


def _there(
    session: Session, body: str, barred: Collection[str], hands: Collection[str]
) -> tuple[set[str], set[str], frozenset[str]]:
    """Its heads who may know of the case, all at its desk who may, and the hands by whichever account."""
    people = [each for each in colleagues_of(session, body).values() if not _barred(each, barred)]
    heads = {each.staff_id for each in people if Role.HEAD in each.roles}
    desk = {each.staff_id for each in people if each.roles & DESK_ROLES}
    return heads, desk, persons.same(hands, people)


def _away(session: Session, body: str, today: date) -> list[Away]:
    running = select(Absence).where(Absence.body == body, Absence.ended_at.is_(None), Absence.last >= today)
    return [row.away for row in session.scalars(running)]


def _barred(person: Caller, barred: Collection[str]) -> bool:
    return not set(barred).isdisjoint(parties_of(person))


def of_recusal(session: Session, folder: Folder, row: Recusal, today: date) -> date | None:
    """The same of the one whose head decides on the application."""
    term = folder.case.investigate_by
    return decides_from(session, row.decider, folder.barred, today, term, folder.involved_before)


def waiting(session: Session, caller: Caller, today: date) -> dict[str, Any]:
    """How many applications about heads below lie before the caller's body, and from when a head is there
    who decides; of the cases nothing."""
    found = select(func.count()).select_from(Recusal).join(Case, Case.id == Recusal.case_id)
    found = found.where(before_our_head(caller), Recusal.granted.is_(None), Case.state.not_in(ENDED))
    count = session.scalar(found) or 0
    there = decides_from(session, caller.home, (), today, date.max) if count else today
    return {"count": count, "from": there}
