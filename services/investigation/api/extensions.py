"""More time for an investigation: the application and the head's word."""

from typing import Any
from uuid import UUID

from services.investigation.answering import change, name_of
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK
from services.investigation.handlers import extensions
from services.investigation.schemas.answers import CaseOut
from services.investigation.schemas.requests import ExtensionBody, ExtensionDecision
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once


@blueprint.post("/cases/<uuid:case_id>/extensions")
@require_role(*DESK)
@once
@blueprint.arguments(ExtensionBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def ask_extension(body: dict[str, Any], case_id: UUID) -> Answer:
    """Ask the head for more time: once, at most 30 days, before the term ends (petition art. 34)."""
    return change(
        case_id,
        lambda at: extensions.ask(at.work, at.folder, at.caller, body["days"], body["reason"]),
        status=201,
    )


@blueprint.post("/cases/<uuid:case_id>/extensions/decision")
@require_role(*DESK)
@once
@blueprint.arguments(ExtensionDecision)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def decide_extension(body: dict[str, Any], case_id: UUID) -> Answer:
    """Grant the application that waits, or refuse it; the reason of a grant is told to the complainant."""
    granted = body["decision"] == "grant"
    return change(
        case_id, lambda at: extensions.decide(at.work, at.folder, at.caller, granted, body["reason"], name_of)
    )
