"""How documents were served; the documents themselves stand in the case and are read as pages."""

from typing import Any
from uuid import UUID

from services.investigation.answering import change
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK
from services.investigation.domain.documents import Way
from services.investigation.handlers import documents
from services.investigation.schemas.answers import CaseOut
from services.investigation.schemas.requests import ServiceBody
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once


@blueprint.post("/cases/<uuid:case_id>/service-records")
@require_role(*DESK)
@once
@blueprint.arguments(ServiceBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def serve(body: dict[str, Any], case_id: UUID) -> Answer:
    """Keep that a document reached whom it is for."""
    return change(
        case_id,
        lambda at: documents.serve(
            at.work,
            at.folder,
            at.caller,
            body["document"],
            body["recipient"],
            Way(body["way"]),
            body["served_on"],
        ),
        status=201,
    )
