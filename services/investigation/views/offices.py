"""Where a head says who holds the offices by which proposals go on their way up."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.investigation.desk import DESK, at_desk, on_the_desk, reading_desk
from services.investigation.domain.chain import BELOW
from services.investigation.handlers import offices
from services.investigation.handlers.steps import Rejected
from services.investigation.offices import holders
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint
from services.investigation.wording import errors
from services.investigation.words import desk as words_desk
from shared.i18n import gettext
from shared.staff import directory
from shared.staff.web import require_role
from shared.web.problems import problem


@blueprint.get("/offices")
@require_role(*DESK)
def office_list() -> str:
    return _shown({}, {})


@blueprint.post("/offices")
@require_role(*DESK)
def give_office() -> Response | tuple[str, int]:
    office, username = request.form.get("office", ""), request.form.get("username", "")
    try:
        on_the_desk(lambda work, caller: offices.give(work, caller, office, username))
    except Rejected as error:
        wrong = {each["pointer"].strip("/"): each["message"] for each in errors(error.faults, {})}
        return _shown(wrong, typed.kept(request.form)), 422
    flash(gettext("It is kept. What is proposed goes by them where the province's chain says so."), "done")
    return redirect(url_for("desk.office_list"), 303)


@blueprint.post("/offices/<uuid:holder_id>/ending")
@require_role(*DESK)
def end_office(holder_id: UUID) -> Response:
    try:
        with at_desk() as (work, caller):
            offices.end(work, caller, holder_id)
    except Rejected as error:
        raise problem(404, "not_found") from error
    flash(gettext("They hold the office no more."), "done")
    return redirect(url_for("desk.office_list"), 303)


def _shown(wrong: dict[str, str], kept: dict[str, Any]) -> str:
    with reading_desk() as (session, caller, _):
        rows = holders(session, caller)
        held = {each.staff_id for each in rows}
        able = [
            (row.username, row.display_name)
            for row in directory.colleagues(session, caller.home)
            if "head" not in row.roles.split()
            and "investigator" in row.roles.split()
            and str(row.staff_id) not in held
        ]
        words = [(office, gettext(words_desk.OFFICES[office])) for office in BELOW]
        return render_template(
            "investigation/offices.html", rows=rows, colleagues=able, offices=words, names=dict(words),
            errors=wrong, typed=kept, is_head=caller.is_head, me=caller,
        )  # fmt: skip
