"""The forms of the work on a case: one way in for every kind of record, and for more time."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from services.investigation.answering import name_of
from services.investigation.desk import DESK, Desk
from services.investigation.domain.outcomes import Field
from services.investigation.domain.records import LETTERS, RESOURCES, SPECS
from services.investigation.handlers import extensions, work
from services.investigation.schemas import requests as schemas
from services.investigation.schemas import work as schemas_work
from services.investigation.views import typed
from services.investigation.views.blueprint import blueprint
from services.investigation.views.submit import submitted
from shared.i18n import N_
from shared.staff.web import require_role
from shared.web.problems import problem

KINDS = {address: kind for kind, address in RESOURCES.items()}
WITH_LETTER = N_("It is kept in the file, and its letter is written: print and serve it under Documents.")


@blueprint.post("/cases/<uuid:case_id>/records/<resource>")
@require_role(*DESK)
def keep_record(case_id: UUID, resource: str) -> Response:
    if resource not in KINDS:
        raise problem(404, "not_found")
    spec = SPECS[KINDS[resource]]

    def act(at: Desk, body: dict[str, Any]) -> None:
        people = body.get("supervisors", ())
        piece = body.get("piece")
        work.keep_record(at.work, at.folder, at.caller, spec.kind, body["contents"], people, name_of, piece)

    sent: dict[str, Any] = {"fields": contents(spec.fields)}
    if spec.supervisors:
        sent["supervisors"] = request.form.getlist("supervisors")
    if spec.of_a_piece and request.form.get("piece"):
        sent["piece"] = request.form["piece"]
    body = schemas_work.body_for(spec)
    done = WITH_LETTER if spec.kind in LETTERS else N_("It is kept in the file.")
    return submitted(case_id, "work", body, sent, act, done, anchor="records")


@blueprint.post("/cases/<uuid:case_id>/records/<uuid:record_id>/ending")
@require_role(*DESK)
def end_record(case_id: UUID, record_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        work.end_record(at.work, at.folder, at.caller, record_id, body["contents"])

    asked = {each.name: each for spec in SPECS.values() for each in spec.ending}
    sent = {"fields": contents(tuple(asked.values()))}
    done = N_("It is kept in the file.")
    return submitted(case_id, "work", schemas_work.EndingBody, sent, act, done, anchor="records")


@blueprint.post("/cases/<uuid:case_id>/extensions")
@require_role(*DESK)
def ask_extension(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        extensions.ask(at.work, at.folder, at.caller, body["days"], body["reason"])

    days = request.form.get("days", "").strip()
    sent = {"days": int(days) if days.isdecimal() and len(days) < 4 else 0, "reason": _text("reason")}
    done = N_("The application lies before the head.")
    return submitted(case_id, "work", schemas.ExtensionBody, sent, act, done, anchor="extension")


@blueprint.post("/cases/<uuid:case_id>/extensions/decision")
@require_role(*DESK)
def decide_extension(case_id: UUID) -> Response:
    def act(at: Desk, body: dict[str, Any]) -> None:
        granted = body["decision"] == "grant"
        extensions.decide(at.work, at.folder, at.caller, granted, body["reason"], name_of)

    sent: Mapping[str, Any] = {"decision": _text("decision"), "reason": _text("reason")}
    done = N_("Your decision is kept.")
    return submitted(case_id, "work", schemas.ExtensionDecision, sent, act, done, anchor="extension")


def contents(asked: tuple[Field, ...]) -> dict[str, str]:
    """What was typed into these fields."""
    found = {each.name: typed.content(request.form, each.name, each.kind) for each in asked}
    return {name: text for name, text in found.items() if text}


def _text(name: str) -> str:
    return request.form.get(name, "")
