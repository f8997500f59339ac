"""Where a head says that they are away, and who stands in."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from sqlalchemy import select
from werkzeug.wrappers import Response

from services.investigation.desk import DESK, at_desk, reading_desk
from services.investigation.handlers import absences
from services.investigation.handlers.steps import Rejected
from services.investigation.models import Absence
from services.investigation.schemas import requests as schemas
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint
from services.investigation.wording import errors
from shared.i18n import N_, gettext
from shared.staff.web import require_role
from shared.web.problems import problem
from shared.web.validation import form_errors

KEPT = N_("It is kept. Your deputy decides on those days.")
KEPT_ALONE = N_("It is kept. Nobody stands in for you; another head decides, where there is one.")


@blueprint.get("/absences")
@require_role(*DESK)
def absence_list() -> str:
    return _shown({}, {})


@blueprint.post("/absences")
@require_role(*DESK)
def say_absence() -> Response | tuple[str, int]:
    sent: dict[str, Any] = {name: typed.day(request.form, name) or None for name in ("first", "last")}
    sent["deputy"] = request.form.get("deputy") or None
    try:
        given = schemas.AbsenceBody().load(sent)
        with at_desk() as (work, caller):
            absences.say_away(work, caller, given["first"], given["last"], given["deputy"])
    except ValidationError as error:
        return _shown(_named(form_errors(error.messages)), typed.kept(request.form)), 422
    except Rejected as error:
        return _shown(_named(errors(error.faults, {})), typed.kept(request.form)), 422
    told = KEPT if given["deputy"] else KEPT_ALONE
    flash(gettext(told), "done")
    return redirect(url_for("desk.absence_list"), 303)


@blueprint.post("/absences/<uuid:absence_id>/ending")
@require_role(*DESK)
def end_absence(absence_id: UUID) -> Response:
    try:
        with at_desk() as (work, caller):
            absences.end(work, caller, absence_id)
    except Rejected as error:
        raise problem(404, "not_found") from error
    flash(gettext("You decide yourself again."), "done")
    return redirect(url_for("desk.absence_list"), 303)


def _named(found: list[dict[str, str]]) -> dict[str, str]:
    return {each["pointer"].strip("/").split("/")[0]: each["message"] for each in found}


def _shown(wrong: dict[str, str], kept: dict[str, Any]) -> str:
    with reading_desk() as (session, caller, today):
        mine = select(Absence).where(Absence.body == caller.home, Absence.ended_at.is_(None))
        rows = list(session.scalars(mine.where(Absence.last >= today).order_by(Absence.first, Absence.id)))
        able = [
            (row.username, row.display_name)
            for row in absences.at_the_desk(session, caller.home)
            if str(row.staff_id) != caller.staff_id
        ]
        return render_template(
            "investigation/absences.html", rows=rows, colleagues=able, errors=wrong, typed=kept, me=caller,
            may_be_missed=absences.may_be_missed(session, caller),
        )  # fmt: skip
