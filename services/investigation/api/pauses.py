"""The clock of a case stands still: the application, the head's word, and its end."""

from typing import Any
from uuid import UUID

from services.investigation.answering import change, name_of
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK
from services.investigation.handlers import pauses
from services.investigation.schemas.answers import CaseOut
from services.investigation.schemas.pauses import PauseBody, PauseDecision, PauseEnding
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once


@blueprint.post("/cases/<uuid:case_id>/pauses")
@require_role(*DESK)
@once
@blueprint.arguments(PauseBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def ask_pause(body: dict[str, Any], case_id: UUID) -> Answer:
    """Ask the head that the clock stand still, for a ground and so long as the province allows (art. 22)."""
    return change(
        case_id,
        lambda at: pauses.ask(at.work, at.folder, at.caller, body["ground"], body["until"], body["reason"]),
        status=201,
    )


@blueprint.post("/cases/<uuid:case_id>/pauses/decision")
@require_role(*DESK)
@once
@blueprint.arguments(PauseDecision)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def decide_pause(body: dict[str, Any], case_id: UUID) -> Answer:
    """Grant the application that waits, or refuse it; the complainant is told of a grant, neutrally."""
    granted = body["decision"] == "grant"
    return change(
        case_id, lambda at: pauses.decide(at.work, at.folder, at.caller, granted, body["reason"], name_of)
    )


@blueprint.post("/cases/<uuid:case_id>/pauses/ending")
@require_role(*DESK)
@once
@blueprint.arguments(PauseEnding)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def end_pause(body: dict[str, Any], case_id: UUID) -> Answer:
    """Say from which day on the clock runs again; the complainant is told, with the new last day."""
    return change(
        case_id,
        lambda at: pauses.end(at.work, at.folder, at.caller, body["resumed_on"], body["reason"], name_of),
    )
