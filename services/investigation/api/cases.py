"""The JSON door: cases of the caller's own body, and what one posts to them."""

from typing import Any
from uuid import UUID

from services.investigation import queue, queue_rows, statistics
from services.investigation.answering import answer, change, name_of
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK, Desk, any_version, looking_at, reading_desk
from services.investigation.domain.case import State
from services.investigation.handed_in import found_of, outcomes_of
from services.investigation.handlers import completion, decisions, matters, people
from services.investigation.schemas.answers import CaseOut, PageOut
from services.investigation.schemas.counts import StatisticsOut
from services.investigation.schemas.requests import (
    ApprovalBody,
    Assignment,
    ClosureBody,
    FindingBody,
    Listing,
    MessageBody,
    OutcomesBody,
    RectificationBody,
    Release,
    Year,
)
from shared.contracts.terms import Role
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import VERSION, once, page
from shared.web.queries import bad_cursor


@blueprint.get("/cases")
@require_role(*DESK)
@blueprint.arguments(Listing, location="query")
@blueprint.response(200, PageOut)
def list_cases(wanted: dict[str, Any]) -> dict[str, Any]:
    """The queue, the nearest deadline first; without `state`: all cases that have not ended."""
    states = tuple(State(state) for state in wanted["state"])
    asked = queue.Wanted(
        states,
        wanted["mine"],
        wanted["overdue"],
        wanted["q"],
        wanted["cursor"] or None,
        wanted["limit"],
        within=wanted["within"],
        channel=wanted.get("channel", ""),
        waiting=wanted["waiting"],
        unfiled=wanted["unfiled"],
    )
    with reading_desk() as (session, caller, today):
        try:
            rows = queue.listed(session, caller, asked, today)
        except queue.BadCursor as error:
            raise bad_cursor() from error
        found = page(rows, asked.limit, queue.cursor_of)
        found["items"] = [queue_rows.row(row, caller, today) for row in found["items"]]
        return found


@blueprint.get("/cases/<uuid:case_id>")
@require_role(*DESK)
@blueprint.response(200, CaseOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(404)
def read_case(case_id: UUID) -> Answer:
    """The case with its timeline and what this caller may do now; the ETag goes into If-Match."""
    with looking_at(case_id) as desk:
        return answer(desk)


@blueprint.post("/cases/<uuid:case_id>/claim")
@require_role(*DESK)
@once
@blueprint.response(200, CaseOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(404, 409)
def claim(case_id: UUID) -> Answer:
    """Take the case up. One wins, the others get 409; no If-Match needed."""
    return change(case_id, lambda at: people.claim(at.work, at.folder, at.caller), any_version)


@blueprint.post("/cases/<uuid:case_id>/release")
@require_role(*DESK)
@once
@blueprint.arguments(Release)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def release(body: dict[str, Any], case_id: UUID) -> Answer:
    """Give the case back to the queue."""
    return change(case_id, lambda at: people.release(at.work, at.folder, at.caller, body["reason"]))


@blueprint.post("/cases/<uuid:case_id>/assignment")
@require_role(*DESK)
@once
@blueprint.arguments(Assignment)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def assign(body: dict[str, Any], case_id: UUID) -> Answer:
    """Add a second investigator, or hand the lead over; only to the certified."""
    return change(
        case_id,
        lambda at: people.assign(at.work, at.folder, at.caller, body["username"], body["part"]),
    )


@blueprint.post("/cases/<uuid:case_id>/declaration")
@require_role(*DESK)
@once
@blueprint.response(200, CaseOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(*CHANGE)
def declare(case_id: UUID) -> Answer:
    """Say that you know of no tie to the case or to anybody concerned, after it was given to you (who claims
    a case says so by it); no If-Match needed."""
    return change(case_id, lambda at: people.declare(at.work, at.folder, at.caller), any_version)


@blueprint.post("/cases/<uuid:case_id>/findings")
@require_role(*DESK)
@once
@blueprint.arguments(FindingBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def record_finding(body: dict[str, Any], case_id: UUID) -> Answer:
    """Record what was found about one allegation."""
    found = found_of(body)
    return change(case_id, lambda at: matters.record_finding(at.work, at.folder, at.caller, found))


@blueprint.post("/cases/<uuid:case_id>/outcomes")
@require_role(*DESK)
@once
@blueprint.arguments(OutcomesBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def propose(body: dict[str, Any], case_id: UUID) -> Answer:
    """Propose the outcome to the head, all of it at once."""
    outcomes = outcomes_of(body)
    return change(
        case_id,
        lambda at: decisions.propose(at.work, at.folder, at.caller, outcomes, name_of, body["first_result"]),
    )


@blueprint.post("/cases/<uuid:case_id>/approval")
@require_role(*DESK)
@once
@blueprint.arguments(ApprovalBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def decide(body: dict[str, Any], case_id: UUID) -> Answer:
    """Approve the proposal or return it with reasons. At a step before the head's it goes on to the next; the
    head's approval answers the complainant."""

    def act(at: Desk) -> None:
        if body["decision"] == "approve":
            decisions.decide(at.work, at.folder, at.caller, body["reason"], name_of, body["templates"])
        else:
            decisions.send_back(at.work, at.folder, at.caller, body["reason"])

    return change(case_id, act, opens=True)


@blueprint.post("/cases/<uuid:case_id>/messages")
@require_role(*DESK)
@once
@blueprint.arguments(MessageBody)
@blueprint.response(201, CaseOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(*CHANGE)
def write(body: dict[str, Any], case_id: UUID) -> Answer:
    """Write to the complainant; no If-Match needed."""
    return change(
        case_id,
        lambda at: matters.message_complainant(at.work, at.folder, at.caller, body["text"]),
        any_version,
        201,
    )


RECTIFYING = {
    "reported": completion.report,
    "confirmed": completion.confirm,
    "not_accepted": completion.refuse,
}


@blueprint.post("/cases/<uuid:case_id>/rectification")
@require_role(*DESK)
@once
@blueprint.arguments(RectificationBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def rectify(body: dict[str, Any], case_id: UUID) -> Answer:
    """Follow a correction: the unit reported, and its report was confirmed or not accepted."""
    act = RECTIFYING[body["status"]]
    return change(
        case_id,
        lambda at: act(
            at.work, at.folder, at.caller, body["item"], body["text"], body["visit"], body["received"]
        ),
    )


@blueprint.post("/cases/<uuid:case_id>/closure")
@require_role(*DESK)
@once
@blueprint.arguments(ClosureBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def close(body: dict[str, Any], case_id: UUID) -> Answer:
    """Close the case on the six checks of Measures art. 4."""
    return change(case_id, lambda at: completion.close(at.work, at.folder, at.caller, body["checks"]))


@blueprint.get("/statistics")
@require_role(*DESK, Role.STATISTICIAN)
@blueprint.arguments(Year, location="query")
@blueprint.response(200, StatisticsOut)
def count(wanted: dict[str, Any]) -> dict[str, Any]:
    """Counts of the caller's body; small cells are left out for whoever may not see the cases."""
    with reading_desk() as (session, caller, today):
        suppressed = not caller.roles & set(DESK)
        return statistics.counts(session, caller, today, wanted["year"], suppressed=suppressed)
