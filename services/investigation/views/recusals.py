"""The forms by which people withdraw from a case, and what a head decides about heads below."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from services.investigation import dossier, wording
from services.investigation.answering import name_of, only_heads, refusal
from services.investigation.cabinet import NoSuchCase
from services.investigation.desk import DESK, Desk, at_desk, reading_desk
from services.investigation.domain.recusal import Side
from services.investigation.domain.states import Forbidden
from services.investigation.domain.ties import Tie
from services.investigation.handlers import passing, recusals
from services.investigation.handlers.recusals import Application
from services.investigation.handlers.steps import Rejected
from services.investigation.schemas import requests as schemas
from services.investigation.views.blueprint import blueprint
from services.investigation.views.lost import written
from services.investigation.views.submit import submitted
from shared.i18n import N_, gettext
from shared.staff.web import require_role
from shared.web.problems import problem
from shared.web.validation import form_errors


def _said(*names: str) -> dict[str, Any]:
    return {name: request.form.get(name, "") for name in names}


@blueprint.post("/cases/<uuid:case_id>/recusals")
@require_role(*DESK)
def apply_recusal(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        asked = Application(
            body["username"], Side(body["side"]), Tie(body["tie"]), body["reason"], body["new"]
        )
        recusals.apply(at.work, at.folder, at.caller, asked)

    sent = _said("username", "side", "tie", "reason", "new")
    own = sent["side"] == Side.SELF
    done = N_("You have withdrawn from the case.") if own else N_("The application lies before who decides.")
    return submitted(case_id, "people", schemas.RecusalBody, sent, act, done, leave=own)


@blueprint.post("/cases/<uuid:case_id>/recusals/<uuid:recusal_id>/decision")
@require_role(*DESK)
def decide_recusal(case_id: UUID, recusal_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        granted = body["decision"] == "grant"
        recusals.decide(at.work, at.folder, at.caller, recusal_id, granted, body["reason"], name_of)

    sent = _said("decision", "reason")
    return submitted(case_id, "people", schemas.RecusalDecision, sent, act, N_("Your decision is kept."))


@blueprint.post("/cases/<uuid:case_id>/passing-up")
@require_role(*DESK)
def pass_up(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        passing.pass_up(at.work, at.folder, at.caller, body["reason"])

    done = N_("The case is on its way to the body above.")
    return submitted(case_id, "people", schemas.Release, _said("reason"), act, done)


@blueprint.post("/cases/<uuid:case_id>/objection")
@require_role(*DESK)
def object_to(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        passing.object_to(at.work, at.folder, at.caller, body["proposed"], body["basis"])

    done = N_("Your objection lies before the common superior.")
    return submitted(case_id, "people", schemas.ObjectionBody, _said("proposed", "basis"), act, done)


@blueprint.get("/recusals")
@require_role(*DESK)
def head_recusals() -> str:
    return _waiting({}, {})


@blueprint.post("/recusals/<uuid:recusal_id>/decision")
@require_role(*DESK)
def decide_head_recusal(recusal_id: UUID) -> Response | tuple[str, int]:
    sent = _said("decision", "reason")
    try:
        given = schemas.RecusalDecision().load(sent)
        with at_desk() as (work, caller):
            granted = given["decision"] == "grant"
            recusals.decide_above(work, caller, recusal_id, granted, given["reason"], name_of)
    except ValidationError as error:
        return _again(recusal_id, sent, form_errors(error.messages), 422)
    except Rejected as error:
        return _again(recusal_id, sent, wording.errors(error.faults, {}), 422)
    except Forbidden as error:
        closed = refusal(error)
        return _again(recusal_id, sent, [{"pointer": "", "message": closed.detail}], closed.status)
    except NoSuchCase as error:
        raise problem(404, "not_found") from error
    flash(gettext("Your decision is kept."), "done")
    return redirect(url_for("desk.head_recusals"), 303)


def _again(
    recusal_id: UUID, sent: dict[str, Any], errors: list[dict[str, str]], status: int
) -> tuple[str, int]:
    found = {each["pointer"].removeprefix("/"): each["message"] for each in errors}
    return _waiting(sent | {"recusal": str(recusal_id)}, found), status


def _waiting(typed: dict[str, Any], errors: dict[str, str]) -> str:
    with reading_desk() as (session, caller, today):
        only_heads(caller)
        rows, fell = dossier.waiting_above(session, caller), dossier.fallen_above(session, caller, today)
    shown = {"rows": rows, "fell": fell, "typed": typed, "errors": errors, "me": caller}
    return written(
        lambda lost: render_template("investigation/recusals.html", lost=lost, **shown),
        typed,
    )
