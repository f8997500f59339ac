"""What bodies below have not done by its day, and what the head above tells them."""

from typing import Any
from uuid import UUID

from services.investigation import oversight
from services.investigation.answering import change_above, name_of, only_heads
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK, reading_desk
from services.investigation.handlers import instructing
from services.investigation.schemas.answers import LateOut
from services.investigation.schemas.requests import MessageBody
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once


@blueprint.get("/late-cases")
@require_role(*DESK)
@blueprint.response(200, LateOut)
def list_late() -> dict[str, Any]:
    """Cases of bodies below past their day: whose they are and by how much, nothing of the matter."""
    with reading_desk() as (session, caller, today):
        only_heads(caller)
        return {"items": oversight.listed(session, caller, today)}


@blueprint.post("/late-cases/<uuid:late_id>/instructions")
@require_role(*DESK)
@once
@blueprint.arguments(MessageBody)
@blueprint.response(201, LateOut)
@blueprint.refuses(*CHANGE)
def instruct(body: dict[str, Any], late_id: UUID) -> Answer:
    """Press for a late case (督办): the body below reads it with the case."""
    return change_above(
        lambda work, caller: instructing.instruct(work, caller, late_id, body["text"], name_of),
        lambda work, caller: oversight.listed(work.session, caller, work.today),
        201,
        find=lambda work, caller: oversight.find(work, caller, late_id),
    )
