"""Who holds the offices by which proposals go on their way to the head."""

from typing import Any
from uuid import UUID

from services.investigation import offices
from services.investigation.answering import change_above
from services.investigation.api.blueprint import blueprint
from services.investigation.desk import DESK, reading_desk
from services.investigation.domain.case import Caller
from services.investigation.handlers import offices as handlers
from services.investigation.schemas.office import OfficeBody, OfficesOut
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once
from shared.work import Work


@blueprint.get("/offices")
@require_role(*DESK)
@blueprint.response(200, OfficesOut)
def list_offices() -> dict[str, Any]:
    """Who holds which office of the caller's body below the head's."""
    with reading_desk() as (session, caller, _):
        return {"items": offices.listed(session, caller)}


@blueprint.post("/offices")
@require_role(*DESK)
@once
@blueprint.arguments(OfficeBody)
@blueprint.response(201, OfficesOut)
@blueprint.refuses(403, 422)
def give_office(body: dict[str, Any]) -> Answer:
    """Give an office to a colleague who holds none; nobody decides twice on the same proposal."""
    return change_above(
        lambda work, caller: handlers.give(work, caller, body["office"], body["username"]), _left, 201
    )


@blueprint.post("/offices/<uuid:holder_id>/ending")
@require_role(*DESK)
@once
@blueprint.response(200, OfficesOut)
@blueprint.refuses(403, 404, 422)
def end_office(holder_id: UUID) -> Answer:
    """They hold it no more; what they passed on stays passed."""
    return change_above(lambda work, caller: handlers.end(work, caller, holder_id), _left)


def _left(work: Work, caller: Caller) -> list[dict[str, Any]]:
    return offices.listed(work.session, caller)
