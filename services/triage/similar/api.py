"""The JSON door to what belongs together: alike complaints, links, and mergers undone."""

from typing import Any
from uuid import UUID

from services.triage import queue
from services.triage.api import as_problem, blueprint
from services.triage.deciding import Incomplete, NotFound
from services.triage.models import Complaint
from services.triage.schemas.similar import LinkSchema, ReasonSchema, SimilarListOut
from services.triage.similar.documents import similar_document
from services.triage.tying import Answered, NotMerged, link, separate, unlink
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import etags, works
from shared.web.api import VERSION, once
from shared.web.idempotency import answer_once
from shared.web.problems import problem
from shared.work import Work

REFUSED = {
    Answered: N_("The complaint that it was merged into has been answered already."),
    NotMerged: N_("This complaint is not merged into another one."),
}
CODES = {Answered: "already_answered", NotMerged: "not_merged"}


@blueprint.get("/complaints/<string:tracking_number>/similar")
@require_role(Role.TRIAGE)
@blueprint.response(200, SimilarListOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(404)
def read_similar(tracking_number: str) -> Answer:
    """Alike complaints on the caller's desk: of the same person, with a similar text, or linked by hand."""
    with works().begin(acting()) as work:
        return _answer(work, _look(work, tracking_number))


@blueprint.post("/complaints/<string:tracking_number>/links")
@require_role(Role.TRIAGE)
@once
@blueprint.arguments(LinkSchema)
@blueprint.response(200, SimilarListOut)
@blueprint.versioned
@blueprint.refuses(404)
def post_link(body: dict[str, Any], tracking_number: str) -> Answer:
    """Link it with another complaint that the caller may see."""
    return _do(
        tracking_number,
        lambda work: link(work, staff(), tracking_number, body["to"], body["reason"], etags.check),
    )


@blueprint.post("/complaints/<string:tracking_number>/links/<uuid:link_id>/removal")
@require_role(Role.TRIAGE)
@once
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, SimilarListOut)
@blueprint.versioned
@blueprint.refuses(404)
def post_removal(body: dict[str, Any], tracking_number: str, link_id: UUID) -> Answer:
    """End a link."""
    return _do(
        tracking_number,
        lambda work: unlink(work, staff(), tracking_number, link_id, body["reason"], etags.check),
    )


@blueprint.post("/complaints/<string:tracking_number>/separation")
@require_role(Role.TRIAGE)
@once
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, SimilarListOut)
@blueprint.versioned
@blueprint.refuses(404, 409)
def post_separation(body: dict[str, Any], tracking_number: str) -> Answer:
    """Undo a merger, as long as the other complaint is not answered; this one is judged anew."""
    return _do(
        tracking_number, lambda work: separate(work, staff(), tracking_number, body["reason"], etags.check)
    )


def _do(tracking_number: str, change: Any) -> Answer:
    def do(work: Work) -> Answer:
        complaint = change(work)
        work.session.flush()
        if queue.find(work.session, staff(), tracking_number) is None:
            # Judged anew, it went to another desk.
            return {"items": []}, 200, {"ETag": f'"v{complaint.revision}"'}
        return _answer(work, complaint)

    def again(work: Work, kept: Answer) -> Answer:
        _look(work, tracking_number)
        return kept

    try:
        return answer_once(acting(), do, again=again)
    except (NotFound, Incomplete) as refused:
        raise as_problem(refused) from refused
    except (Answered, NotMerged) as refused:
        raise problem(409, CODES[type(refused)], gettext(REFUSED[type(refused)])) from refused


def _look(work: Work, tracking_number: str) -> Complaint:
    complaint = queue.find(work.session, staff(), tracking_number)
    if complaint is None:
        raise problem(404, "not_found")
    work.record("complaint.similar_read", tracking_number)
    return complaint


def _answer(work: Work, complaint: Complaint) -> Answer:
    items = similar_document(work.session, staff(), complaint)
    return {"items": items}, 200, {"ETag": f'"v{complaint.revision}"'}
