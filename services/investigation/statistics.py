"""Simple counts, true to the cases, under the same sight as the desk."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from services.investigation.document_ends import Fallen, fallen
from services.investigation.domain.annual import SMALLEST_CELL, plain
from services.investigation.domain.annual import suppressed as small_left_out
from services.investigation.domain.case import ENDED, Caller, State
from services.investigation.domain.clocks import RUNNING
from services.investigation.domain.own import Origin
from services.investigation.models import Allegation, Case, FindingRow, Proposal
from services.investigation.sight import countable
from shared.clock import CHINA


def counts(
    session: Session, caller: Caller, today: date, year: int | None, *, suppressed: bool
) -> dict[str, Any]:
    """Received, open, closed, overdue; by state, category, nature found and outcome, of the caller's body.
    What was annulled, revoked or lifted since is counted apart."""
    cases = _cases(session, caller, year)
    ids = {row.id for row in cases}
    states = Counter(State(row.state) for row in cases)
    overdue = sum(row.investigate_by < today and State(row.state) in RUNNING for row in cases)
    show = small_left_out if suppressed else plain
    gone = fallen(session, select(Case.id).where(*_counted(caller, year)))
    stand, fell = _outcomes(session, caller, year, gone)
    return {
        "body": caller.home,
        "year": year,
        "suppressed_below": SMALLEST_CELL if suppressed else None,
        "received": show(len(cases)),
        "open": show(sum(count for state, count in states.items() if state not in ENDED)),
        "closed": show(sum(states[state] for state in ENDED)),
        "overdue": show(overdue),
        "by_state": {state: show(states[state]) for state in State},
        "by_category": _shown(_categories(session, caller, year), show),
        "by_nature": _shown(_natures(session, caller, year, gone), show),
        "by_outcome": _shown(stand, show),
        "outcomes_fallen": _shown(fell, show),
        "annulled": show(len(ids & gone.cases)),
        "own_cases": {kind: show(count) for kind, count in _own(session, caller, year).items()},
    }


def _counted(caller: Caller, year: int | None, *, own: bool = False) -> tuple[ColumnElement[bool], ...]:
    """Which cases are counted: asked of the database, so that nothing is read, or opened, of any other."""
    kind = Case.origin != Origin.COMPLAINT if own else Case.origin == Origin.COMPLAINT
    if year is None:
        return countable(caller), kind
    first, after = datetime(year, 1, 1, tzinfo=CHINA), datetime(year + 1, 1, 1, tzinfo=CHINA)
    return countable(caller), kind, Case.accepted_at >= first, Case.accepted_at < after


def _outcomes(
    session: Session, caller: Caller, year: int | None, gone: Fallen
) -> tuple[Counter[str], Counter[str]]:
    """Approved outcomes by code: those that stand, and those that were annulled, revoked or lifted. Sealed
    ones are opened of the cases that are counted alone."""
    rows = session.execute(
        select(Proposal.case_id, Proposal.outcomes)
        .join(Case, and_(Case.id == Proposal.case_id, Case.proposal == Proposal.version))
        .where(*_counted(caller, year), Case.concluded_at.is_not(None))
    )
    stand, fell = Counter[str](), Counter[str]()
    for case, outcomes in rows:
        for place, each in enumerate(outcomes, start=1):
            (stand if gone.holds(case, place) else fell)[each["code"]] += 1
    return stand, fell


def _own(session: Session, caller: Caller, year: int | None) -> dict[Origin, int]:
    """Cases that no complaint began, of every kind."""
    counted = Counter(session.scalars(select(Case.origin).where(*_counted(caller, year, own=True))))
    return {kind: counted[kind] for kind in Origin if kind is not Origin.COMPLAINT}


def _shown(counted: Counter[str], show: Any) -> dict[str, int | None]:
    return {key: show(counted[key]) for key in sorted(counted)}


def _cases(session: Session, caller: Caller, year: int | None) -> list[Any]:
    """What is counted of each case; its sealed texts stay closed."""
    columns = select(Case.id, Case.state, Case.investigate_by)
    return list(session.execute(columns.where(*_counted(caller, year))).all())


def _categories(session: Session, caller: Caller, year: int | None) -> Counter[str]:
    """Cases by the categories claimed: a case counts once for each."""
    rows = session.execute(
        select(Allegation.case_id, Allegation.categories)
        .join(Case, Case.id == Allegation.case_id)
        .where(*_counted(caller, year))
    )
    pairs = {(case_id, code) for case_id, codes in rows for code in codes}
    return Counter(code for _, code in pairs)


def _natures(session: Session, caller: Caller, year: int | None, gone: Fallen) -> Counter[str]:
    """Findings of a breach by the nature determined, once decided; as the annual report counts them."""
    rows = session.execute(
        select(FindingRow.case_id, FindingRow.nature)
        .join(Case, Case.id == FindingRow.case_id)
        .where(*_counted(caller, year), FindingRow.nature.is_not(None), Case.concluded_at.is_not(None))
    )
    return Counter(str(nature) for case_id, nature in rows if case_id not in gone.cases)
