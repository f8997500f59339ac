"""The file of a case that has ended: put away and listed; as PDF and folder it is read as a page."""

from typing import Any
from uuid import UUID

from services.investigation.answering import change, name_of
from services.investigation.api.blueprint import CHANGE, blueprint
from services.investigation.archive import keeping as archives
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, looking_at
from services.investigation.handlers import archiving, supplementing
from services.investigation.schemas.answers import CaseOut
from services.investigation.schemas.archive import ArchiveBody, ArchiveOut, SupplementBody
from shared.kept_answers import Answer
from shared.staff.web import require_role
from shared.web.api import once
from shared.web.papers import set_or_told


@blueprint.post("/cases/<uuid:case_id>/archive")
@require_role(*DESK)
@once
@blueprint.arguments(ArchiveBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def put_away(body: dict[str, Any], case_id: UUID) -> Answer:
    """Put the file of an ended case away: numbered, listed, hashed, never changed again."""

    def act(at: Desk) -> None:
        archiving.put_away(at.work, at.folder, at.caller, body["years"], body["note"], name_of)

    with set_or_told():
        return change(case_id, act, status=201)


@blueprint.post("/cases/<uuid:case_id>/archive/supplements")
@require_role(*DESK)
@once
@blueprint.arguments(SupplementBody)
@blueprint.response(201, CaseOut)
@blueprint.versioned
@blueprint.refuses(*CHANGE)
def add_to_archive(body: dict[str, Any], case_id: UUID) -> Answer:
    """Put away what came since, as the next supplement to the file: numbered, listed, hashed, never changed
    again."""

    def act(at: Desk) -> None:
        supplementing.add(at.work, at.folder, at.caller, body["note"], name_of)

    with set_or_told():
        return change(case_id, act, status=201)


@blueprint.get("/cases/<uuid:case_id>/archive")
@require_role(*DESK)
@blueprint.response(200, ArchiveOut)
@blueprint.refuses(404)
def read_archive(case_id: UUID) -> Any:
    """The file's list: every piece with its pages and SHA-256; its supplements, and what is in none."""
    with looking_at(case_id) as desk:
        found = archives.shown(desk.work.session, desk.folder, desk.caller)
        if found is None:
            raise NoSuchCase(case_id)
        return found
