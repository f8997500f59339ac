"""The forms by which the clock of a case stands still and runs again."""

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from services.investigation.answering import name_of
from services.investigation.desk import DESK, Desk
from services.investigation.handlers import pauses
from services.investigation.schemas import pauses as schemas
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint
from services.investigation.views.submit import submitted
from shared.i18n import N_
from shared.staff.web import require_role

ANCHOR = "pause"


@blueprint.post("/cases/<uuid:case_id>/pauses")
@require_role(*DESK)
def ask_pause(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        pauses.ask(at.work, at.folder, at.caller, body["ground"], body["until"], body["reason"])

    sent = {"ground": _text("ground"), "until": typed.day(request.form, "until"), "reason": _text("reason")}
    done = N_("The application lies before the head.")
    return submitted(case_id, "work", schemas.PauseBody, sent, act, done, anchor=ANCHOR)


@blueprint.post("/cases/<uuid:case_id>/pauses/decision")
@require_role(*DESK)
def decide_pause(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        granted = body["decision"] == "grant"
        pauses.decide(at.work, at.folder, at.caller, granted, body["reason"], name_of)

    sent = {"decision": _text("decision"), "reason": _text("reason")}
    done = N_("Your decision is kept.")
    return submitted(case_id, "work", schemas.PauseDecision, sent, act, done, anchor=ANCHOR)


@blueprint.post("/cases/<uuid:case_id>/pauses/ending")
@require_role(*DESK)
def end_pause(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        pauses.end(at.work, at.folder, at.caller, body["resumed_on"], body["reason"], name_of)

    sent = {"resumed_on": typed.day(request.form, "resumed_on"), "reason": _text("reason")}
    done = N_("The clock runs again, and the complainant was told.")
    return submitted(case_id, "work", schemas.PauseEnding, sent, act, done, anchor=ANCHOR)


def _text(name: str) -> str:
    return request.form.get(name, "")
