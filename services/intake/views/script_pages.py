"""What seats say and ask, for those who may change it: looked at as a seat sees it, then kept."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import ValidationError

from services.intake.api.scripts import REFUSED
from services.intake.domain.scripts import OPENING
from services.intake.hotline import script_changes, scripts
from services.intake.hotline.script_changes import Impossible, Wanted
from services.intake.schemas.scripts import ScriptChangeSchema
from services.intake.views.choices import KINDS
from services.intake.views.protection import stale
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.staff.web import deciding, require_role, staff
from shared.web import works
from shared.web.validation import field_errors

blueprint = Blueprint("script_pages", __name__, url_prefix="/hotline/scripts")
READERS = (Role.HOTLINE, Role.HEAD, Role.ADMIN)
FIRST = N_("For every call")
KEPT = N_("The words are kept. Every seat has them with its next page.")
CHANGED = N_(
    "These words were changed meanwhile, "
    "by somebody else or in another window of yours. Look at them again, then decide."
)
FIELDS = ("kind", "say", "ask", "reason", "back")


class Changed(Exception):
    """The page shows an older version."""


@blueprint.get("")
@require_role(*READERS)
def page() -> Response:
    """The words of every kind, one of them open."""
    return _show(request.args.get("kind", ""))


@blueprint.post("")
@require_role(*script_changes.MAY)
def change() -> Response:
    """Show what a seat would see; or keep it. A refusal gives the page back with what was typed."""
    kind = request.form.get("kind", "")
    if errors := stale():
        return _show(kind, errors, 400)
    wanted, errors = _wanted(kind)
    if wanted is None:
        return _show(kind, errors, 422)
    try:
        return _keep(wanted) if request.form.get("do") == "keep" else _look(wanted)
    except Impossible as refused:
        return _show(kind, {"ask": gettext(REFUSED[refused.code])}, 422)
    except Changed:
        return _show(kind, {"": gettext(CHANGED)}, 409)


def _keep(wanted: Wanted) -> Response:
    with works().begin(deciding()) as work:
        script_changes.change(work, wanted, _agree)
    flash(gettext(KEPT), "done")
    return make_response(redirect(f"/hotline/scripts?kind={wanted.kind}", 303))


def _look(wanted: Wanted) -> Response:
    with works().reading() as session:
        script_changes.check(session, wanted)
        shown = script_changes.preview(session, wanted)
    return _show(wanted.kind, looked=shown)


def _agree(now: int) -> None:
    if request.form.get("version", "") != str(now):
        raise Changed


def _wanted(kind: str) -> tuple[Wanted | None, dict[str, str]]:
    """What the form asks for, or what is wrong with it by field."""
    form = request.form
    lines = [line.strip() for line in form.get("ask", "").splitlines() if line.strip()]
    script = None if form.get("back") else {"say": form.get("say", ""), "ask": lines}
    try:
        said: Any = ScriptChangeSchema().load(
            {"kind": kind, "script": script, "reason": form.get("reason", "")}
        )
    except ValidationError as error:
        found = field_errors({"form": error.messages})
        return None, {_field(one["pointer"]): one["message"] for one in found}
    place = script_changes.place_of(staff())
    return Wanted(place, said["kind"], said["script"], said["reason"]), {}


def _field(pointer: str) -> str:
    """Of a line of the list, the list."""
    parts = pointer.strip("/").split("/")
    name = parts[1] if parts[0] == "script" and len(parts) > 1 else parts[0]
    return name if name in FIELDS else ""


def _names() -> dict[str, str]:
    return {OPENING: gettext(FIRST)} | {str(row[0]): gettext(row[1]) for row in KINDS}


def _show(
    kind: str, errors: dict[str, str] | None = None, status: int = 200, looked: scripts.Scripts | None = None
) -> Response:
    place = script_changes.place_of(staff())
    kind = kind if kind in scripts.KINDS else ""
    with works().reading() as session:
        held = scripts.of(session, place)
        version = script_changes.version(session, place)
        history = script_changes.changes(session, place, kind or None)
    html = render_template(
        "intake/hotline/scripts.html",
        place=place,
        names=_names(),
        held=held,
        kind=kind,
        version=version,
        history=history,
        looked=looked,
        opening=OPENING,
        errors=errors or {},
        typed=request.form if errors or looked else None,
        mine=script_changes.may_change(staff()),
    )
    return make_response(html, status)
