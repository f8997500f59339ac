"""The page of what bodies below have not done by its day, and whose own system takes no cases."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from services.investigation import oversight
from services.investigation.answering import name_of, only_heads, refusal
from services.investigation.bodies import watching
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, at_desk, reading_desk
from services.investigation.domain.states import Forbidden
from services.investigation.handlers import instructing
from services.investigation.schemas import requests as schemas
from services.investigation.views.blueprint import blueprint
from services.investigation.views.lost import written
from shared.i18n import gettext
from shared.staff.web import require_role
from shared.web.problems import problem
from shared.web.validation import form_errors


@blueprint.get("/late")
@require_role(*DESK)
def late_cases() -> str:
    return _shown("", {}, "")


@blueprint.post("/late/<uuid:late_id>/instructions")
@require_role(*DESK)
def instruct(late_id: UUID) -> Response | tuple[str, int]:
    text = request.form.get("text", "")
    try:
        given = schemas.MessageBody().load({"text": text})
        with at_desk() as (work, caller):
            instructing.instruct(work, caller, late_id, given["text"], name_of)
    except ValidationError as error:
        found = {each["pointer"].removeprefix("/"): each["message"] for each in form_errors(error.messages)}
        return _shown(text, found, str(late_id)), 422
    except Forbidden as error:
        closed = refusal(error)
        return _shown(text, {"": closed.detail or ""}, str(late_id)), closed.status
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    flash(gettext("The body has your instruction."), "done")
    return redirect(url_for("desk.late_cases"), 303)


def _shown(typed: str, errors: dict[str, str], at: str) -> str:
    with reading_desk() as (session, caller, today):
        only_heads(caller)
        rows = oversight.listed(session, caller, today)
        systems = watching.below(session, caller)
    return written(
        lambda lost: render_template(
            "investigation/late.html",
            rows=rows,
            me=caller,
            systems=systems,
            typed=typed,
            errors=errors,
            at=at,
            lost=lost,
        ),
        {"text": typed},
    )
