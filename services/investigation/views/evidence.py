"""Files of evidence on the case page: a form that brings several at once, and each as it came."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request
from flask_wtf.csrf import ValidationError as StaleToken
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response

from services.investigation.answering import refusal
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, any_version
from services.investigation.domain.evidence import AT_ONCE
from services.investigation.domain.states import Forbidden
from services.investigation.evidence import doors, keeping
from services.investigation.evidence.coming import Stream
from services.investigation.schemas.requests import Nothing
from services.investigation.views.blueprint import vocabulary
from services.investigation.views.submit import again, submitted
from shared.files.kinds import Unfit
from shared.i18n import N_, gettext
from shared.staff.web import require_role
from shared.web.arriving import Arriving
from shared.web.forms import STALE
from shared.web.problems import problem

blueprint = Blueprint("evidence", __name__, url_prefix="/investigation")
"""Its own, since a token may be looked for only after it was said where the files go."""
blueprint.context_processor(vocabulary)
NO_FILE = N_("Choose a file first.")
KEPT = N_("Kept with the piece of evidence, sealed and with its hash.")


@blueprint.post("/cases/<uuid:case_id>/exhibits/<uuid:record_id>/files")
@require_role(*DESK)
def add_files(case_id: UUID, record_id: UUID) -> Response:
    try:
        with doors.coming(case_id, record_id, AT_ONCE) as coming:
            coming.read()
            if error := _stale():
                return again(case_id, "work", [{"pointer": "", "message": error}], 400)
            streams, said = _fit(coming)
            if not streams:
                errors = [{"pointer": "/file", "message": said or gettext(NO_FILE)}]
                return again(case_id, "work", errors, 422)
            return _kept(case_id, record_id, streams, said)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    except Forbidden as error:
        closed = refusal(error)
        return again(case_id, "work", [{"pointer": "", "message": closed.detail}], closed.status)


def _stale() -> str | None:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except StaleToken:
        return gettext(STALE)
    return None


def _fit(coming: Arriving[Stream]) -> tuple[list[Stream], str]:
    """Those that may be kept, and in words why the others may not."""
    fit = []
    for stream in coming.streams:
        try:
            stream.end()
            fit.append(stream)
        except Unfit as unfit:
            coming.refused.append((stream.name, unfit.reason))
    said = [
        gettext("%(name)s: %(reason)s", name=name, reason=doors.refused(reason))
        for name, reason in coming.refused
    ]
    return fit, " ".join(said)


def _kept(case_id: UUID, record_id: UUID, streams: list[Stream], said: str) -> Response:
    def act(at: Desk, _: dict[str, Any]) -> None:
        keeping.keep(at.work, at.folder, at.caller, record_id, streams)

    anchor = f"record-{record_id}"
    answer = submitted(case_id, "work", Nothing, {}, act, KEPT, any_version, anchor=anchor)
    if said and answer.status_code == 303:
        flash(gettext("Not kept: %(what)s", what=said), "near")
    return answer


@blueprint.get("/cases/<uuid:case_id>/evidence-files/<uuid:evidence_id>")
@require_role(*DESK)
def evidence_file(case_id: UUID, evidence_id: UUID) -> Response:
    """The file as it came; that it was read is kept."""
    try:
        return doors.given(case_id, evidence_id)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
