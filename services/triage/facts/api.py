"""The JSON door to corrected facts: what would follow, and the new judgment."""

from typing import Any

from services.triage.api import as_problem
from services.triage.facts.correcting import (
    AlreadyDecided,
    Corrected,
    Incomplete,
    Leaves,
    NotFound,
    Said,
    Unchanged,
    correct,
    what_if,
)
from services.triage.queue import find
from services.triage.schemas.answers import AssessmentOut, CorrectedOut
from services.triage.schemas.requests import CorrectableSchema, CorrectionSchema
from services.triage.showing import assessment_json
from services.triage.wording import names_of
from shared.contracts.terms import Role
from shared.i18n import N_
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import etags, gettext, settings, works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once
from shared.web.problems import problem
from shared.work import Work

blueprint = Blueprint(
    "facts", __name__, url_prefix="/triage/api/v1", description="Facts corrected at the desk"
)
LEAVES = N_("By these facts another desk decides. Say that you know that it leaves yours (leaves_desk).")
UNCHANGED = N_("These are the facts as they stand.")


@blueprint.post("/complaints/<string:tracking_number>/assessments")
@require_role(Role.TRIAGE)
@blueprint.arguments(CorrectableSchema)
@blueprint.response(200, AssessmentOut)
@blueprint.refuses(404, 409)
def ask_what_if(facts: dict[str, Any], tracking_number: str) -> dict[str, Any]:
    """What would happen to this complaint if its facts were these. Changes nothing."""
    try:
        with works().begin(acting()) as work:
            found = what_if(work, staff(), tracking_number, facts)
            return _assessment(found)
    except (NotFound, AlreadyDecided) as refused:
        raise as_problem(refused) from refused


@blueprint.post("/complaints/<string:tracking_number>/facts")
@require_role(Role.TRIAGE)
@once
@blueprint.arguments(CorrectionSchema)
@blueprint.response(200, CorrectedOut)
@blueprint.versioned
@blueprint.refuses(404, 409)
def post_facts(body: dict[str, Any], tracking_number: str) -> Answer:
    """Correct facts: the complaint stays as it was handed in, and is judged anew under your name and reason.
    Who was barred stays barred. 409 `leaves_desk` names the desk that would decide."""

    def do(work: Work) -> Answer:
        facts = {name: value for name, value in body.items() if name not in ("reason", "leaves_desk")}
        said = Said(facts, body["reason"], body["leaves_desk"])
        return _answer(correct(work, staff(), tracking_number, said, etags.check))

    def again(work: Work, kept: Answer) -> Answer:
        if find(work.session, staff(), tracking_number) is None:
            raise problem(404, "not_found")
        return kept

    try:
        return answer_once(acting(), do, again=again)
    except Leaves as refused:
        raise problem(409, "leaves_desk", gettext(LEAVES), extra={"desk": refused.desk}) from refused
    except Unchanged as refused:
        raise problem(409, "unchanged", gettext(UNCHANGED)) from refused
    except (NotFound, AlreadyDecided, Incomplete) as refused:
        raise as_problem(refused) from refused


def _answer(made: Corrected) -> Answer:
    content = {
        "tracking_number": made.complaint.tracking_number,
        "version": made.complaint.revision,
        "state": made.complaint.state,
        "assessment": _assessment(made),
        "moved_to": made.desk if made.leaves else None,
        "leaves_desk": made.leaves,
    }
    return content, 200, {"ETag": f'"v{made.complaint.revision}"'}


def _assessment(made: Corrected) -> dict[str, Any]:
    return assessment_json(made.judged.assessment, names_of(settings()), made.judged.found)
