"""The archive's form on the case page, and the file as PDF and folder."""

from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from services.investigation.answering import name_of
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk
from services.investigation.domain.archive import Party
from services.investigation.giving import Form, given, given_supplement
from services.investigation.handlers import archiving, supplementing
from services.investigation.schemas import archive as schemas_archive
from services.investigation.views.blueprint import blueprint
from services.investigation.views.submit import submitted
from shared.i18n import N_
from shared.staff.web import require_role
from shared.web.papers import set_or_told
from shared.web.problems import problem


@blueprint.post("/cases/<uuid:case_id>/archive")
@require_role(*DESK)
def put_away(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        archiving.put_away(at.work, at.folder, at.caller, body["years"], body["note"], name_of)

    years = request.form.get("years", "")
    sent = {"years": int(years) if years in ("10", "30") else 1, "note": request.form.get("note", "")}
    done = N_("The file is archived.")
    with set_or_told():
        return submitted(case_id, "closing", schemas_archive.ArchiveBody, sent, act, done, anchor="archive")


@blueprint.post("/cases/<uuid:case_id>/archive/supplements")
@require_role(*DESK)
def add_to_archive(case_id: UUID) -> AnyResponse:
    def act(at: Desk, body: dict[str, Any]) -> None:
        supplementing.add(at.work, at.folder, at.caller, body["note"], name_of)

    body, sent = schemas_archive.SupplementBody, {"note": request.form.get("note", "")}
    done = N_("The supplement is put away with the file.")
    with set_or_told():
        return submitted(case_id, "closing", body, sent, act, done, anchor="archive")


@blueprint.get("/cases/<uuid:case_id>/archive/supplements/<int:serial>.pdf")
@require_role(*DESK)
def supplement(case_id: UUID, serial: int) -> Response:
    """A supplement as one PDF; that it was given out is kept."""
    try:
        return given_supplement(case_id, serial)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error


@blueprint.get("/cases/<uuid:case_id>/archive.<any(pdf, zip):form>")
@require_role(*DESK)
def archive(case_id: UUID, form: str) -> Response:
    """The whole file; that it was given out is kept."""
    return _given(case_id, Form(form))


@blueprint.get("/cases/<uuid:case_id>/archive/court/<any(other, complainant):party>.zip")
@require_role(*DESK)
def court(case_id: UUID, party: str) -> Response:
    """The copy of the file for a lawsuit with that party."""
    return _given(case_id, Form.COURT, Party(party))


def _given(case_id: UUID, form: Form, party: Party | None = None) -> Response:
    try:
        return given(case_id, form, party)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
