"""Saving a filter of the queue, and removing it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from services.investigation import wording
from services.investigation.desk import DESK, at_desk, on_the_desk
from services.investigation.handlers import saving
from services.investigation.handlers.steps import Rejected
from services.investigation.saved import asked_of
from services.investigation.schemas.requests import FilterBody
from services.investigation.views.blueprint import blueprint
from shared.i18n import gettext
from shared.staff.web import require_role
from shared.web.validation import form_errors


@blueprint.post("/filters")
@require_role(*DESK)
def save_filter() -> Response:
    """Back to the list as it was; what is wrong with the name is said there."""
    asked = asked_of(request.form)
    try:
        given = FilterBody().load({"name": request.form.get("name", ""), "asked": asked})
        on_the_desk(lambda work, caller: saving.keep(work, caller, given["name"], given["asked"]))
        flash(gettext("The filter is saved."), "done")
    except ValidationError as error:
        flash(form_errors(error.messages)[0]["message"], "near")
    except Rejected as error:
        flash(wording.errors(error.faults, {})[0]["message"], "near")
    place: dict[str, Any] = dict(asked)
    return redirect(url_for("desk.desk", **place), 303)


@blueprint.post("/filters/<uuid:filter_id>/removal")
@require_role(*DESK)
def remove_filter(filter_id: UUID) -> Response:
    with at_desk() as (work, caller):
        saving.remove(work, caller, filter_id)
    return redirect(url_for("desk.desk"), 303)
