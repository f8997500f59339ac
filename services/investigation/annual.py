"""The annual report of a body, counted from the cases under the sight of whoever asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.investigation.document_ends import fallen
from services.investigation.domain import annual
from services.investigation.domain.annual import CaseRow, OwnRow
from services.investigation.domain.case import Caller, State
from services.investigation.domain.own import Origin, told_of_the_end
from services.investigation.models import (
    Allegation,
    Bound,
    Case,
    Extension,
    FindingRow,
    Mandate,
    Notice,
    Pause,
    Proposal,
    Record,
    Rectification,
)
from services.investigation.sight import countable_of
from services.investigation.words_heard import readable
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.divisions import division_of, divisions
from shared.staff import directory

DESK_ROLES = frozenset({Role.INVESTIGATOR, Role.HEAD})
PAGE = 500


class NotYours(LookupError):
    """The caller's body does not read that body's report."""


def report(session: Session, caller: Caller, today: date, year: int, body: str | None) -> dict[str, Any]:
    """The year of the caller's body, or of one below it; small cells are left out for whoever may not see
    that body's cases. Raises NotYours."""
    body = body or caller.home
    _may_read(caller, body)
    whole = body == caller.home and bool(caller.roles & DESK_ROLES)
    show = annual.plain if whole else annual.suppressed
    rows = list(_rows(session, caller, body, year))
    return {
        "year": year,
        "body": body,
        "suppressed_below": None if whole else annual.SMALLEST_CELL,
        "staff": _staff(session, body, today),
        "complaints": annual.complaints(rows, today, show),
        "outcomes": annual.outcomes(rows, show),
        "besides": annual.besides(rows, show),
        "own": annual.own(list(_own(session, caller, body, year)), today, show),
    }


def _may_read(caller: Caller, body: str) -> None:
    try:
        own, asked = division_of(caller.home), division_of(body)
    except ValueError as error:
        raise NotYours(body) from error
    known = body.startswith("SUP-") and asked in divisions() and own in divisions()
    if not known or not divisions().lies_within(asked, own):
        raise NotYours(body)


def _staff(session: Session, body: str, today: date) -> dict[str, int]:
    people = directory.colleagues(session, body)
    return {
        "investigators": sum(Role.INVESTIGATOR in row.roles.split() for row in people),
        "heads": sum(Role.HEAD in row.roles.split() for row in people),
        "certified": sum(directory.certified(row, today) for row in people),
    }


def _rows(session: Session, caller: Caller, body: str, year: int) -> Iterable[CaseRow]:
    for part in _parts(session, year, countable_of(caller, body), Case.origin == Origin.COMPLAINT):
        yield from _counted(session, part)


def _own(session: Session, caller: Caller, body: str, year: int) -> Iterable[OwnRow]:
    """The year's cases that no complaint began."""
    for part in _parts(session, year, countable_of(caller, body), Case.origin != Origin.COMPLAINT):
        ids = [case.id for case in part]
        bound = select(Bound.special_id, func.count()).where(Bound.special_id.in_(ids))
        binds = {row[0]: row[1] for row in session.execute(bound.group_by(Bound.special_id))}
        owed = select(Mandate.case_id, Mandate.report_by, Mandate.reported_at)
        reports = {row.case_id: row for row in session.execute(owed.where(Mandate.case_id.in_(ids)))}
        for case, row in zip(part, _counted(session, part), strict=True):
            told = reports[case.id]
            counts = told_of_the_end(told.reported_at, case.concluded_at)
            reported = china_day(told.reported_at) if counts else None
            yield OwnRow(row, case.origin, binds.get(case.id, 0), told.report_by, reported)


def _parts(session: Session, year: int, *which: Any) -> Iterable[list[Any]]:
    """Cases of the year, some at a time. Only what is counted: sealed texts stay closed."""
    asked = select(
        Case.id, Case.complaint_id, Case.state, Case.decision, Case.channel, Case.identity, Case.accepted_at,
        Case.investigate_by, Case.concluded_at, Case.flags, Case.proposal, Case.origin,
    )  # fmt: skip
    cases = [
        case for case in session.execute(asked.where(*which)) if china_day(case.accepted_at).year == year
    ]
    for start in range(0, len(cases), PAGE):
        yield cases[start : start + PAGE]


