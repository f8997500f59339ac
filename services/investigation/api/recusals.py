"""Who withdraws from a case, and cases that a body cannot handle any more."""

from typing import Any
from uuid import UUID

from flask import Response

from services.investigation import dossier
from services.investigation.answering import OUT_OF_SIGHT, change, change_above, name_of, only_heads
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK, reading_desk
from services.investigation.domain.recusal import Side
from services.investigation.domain.ties import Tie
from services.investigation.handlers import passing, recusals
from services.investigation.handlers.recusals import Application
from services.investigation.schemas.answers import CaseOut, HeadRecusalsListed, HeadRecusalsOut
from services.investigation.schemas.requests import ObjectionBody, RecusalBody, RecusalDecision, Release
from shared.i18n import N_
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once

WITHDRAWN = N_("The caller has withdrawn and does not see the case any more.")


@blueprint.post("/cases/<uuid:case_id>/recusals")
@require_role(*DESK)
@once
@blueprint.arguments(RecusalBody)
@blueprint.response(201, CaseOut)
@blueprint.alt_response(OUT_OF_SIGHT, description=WITHDRAWN)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def apply_recusal(body: dict[str, Any], case_id: UUID) -> Answer | Response:
    """Apply that an investigator or head withdraw; what one reports of oneself takes effect at once, and the
    case is out of the caller's sight with the answer."""
    asked = Application(body["username"], Side(body["side"]), Tie(body["tie"]), body["reason"], body["new"])
    made = change(case_id, lambda at: recusals.apply(at.work, at.folder, at.caller, asked), status=201)
    return Response(status=OUT_OF_SIGHT) if made[1] == OUT_OF_SIGHT else made


@blueprint.post("/cases/<uuid:case_id>/recusals/<uuid:recusal_id>/decision")
@require_role(*DESK)
@once
@blueprint.arguments(RecusalDecision)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def decide_recusal(body: dict[str, Any], case_id: UUID, recusal_id: UUID) -> Answer:
    """Grant an application or refuse it; with too few people left the case goes to the body above."""
    granted = body["decision"] == "grant"
    return change(
        case_id,
        lambda at: recusals.decide(
            at.work, at.folder, at.caller, recusal_id, granted, body["reason"], name_of
        ),
    )


@blueprint.post("/cases/<uuid:case_id>/passing-up")
@require_role(*DESK)
@once
@blueprint.arguments(Release)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def pass_up(body: dict[str, Any], case_id: UUID) -> Answer:
    """Give the case to the body above, where no certified pair or no head is left."""
    return change(case_id, lambda at: passing.pass_up(at.work, at.folder, at.caller, body["reason"]))


@blueprint.post("/cases/<uuid:case_id>/objection")
@require_role(*DESK)
@once
@blueprint.arguments(ObjectionBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def object_to(body: dict[str, Any], case_id: UUID) -> Answer:
    """Say that your body is not in charge of a case that another desk gave it by hand: once, within its days,
    before anybody takes it up. The common superior designates, and that is not returned."""
    return change(
        case_id,
        lambda at: passing.object_to(at.work, at.folder, at.caller, body["proposed"], body["basis"]),
    )


@blueprint.get("/recusals")
@require_role(*DESK)
@blueprint.response(200, HeadRecusalsListed)
def list_recusals() -> dict[str, Any]:
    """Applications about heads of lower bodies that wait for this body's head, and those that fell."""
    with reading_desk() as (session, caller, today):
        only_heads(caller)
        fell = dossier.fallen_above(session, caller, today)
        return {"items": dossier.waiting_above(session, caller), "fell": fell}


@blueprint.post("/recusals/<uuid:recusal_id>/decision")
@require_role(*DESK)
@once
@blueprint.arguments(RecusalDecision)
@blueprint.response(200, HeadRecusalsOut)
@blueprint.refuses(*CHANGE)
def decide_recusal_above(body: dict[str, Any], recusal_id: UUID) -> Answer:
    """Decide on the head of a lower body; answers with what still waits."""
    granted = body["decision"] == "grant"
    return change_above(
        lambda work, caller: recusals.decide_above(
            work, caller, recusal_id, granted, body["reason"], name_of
        ),
        lambda work, caller: dossier.waiting_above(work.session, caller),
        find=lambda work, caller: recusals.find_above(work, caller, recusal_id),
    )
