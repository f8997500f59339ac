"""Cases that no complaint began: the page where a head orders one, and the forms of its case page."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from services.investigation import own as gathered
from services.investigation.answering import name_of
from services.investigation.api.own import opening_of
from services.investigation.desk import DESK, Desk, at_desk, reading_desk
from services.investigation.domain.own import numbers
from services.investigation.handlers import own
from services.investigation.handlers.steps import Rejected
from services.investigation.schemas import requests as schemas
from services.investigation.schemas.own import NumbersBody, OwnBody
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint, choices
from services.investigation.views.submit import submitted
from services.investigation.wording import errors
from services.investigation.words import own as words_own
from services.investigation.words.terms import RESPONDENTS
from shared.contracts.taxonomy import CATEGORIES
from shared.i18n import N_, gettext
from shared.staff.web import require_role
from shared.web.validation import form_errors

TEXTS = ("origin", "matter", "reason", "assigner")


@blueprint.get("/own")
@require_role(*DESK)
def own_cases() -> str:
    return _shown({}, {})


@blueprint.post("/own")
@require_role(*DESK)
def open_own() -> Response | tuple[str, int]:
    try:
        body = OwnBody().load(_sent())
        with at_desk() as (work, caller):
            folder = own.open_own(work, caller, opening_of(body), body["numbers"], name_of)
            case_id = folder.case.id
    except ValidationError as error:
        return _shown(_fields(form_errors(error.messages)), typed.kept(request.form)), 422
    except Rejected as error:
        return _shown(_fields(errors(error.faults, {})), typed.kept(request.form)), 422
    flash(gettext("The case is open; it waits in the queue."), "done")
    return redirect(url_for("desk.case", case_id=case_id), 303)


def _sent() -> dict[str, Any]:
    """The form names one respondent; programs may name more."""
    sent: dict[str, Any] = {name: request.form.get(name, "") for name in TEXTS}
    accused = {name: request.form.get(name, "") for name in ("kind", "division", "name", "role")}
    sent["respondents"] = [accused] if accused["kind"] else []
    if not sent["origin"]:
        del sent["origin"]  # nothing chosen is missing, and no wrong choice
    sent["report_by"] = typed.day(request.form, "report_by") or None
    sent["categories"] = [each for each in request.form.getlist("categories") if each]
    return sent | {"numbers": numbers(request.form.get("numbers", ""))}


def _fields(found: list[dict[str, str]]) -> dict[str, str]:
    """Errors by the field of the form that they belong to."""
    named: dict[str, str] = {}
    for each in found:
        steps = each["pointer"].strip("/").split("/")
        name = {"respondents": steps[-1] if len(steps) > 2 else "kind"}.get(steps[0], steps[0])
        named.setdefault(name, each["message"])
    return named


def _shown(wrong: dict[str, str], kept: dict[str, Any]) -> str:
    with reading_desk() as (session, caller, today):
        return render_template(
            "investigation/own.html",
            rows=gathered.listed(session, caller),
            clusters=gathered.clusters(session, caller),
            errors=wrong,
            typed=kept,
            today=today,
            is_head=caller.is_head,
            me=caller,
            origins=choices({each: words_own.ORIGINS[each] for each in words_own.CHOSEN}),
            kinds=choices(RESPONDENTS),
            categories=list(CATEGORIES),
        )


@blueprint.post("/cases/<uuid:case_id>/bound-cases")
@require_role(*DESK)
def bind(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        own.bind(at.work, at.folder, at.caller, body["numbers"])

    sent = {"numbers": numbers(request.form.get("numbers", ""))}
    return submitted(case_id, "timeline", NumbersBody, sent, act, N_("They are bound."), anchor="bound")


@blueprint.post("/cases/<uuid:case_id>/report-back")
@require_role(*DESK)
def report_back(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        own.report(at.work, at.folder, at.caller, body["text"], name_of)

    sent = {"text": request.form.get("text", "")}
    done = N_("The report is written: send it.")
    return submitted(case_id, "closing", schemas.MessageBody, sent, act, done, anchor="report-back")
