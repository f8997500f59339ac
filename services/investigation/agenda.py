"""What is due at a body, gathered from everything that has a day; and how much each investigator has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, null, or_, select
from sqlalchemy.orm import Session, aliased

from services.investigation import receipts
from services.investigation.awaiting import decided_below
from services.investigation.domain.agenda import Item
from services.investigation.domain.case import ENDED, Caller, State
from services.investigation.domain.clocks import ROUNDS, RUNNING, SOON_DAYS
from services.investigation.domain.own import ARTICLES, REPORT
from services.investigation.domain.records import SPECS, RecordKind, pressing_as
from services.investigation.domain.states import TABLE
from services.investigation.models import (
    CallBack,
    Case,
    Hand,
    Mandate,
    Record,
    Rectification,
    TakenOver,
    UnitRequest,
)
from services.investigation.queue import PRESSING
from services.investigation.sight import visible
from shared.contracts.terms import RECHECKED_BEFORE, Decision

_BEFORE = aliased(Case)
MOST = 500
"""So many of each kind; whoever has more has other worries."""


def items(session: Session, caller: Caller, today: date, *, mine: bool) -> list[Item]:
    """Everything with a day within the week or past it, under the same sight as the list."""
    until = today + timedelta(days=SOON_DAYS)
    own = [_mine(caller)] if mine else []
    unserved = receipts.items(session, caller, until, MOST, own)
    before = receipts.items_from_before(session, caller, until, MOST, own)
    return [*unserved, *before] + [
        Item(due, pressing_as(kind, due, contents), number, case_id, article or "", lead)
        for query, column in _sources(until)
        for due, kind, number, case_id, article, lead, contents in session.execute(
            query.outerjoin(Hand, (Hand.case_id == Case.id) & (Hand.staff_id == Case.lead))
            .where(visible(caller), column <= until, *own)
            .order_by(column)
            .limit(MOST)
        )
    ]


def _mine(caller: Caller) -> ColumnElement[bool]:
    hand = select(Hand.case_id).where(Hand.case_id == Case.id, Hand.staff_id == caller.staff_id)
    return hand.where(Hand.until.is_(None)).correlate(Case).exists()


def _sources(until: date) -> Iterator[tuple[Any, Any]]:
    live = Case.state.not_in(ENDED)
    yield (
        _asked(Case.investigate_by, "investigation", _handled_under()).where(Case.state.in_(RUNNING)),
        Case.investigate_by,
    )
    owed = _asked(Rectification.due, "rectification", "measures:14(2)")
    owed = owed.join(Rectification, _follows()).where(live)
    yield (
        owed.where(Rectification.confirmed_at.is_(None), Rectification.lifted_at.is_(None)),
        Rectification.due,
    )
    for whose, below in ((and_(_follows(), live), decided_below()), (_upheld(), ~decided_below())):
        asked = _asked(UnitRequest.answer_by, "unit_request", "sichuan:34").join(Rectification, whose)
        asked = asked.join(UnitRequest, and_(Rectification.id == UnitRequest.item_id, below))
        asked = asked.where(Rectification.confirmed_at.is_(None), Rectification.lifted_at.is_(None))
        yield asked.where(UnitRequest.ruling.is_(None)), UnitRequest.answer_by
    back = _asked(CallBack.due, "call_back", "tangshan:38").join(CallBack, CallBack.case_id == Case.id)
    yield back.where(CallBack.done_at.is_(None), Case.state.not_in(ENDED - {State.CLOSED})), CallBack.due
    report = _asked(Mandate.report_by, "report_back", "measures:12")
    report = report.join(Mandate, Mandate.case_id == Case.id)
    over = Case.state.not_in(RUNNING)
    yield report.where(Mandate.report_by.is_not(None), over, _to_be_reported()), Mandate.report_by
    far = _asked(Mandate.report_by, "interim_report", REPORT).join(Mandate, Mandate.case_id == Case.id)
    yield far.where(Case.state.in_(RUNNING), Mandate.interim_at.is_(None)), Mandate.report_by
    put_away = _asked(Case.supplement_by, "supplement", "measures:4")
    yield put_away.where(Case.supplement_by.is_not(None)), Case.supplement_by
    for kind in RecordKind:
        if SPECS[kind].ending and (SPECS[kind].due or SPECS[kind].term):
            kept = _asked(Record.due, str(kind), SPECS[kind].article or "", Record.contents)
            kept = kept.join(Record, Record.case_id == Case.id)
            open_to = or_(live, Case.state.in_(TABLE[SPECS[kind].action].moves))
            yield kept.where(Record.kind == kind, Record.ended_at.is_(None), open_to), Record.due


def _to_be_reported() -> ColumnElement[bool]:
    """As `own.told_of_the_end` has it."""
    early = or_(Case.concluded_at.is_(None), Mandate.reported_at < Case.concluded_at)
    return or_(Mandate.reported_at.is_(None), early)


def _follows() -> ColumnElement[bool]:
    return func.coalesce(Rectification.followed_in, Rectification.case_id) == Case.id


def _upheld() -> ColumnElement[bool]:
    return Rectification.upheld_in == Case.id


def _handled_under() -> ColumnElement[str]:
    """As the case itself says (`Folder.answers_before`): a recheck is the last where a round was over before
    it, by its own number or by another one of the matter. What no complaint began, under its own article."""
    first, again, last = ROUNDS
    own = [(Case.origin == origin, literal(article, String)) for origin, article in ARTICLES.items()]
    before = select(_BEFORE.id).where(
        _BEFORE.complaint_id == Case.complaint_id,
        _BEFORE.complaint_version < Case.complaint_version,
        _BEFORE.decision == Decision.RECHECK,
        _BEFORE.concluded_at.is_not(None),
        _BEFORE.state != State.PASSED_UP,
        ~select(TakenOver.case_id).where(TakenOver.case_id == _BEFORE.id).exists(),
    )
    told = cast(Case.flags, String).contains(RECHECKED_BEFORE)
    recheck = Case.decision == Decision.RECHECK
    return case((recheck & (told | before.exists()), last), (recheck, again), *own, else_=first)


def _asked(due: Any, kind: str, article: str | ColumnElement[str], contents: Any = None) -> Any:
    law = literal(article, String) if isinstance(article, str) else article
    named = (literal(kind, String), Case.tracking_number, Case.id, law, Hand.name)
    return select(due, *named, null() if contents is None else contents).select_from(Case)


@dataclass(frozen=True)
class Load:
    """What one investigator has in hand."""

    staff_id: str
    name: str
    leads: int
    seconds: int
    overdue: int
    next_due: date | None


def workload(session: Session, caller: Caller, today: date) -> list[Load]:
    """Of everyone with a case in hand, the most first; cases that the caller may not see are not counted."""
    late = func.count().filter(Case.due < today, Case.state.in_(PRESSING))
    query = (
        select(
            Hand.staff_id,
            func.max(Hand.name),
            func.count().filter(Hand.part == "lead"),
            func.count().filter(Hand.part == "second"),
            late,
            func.min(Case.due).filter(Case.state.in_(PRESSING)),
        )
        .join(Case, Case.id == Hand.case_id)
        .where(visible(caller), Hand.until.is_(None), Case.state.not_in(ENDED))
        .group_by(Hand.staff_id)
    )
    rows = [Load(*row) for row in session.execute(query)]
    return sorted(rows, key=lambda each: (-each.leads - each.seconds, each.name, each.staff_id))
