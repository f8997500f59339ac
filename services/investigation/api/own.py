"""Cases that no complaint began: opened by a head, binding complaints, reported on to who assigned them."""

from typing import Any
from uuid import UUID

from services.investigation.answering import answer, change, name_of
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK, Desk, look
from services.investigation.domain.own import Opening, Origin
from services.investigation.handlers import own
from services.investigation.handlers.steps import Rejected
from services.investigation.schemas.answers import CaseOut
from services.investigation.schemas.own import NumbersBody, OwnBody
from services.investigation.schemas.requests import MessageBody
from services.investigation.sight import caller_of
from services.investigation.wording import errors
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web.api import VERSION, once
from shared.web.idempotency import answer_once
from shared.web.problems import problem
from shared.work import Work


def opening_of(body: dict[str, Any]) -> Opening:
    """What was sent as the rules read it."""
    return Opening(
        Origin(body["origin"]),
        body["matter"],
        body["reason"],
        body["assigner"],
        body["report_by"],
        tuple(body["respondents"]),
        tuple(body["categories"]),
    )


@blueprint.post("/own-cases")
@require_role(*DESK)
@once
@blueprint.arguments(OwnBody)
@blueprint.response(201, CaseOut)
@blueprint.gives(ETag=VERSION)
@blueprint.refuses(403, 422)
def open_own(body: dict[str, Any]) -> Answer:
    """Open a case without a complaint: an assignment, a special (art. 12), a spot check, a visit."""

    def do(work: Work) -> Answer:
        caller = caller_of(work.session, staff(), work.today)
        folder = own.open_own(work, caller, opening_of(body), body["numbers"], name_of)
        work.session.flush()
        return answer(Desk(work, folder, caller), 201)

    try:
        return answer_once(acting(), do, again=_still_seen)
    except Rejected as error:
        raise problem(422, "invalid", errors=errors(error.faults, {})) from error


def _still_seen(work: Work, kept: Answer) -> Answer:
    """An answer given once more: the case may be out of the caller's sight since. Raises NoSuchCase."""
    if kept[0] is not None:
        look(work, caller_of(work.session, staff(), work.today), UUID(kept[0]["id"]))
    return kept


@blueprint.post("/cases/<uuid:case_id>/bound-cases")
@require_role(*DESK)
@once
@blueprint.arguments(NumbersBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def bind(body: dict[str, Any], case_id: UUID) -> Answer:
    """Handle complaints of this body together under the special; each keeps its own answer."""
    return change(case_id, lambda at: own.bind(at.work, at.folder, at.caller, body["numbers"]), status=201)


@blueprint.post("/cases/<uuid:case_id>/report-back")
@require_role(*DESK)
@once
@blueprint.arguments(MessageBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def report_back(body: dict[str, Any], case_id: UUID) -> Answer:
    """Report to who assigned the matter; a numbered letter is written."""
    return change(
        case_id, lambda at: own.report(at.work, at.folder, at.caller, body["text"], name_of), status=201
    )