def _counted(session: Session, cases: list[Any]) -> Iterable[CaseRow]:
    ids = [case.id for case in cases]
    categories = _grouped(session, select(Allegation.case_id, Allegation.categories), Allegation, ids)
    found = select(FindingRow.case_id, FindingRow.finding, FindingRow.category, FindingRow.nature)
    findings = _grouped(session, found, FindingRow, ids)
    extended = _grouped(session, select(Extension.case_id, Extension.granted), Extension, ids)
    paused = _grouped(session, select(Pause.case_id, Pause.granted), Pause, ids)
    due = select(
        Rectification.case_id,
        Rectification.due,
        Rectification.reported_on,
        Rectification.confirmed_at,
        Rectification.lifted_at,
    )
    corrections = _grouped(session, due, Rectification, ids)
    records = _grouped(session, select(Record.case_id, Record.kind), Record, ids)
    proposals = {
        (row.case_id, row.version): row
        for row in session.scalars(select(Proposal).where(Proposal.case_id.in_(ids)))
    }
    ratings, gone = _ratings(session, [case.complaint_id for case in cases]), fallen(session, ids)
    for case in cases:
        stands = proposals.get((case.id, case.proposal)) if case.concluded_at else None
        kinds = [row.kind for row in records[case.id]]
        outcomes = list(enumerate(stands.outcomes if stands else [], start=1))
        yield CaseRow(
            state=State(case.state),
            decision=case.decision,
            channel=case.channel,
            identity=case.identity,
            accepted=china_day(case.accepted_at),
            investigate_by=case.investigate_by,
            concluded=china_day(case.concluded_at) if case.concluded_at else None,
            extended=any(row.granted for row in extended[case.id]),
            paused=any(row.granted for row in paused[case.id]),
            special="ART12_SPECIAL" in case.flags,
            categories=tuple(code for row in categories[case.id] for code in row.categories),
            # What was recorded and never decided, or was decided above, is nobody's finding here.
            findings=tuple(
                (row.finding, row.category, row.nature) for row in findings[case.id] if case.concluded_at
            ),
            outcomes=tuple(
                (each["code"], each["fields"].get("ground"))
                for place, each in outcomes
                if gone.holds(case.id, place)
            ),
            fallen=tuple(each["code"] for place, each in outcomes if not gone.holds(case.id, place)),
            annulled=case.id in gone.cases,
            lifted=sum(row.lifted_at is not None for row in corrections[case.id]),
            first_result=stands.first_result if stands else None,
            corrections=tuple(
                (row.due, row.reported_on if row.confirmed_at else None) for row in corrections[case.id]
            ),
            ratings=tuple(ratings[case.id]),
            obstructions=kinds.count("obstruction"),
            transfers=kinds.count("transfer"),
        )


def _grouped(session: Session, query: Any, of: Any, ids: list[UUID]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(query.where(of.case_id.in_(ids))):
        found[row.case_id].append(row)
    return found


def _ratings(session: Session, complaints: list[UUID]) -> Mapping[UUID, list[tuple[int, int, int]]]:
    """By case: each answer is rated by itself, so a rating is of the last one before it."""
    query = select(Notice.complaint_id, Notice.at, Notice.detail).where(
        Notice.complaint_id.in_(complaints), Notice.kind == "rated", readable(None)
    )
    answers = select(Case.complaint_id, Case.id, Case.concluded_at).where(
        Case.complaint_id.in_(complaints), Case.concluded_at.is_not(None)
    )
    answered = _by_complaint(session, answers.order_by(Case.concluded_at, Case.id))
    found: dict[UUID, list[tuple[int, int, int]]] = defaultdict(list)
    for complaint, at, detail in session.execute(query):
        before = [case for case, concluded in answered[complaint] if concluded <= at]
        for case in before[-1:]:
            found[case].append((int(detail["manner"]), int(detail["speed"]), int(detail["result"])))
    return found


def _by_complaint(session: Session, query: Any) -> Mapping[UUID, list[tuple[UUID, datetime]]]:
    found: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
    for complaint, case, concluded in session.execute(query):
        found[complaint].append((case, concluded))
    return found
