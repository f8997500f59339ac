"""The JSON door to disputes about who is in charge: objection, designation, and what became of one's own."""

from collections.abc import Callable
from typing import Any

from services.triage import queue
from services.triage.api import as_problem
from services.triage.competence.competing import (
    AlreadyDecided,
    Closed,
    Incomplete,
    NotFound,
    Recused,
    designate,
    object_to,
)
from services.triage.documents import objection_row
from services.triage.models import Complaint
from services.triage.schemas.answers import DisputedOut, ObjectedListOut
from services.triage.schemas.requests import DesignationSchema, ObjectionSchema
from shared.contracts.terms import Role
from shared.i18n import N_
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import etags, gettext, works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint(
    "competence", __name__, url_prefix="/triage/api/v1", description="Disputes about who is in charge"
)
CLOSED = {
    "objected": N_("An objection was made already; it is made once."),
    "designated": N_("The common superior has designated; that is not returned."),
    "too_late": N_("The days for an objection are over."),
    "no_superior": N_("There is no common superior of these two bodies. Name another one."),
    "no_dispute": N_("Nobody objects, or it was designated already."),
}


@blueprint.get("/objections")
@require_role(Role.TRIAGE)
@blueprint.response(200, ObjectedListOut)
def list_objections() -> dict[str, Any]:
    """What your body objected to and what became of it; the newest first, at most 500."""
    with works().begin(acting()) as work:
        found = [objection_row(*one) for one in queue.objected_to(work.session, staff())]
        work.record("objections.listed", staff().home, {"count": len(found)})
        return {"items": found}


@blueprint.post("/complaints/<string:tracking_number>/objection")
@require_role(Role.TRIAGE)
@once
@blueprint.arguments(ObjectionSchema)
@blueprint.response(200, DisputedOut)
@blueprint.versioned
@blueprint.refuses(404, 409)
def post_objection(body: dict[str, Any], tracking_number: str) -> Answer:
    """Say that your body is not in charge, once and within its days; the common superior designates."""

    def do(work: Work) -> None:
        object_to(work, staff(), tracking_number, body["proposed"], body["basis"], etags.check)

    return _answered(tracking_number, do)


@blueprint.post("/complaints/<string:tracking_number>/designation")
@require_role(Role.TRIAGE)
@once
@blueprint.arguments(DesignationSchema)
@blueprint.response(200, DisputedOut)
@blueprint.versioned
@blueprint.refuses(404, 409)
def post_designation(body: dict[str, Any], tracking_number: str) -> Answer:
    """Put a body in charge that is not barred and lies below yours, or your own; it is not returned."""

    def do(work: Work) -> None:
        designate(work, staff(), tracking_number, body["body"], body["reason"], etags.check)

    return _answered(tracking_number, do)


def _answered(tracking_number: str, do: Callable[[Work], None]) -> Answer:
    def change(work: Work) -> Answer:
        complaint = queue.find(work.session, staff(), tracking_number)
        do(work)
        return _answer(complaint)

    try:
        return answer_once(acting(), change)  # given again it tells no more than that they acted
    except Closed as refused:
        raise problem(409, refused.code, gettext(CLOSED[refused.code])) from refused
    except (NotFound, AlreadyDecided, Recused, Incomplete) as refused:
        raise as_problem(refused) from refused


def _answer(complaint: Complaint | None) -> Answer:
    if complaint is None:
        raise problem(404, "not_found")
    content = {
        "tracking_number": complaint.tracking_number,
        "desk": complaint.desk,
        "version": complaint.revision,
    }
    return content, 200, {"ETag": f'"v{complaint.revision}"'}
