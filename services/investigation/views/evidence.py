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
from services.investigation.domain.evidence import AT_ONCE, plain_name
from services.investigation.domain.states import Forbidden
from services.investigation.evidence import doors, keeping
from services.investigation.evidence.coming import Stream
from services.investigation.schemas.requests import Nothing
from services.investigation.views.blueprint import vocabulary
from services.investigation.views.submit import again, submitted
from shared.files.kinds import Reason, Unfit
from shared.i18n import N_, gettext, ngettext
from shared.staff.web import require_role
from shared.web.arriving import Arriving, let_pass
from shared.web.forms import STALE
from shared.web.problems import problem

blueprint = Blueprint("evidence", __name__, url_prefix="/investigation")
"""Its own, since a token may be looked for only after it was said where the files go."""
blueprint.context_processor(vocabulary)
NAMED, NAMED_LETTERS = 5, 60
NO_FILE = N_("Choose a file first.")
KEPT = N_("Kept with the piece of evidence, sealed and with its hash.")


@blueprint.post("/cases/<uuid:case_id>/exhibits/<uuid:record_id>/files")
@require_role(*DESK)
def add_files(case_id: UUID, record_id: UUID) -> Response:
    try:
        with doors.coming(case_id, record_id, AT_ONCE) as coming:
            coming.read()
            if error := stale():
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
        let_pass(AT_ONCE)
        return again(case_id, "work", [{"pointer": "", "message": closed.detail}], closed.status)


def stale() -> str | None:
    """What is said where the form's token is over."""
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
    return fit, _why(coming.refused)


def _why(refused: list[tuple[str, Reason]]) -> str:
    """Named are the first few: what is said on the next page travels in a cookie, which holds little."""
    said = [
        gettext("%(name)s: %(reason)s", name=plain_name(name)[:NAMED_LETTERS], reason=doors.refused(reason))
        for name, reason in refused[:NAMED]
    ]
    more = len(refused) - NAMED
    rest = [ngettext("And %(num)d more.", "And %(num)d more.", more)] if more > 0 else []
    return " ".join([*said, *rest])


def _kept(case_id: UUID, record_id: UUID, streams: list[Stream], said: str) -> Response:
    def act(at: Desk, _: dict[str, Any]) -> None:
        keeping.keep(at.work, at.folder, at.caller, record_id, streams)

    anchor = f"record-{record_id}"
    try:
        answer = submitted(case_id, "work", Nothing, {}, act, KEPT, any_version, anchor=anchor)
    except Unfit as unfit:
        return again(case_id, "work", [{"pointer": "/file", "message": doors.refused(unfit.reason)}], 409)
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
