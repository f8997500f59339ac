"""Who complained: the page where a reason is given, and the custodian's page. The identity is shown once."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import Schema, ValidationError

from services.intake import looks
from services.intake.api.looks import DECIDED, DESKS, told
from services.intake.domain import looks as rules
from services.intake.domain.looks import State, Way
from services.intake.looks import Decided, Look, NothingKept, NotTheirs
from services.intake.schemas.looks import LookDecisionSchema, LookReasonSchema
from services.intake.sight import TRIAGE
from services.intake.views.protection import stale
from services.intake.wording import LOOKS
from shared.contracts.terms import Identity, Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.problems import problem
from shared.web.validation import field_errors

blueprint = Blueprint("identity", __name__, url_prefix="/identity")
DONE = N_("Your decision was kept.")
CHOOSE = N_("Choose agree or refuse.")


@blueprint.get("/<string:tracking_number>")
@require_role(*DESKS)
def reason(tracking_number: str) -> Response:
    return _page(tracking_number)


@blueprint.post("/<string:tracking_number>")
@require_role(*DESKS)
def look(tracking_number: str) -> Response:
    """Keep the reason; show who complained, or that the custodian was asked."""
    if errors := stale():
        return _page(tracking_number, errors, 400)
    said = _read(LookReasonSchema(), {"reason": request.form.get("reason", "")})
    if isinstance(said, dict) and "errors" in said:
        return _page(tracking_number, said["errors"], 422)
    try:
        with works().begin(acting()) as work:
            found = looks.ask(work, staff(), tracking_number, said["reason"])
    except NotTheirs:
        raise problem(404, "not_found") from None
    except NothingKept:
        return _page(tracking_number, {}, 409)
    return _page(tracking_number, seen=found)


@blueprint.get("/")
@require_role(Role.CUSTODIAN)
def register() -> Response:
    return _register()


@blueprint.post("/requests/<uuid:look_id>")
@require_role(Role.CUSTODIAN)
def decide(look_id: UUID) -> Response:
    if errors := stale():
        return _register(look_id, errors, 400)
    choice = {"yes": True, "no": False}.get(request.form.get("granted", ""))
    said = _read(LookDecisionSchema(), {"granted": choice, "reason": request.form.get("reason", "")})
    if "errors" in said:
        if choice is None:
            said["errors"]["granted"] = gettext(CHOOSE)
        return _register(look_id, said["errors"], 422)
    try:
        with works().begin(acting()) as work:
            looks.decide(work, staff(), look_id, said["granted"], said["reason"])
    except NotTheirs:
        raise problem(404, "not_found") from None
    except Decided:
        return _register(look_id, {"": gettext(DECIDED)}, 409)
    flash(gettext(DONE))
    return make_response(redirect(url_for("identity.register"), 303))


def _read(schema: Schema, typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, or its faults under `errors`."""
    try:
        loaded: dict[str, Any] = schema.load(typed)
    except ValidationError as error:
        found = field_errors({"json": error.messages})
        return {"errors": {one["pointer"][1:]: one["message"] for one in found}}
    return loaded


def _page(
    number: str, errors: dict[str, str] | None = None, status: int = 200, seen: Look | None = None
) -> Response:
    try:
        with works().begin(acting()) as work:
            complaint, mine = looks.of(work, staff(), number)
            state = looks.state_of(work, mine) if mine else None
            answer = mine.answer if mine else None
            way = rules.WAYS[Identity(complaint.identity)]
    except NotTheirs:
        raise problem(404, "not_found") from None
    text = render_template(
        "intake/identity/look.html",
        number=number,
        nothing=way is Way.NOTHING_KEPT,
        confidential=way is Way.CUSTODIAN,
        waiting=state is State.WAITING,
        granted=state is State.GRANTED,
        refused=state is State.REFUSED,
        answer=answer,
        seen=seen.complainant if seen and seen.state is State.LOOKED else None,
        back=f"/triage/complaints/{number}" if staff().has(Role.TRIAGE) else f"/investigation/?q={number}",
        desk=TRIAGE if staff().has(Role.TRIAGE) else "investigation",
        errors=errors or {},
        typed=request.form,
    )
    return make_response(text, status)


def _register(asked: UUID | None = None, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    with works().begin(acting()) as work:
        items = [
            told(*found) | {"asked_at": found[0].asked_at, "standing": gettext(LOOKS[found[2]])}
            for found in looks.register(work, staff())
        ]
    text = render_template(
        "intake/identity/register.html",
        items=items,
        asked=str(asked) if asked else None,
        errors=errors or {},
        typed=request.form,
    )
    return make_response(text, status)
