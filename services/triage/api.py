"""Triage's JSON door: what would happen, what waits on the caller's desk, and the decision."""

from dataclasses import replace
from typing import Any

from services.triage import queue
from services.triage.deciding import (
    AlreadyDecided,
    Bound,
    Incomplete,
    NotFound,
    Recused,
    Wish,
    decide_complaint,
)
from services.triage.documents import document, late_row, row
from services.triage.judging import judge
from services.triage.keeping import Word
from services.triage.models import Complaint
from services.triage.precedents import number_in, supposed
from services.triage.rules import rules_of
from services.triage.schemas.answers import AssessmentOut, ComplaintOut, LateListOut, PageOut
from services.triage.schemas.requests import DecisionSchema, FactsSchema, Listing
from services.triage.showing import assessment_json
from services.triage.wording import names_of, reason_json
from shared.clock import china_day
from shared.contracts.terms import Decision, Role
from shared.i18n import N_
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import etags, gettext, settings, works
from shared.web.api import VERSION, Blueprint, once, page
from shared.web.idempotency import answer_once
from shared.web.problems import Problem, problem
from shared.web.queries import bad_cursor
from shared.work import Work

blueprint = Blueprint(
    "triage", __name__, url_prefix="/triage/api/v1", description="Assessment and the triage desk"
)
MISSING = {
    "reason": N_("Say why you decide otherwise than proposed."),
    "to": N_("Name the addressee."),
    "merged_into": N_("Give the tracking number of the complaint that it joins."),
    "text": N_("Write what the complainant is asked."),
    "body": N_("No body goes with this decision."),
    "basis": N_("Say why your body is not in charge."),
}

_NOT_HERE = N_("There is no such complaint on your desk.")
UNFIT = {
    ("merged_into", "unknown"): _NOT_HERE,
    ("merged_into", "another_person"): N_(
        "Only complaints of the same person are merged. Link them instead."
    ),
    ("merged_into", "not_pending"): N_("That complaint is answered or ended already; nothing can join it."),
    ("to", "unknown"): _NOT_HERE,
    ("to", "no_addressee"): N_(
        "Nothing can be referred to that. Name a kind of authority and its division, such as JUSTICE:330106."
    ),
    ("to", "linked"): N_("The two are linked already."),
    ("to", "not_with_this_decision"): N_("No addressee goes with this decision."),
}


@blueprint.post("/assessments")
@require_role()
@blueprint.arguments(FactsSchema)
@blueprint.response(200, AssessmentOut)
def assess(facts: dict[str, Any]) -> dict[str, Any]:
    """What would happen to such a complaint. Changes nothing and keeps nothing; open to all staff. An earlier
    complaint is looked up by its number on the caller's own desk; what is said of it goes before."""
    facts["identity"] = facts.get("identity") or "real_name"
    why = None
    if number_in(facts):
        with works().begin(acting()) as work:
            facts, why = supposed(work, staff(), facts)
    today = china_day(works().clock())
    with works().reading() as session:
        judged = judge(facts, today, today, rules=rules_of(session, today))
    made = judged.assessment
    made = replace(made, reasons=(*made.reasons, why)) if why else made
    return assessment_json(made, names_of(settings()), judged.found)


@blueprint.get("/complaints")
@require_role(Role.TRIAGE)
@blueprint.arguments(Listing, location="query")
@blueprint.response(200, PageOut)
def list_complaints(asked: dict[str, Any]) -> dict[str, Any]:
    """The caller's own desk: danger first, then the nearest deadline."""
    wanted = queue.Wanted(asked["state"], asked["q"], asked["cursor"] or None, asked["limit"])
    with works().begin(acting()) as work:
        try:
            found = page(queue.listed(work.session, staff(), wanted), wanted.limit, queue.cursor_of)
        except queue.BadCursor as error:
            raise bad_cursor() from error
        work.record("complaints.listed", staff().home, {"count": len(found["items"])})
        found["items"] = [row(work.session, one, work.today) for one in found["items"]]
        return found


@blueprint.get("/overdue")
@require_role(Role.TRIAGE)
@blueprint.response(200, LateListOut)
def list_overdue() -> dict[str, Any]:
    """What bodies below have not decided by its day and yours was told of; the oldest first, at most 500."""
    with works().begin(acting()) as work:
        found = [late_row(one, work.today) for one in queue.late_elsewhere(work.session, staff())]
        work.record("overdue.listed", staff().home, {"count": len(found)})
        return {"items": found}


@blueprint.get("/complaints/<string:tracking_number>")
@require_role(Role.TRIAGE)
@blueprint.response(200, ComplaintOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(404)
def read_complaint(tracking_number: str) -> Answer:
    """Facts, assessment and history; the ETag goes into If-Match."""
    with works().begin(acting()) as work:
        return _answer(work, _look(work, tracking_number))


@blueprint.post("/complaints/<string:tracking_number>/decision")
@require_role(Role.TRIAGE)
@once
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, ComplaintOut)
@blueprint.versioned
@blueprint.refuses(404, 409)
def post_decision(body: dict[str, Any], tracking_number: str) -> Answer:
    """Confirm what is proposed (`confirm`), or decide otherwise with a reason. 409 `recusal` names the rule
    that forbids it."""

    def do(work: Work) -> Answer:
        complaint = decide_complaint(work, staff(), tracking_number, wish(body), etags.check)
        work.session.flush()
        return _answer(work, complaint)

    def again(work: Work, kept: Answer) -> Answer:
        _look(work, tracking_number)
        return kept

    try:
        return answer_once(acting(), do, again=again)
    except (NotFound, AlreadyDecided, Recused, Bound, Incomplete) as refused:
        raise as_problem(refused) from refused


def _look(work: Work, tracking_number: str) -> Complaint:
    complaint = queue.find(work.session, staff(), tracking_number)
    if complaint is None:
        raise problem(404, "not_found")
    work.record("complaint.read", tracking_number, {"version": complaint.revision})
    return complaint


def as_problem(refused: Exception) -> Problem:
    """A refused decision in the house's form."""
    match refused:
        case NotFound():
            return problem(404, "not_found")
        case AlreadyDecided():
            return problem(409, "already_decided", gettext("This complaint was already decided."))
        case Recused(reason=why):
            said = reason_json(why, names_of(settings()))
            return problem(409, "recusal", said["text"], extra={"rule": why.rule, "article": said["article"]})
        case Bound(reason=why):
            said = reason_json(why, names_of(settings()))
            more = {"rule": why.rule, "article": said["article"]}
            return problem(409, "competence", said["text"], extra=more)
        case Incomplete(field=name, code=code):
            return problem(422, "invalid", errors=[
                {"pointer": f"/{name}", "message": missing(refused), "code": code}
            ])  # fmt: skip
    raise refused


def missing(refused: Incomplete) -> str:
    """What is wrong with the field."""
    return gettext(UNFIT.get((refused.field, refused.code)) or MISSING[refused.field])


def wish(body: dict[str, Any]) -> Wish:
    """What a loaded body asks for."""
    said = body["decision"]
    return Wish(
        decision=None if said == "confirm" else Decision(said),
        body=body["body"],
        to=tuple(body["to"]),
        word=Word(body["reason"], body["text"], body["merged_into"]),
    )


def _answer(work: Work, complaint: Any) -> Answer:
    found = document(work.session, complaint, names_of(settings()), work.today)
    return found, 200, {"ETag": f'"v{complaint.revision}"'}
