"""The records of the work on a case: one address for each kind, made from the table of kinds."""

from typing import Any
from uuid import UUID

from services.investigation.answering import change, name_of
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.desk import DESK
from services.investigation.domain.records import RESOURCES, SPECS, RecordKind, Spec
from services.investigation.handlers import work
from services.investigation.schemas.answers import CaseOut
from services.investigation.schemas.work import EndingBody, body_for
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once


def _offer(spec: Spec) -> None:
    """The addresses of one kind."""
    kind, address = spec.kind, f"/cases/<uuid:case_id>/{RESOURCES[spec.kind]}"

    def keep(body: dict[str, Any], case_id: UUID) -> Answer:
        return change(
            case_id,
            lambda at: work.keep_record(
                at.work,
                at.folder,
                at.caller,
                kind,
                body["contents"],
                body.get("supervisors", ()),
                name_of,
                body.get("piece"),
            ),
            status=201,
        )

    keep.__name__ = f"keep_{kind}"
    keep.__doc__ = _about(kind)
    view = blueprint.refuses(*CHANGE)(keep)
    view = blueprint.response(201, CaseOut)(blueprint.versioned(view))
    view = require_role(*DESK)(once(blueprint.arguments(body_for(spec))(view)))
    blueprint.post(address)(view)


def _about(kind: RecordKind) -> str:
    return f"Keep a record of the kind `{kind}` with all that it must say."


for each in SPECS.values():
    _offer(each)


@blueprint.post("/cases/<uuid:case_id>/records/<uuid:record_id>/ending")
@require_role(*DESK)
@once
@blueprint.arguments(EndingBody)
@blueprint.response(200, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def end_record(body: dict[str, Any], case_id: UUID, record_id: UUID) -> Answer:
    """Say what came of a record, once: the files came, the task is done, the receipt is here."""
    return change(
        case_id, lambda at: work.end_record(at.work, at.folder, at.caller, record_id, body["contents"])
    )
