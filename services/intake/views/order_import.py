"""A file of orders at the desk: looked at first, line by line; then those that are fit are kept."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from marshmallow import ValidationError

from services.intake.domain.order_file import COLUMNS, KINDS
from services.intake.orders import csv_files, importing, wording
from services.intake.orders.importing import Looked
from services.intake.orders.sheets import MOST_BYTES, Table, Unreadable
from services.intake.orders.taking import Taking
from services.intake.schemas.orders import OrderSchema
from services.intake.views.protection import stale
from shared.contracts.terms import Channel, Role
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import bodies, works
from shared.web.validation import Text, field_errors

blueprint = Blueprint("order_import", __name__, url_prefix="/hotline/orders/import")
ROUND = 100_000
CHANNELS = {
    Channel.LINE_12345: N_("12345 work order"),
    Channel.HOTLINE: N_("12350 and other hotlines"),
    Channel.PETITION_OFFICE: N_("From a petition office"),
    Channel.SUPERIOR: N_("From a superior"),
}
NO_CHANNEL = N_("Choose where these orders come from.")
NO_FILE = N_("Choose a file, or paste its lines.")
NOTHING = N_("None of the lines can be taken. Correct the file and look at it again.")


@blueprint.get("")
@require_role(Role.HOTLINE)
def page() -> Response:
    return _form({})


@blueprint.post("")
@require_role(Role.HOTLINE)
@bodies.takes(2 * MOST_BYTES + ROUND)
def look() -> Response:
    """What the file would become. Nothing is kept."""
    if errors := stale():
        return _form(errors, 400)
    given, errors = _given()
    if errors:
        return _form(errors, 422)
    field = "lines" if request.form.get("lines", "").strip() and not _sent() else "file"
    try:
        table = _table()
    except Unreadable as unreadable:
        return _form({field: _said(unreadable)}, 422)
    if table is None:
        return _form({"file": gettext(NO_FILE)}, 422)
    with works().begin(acting()) as work:
        found = importing.look(
            Taking(work, staff(), dry=True), table, given, leave_out=bool(given["leave_out"])
        )
    return _preview(table, found, given)


@blueprint.post("/kept")
@require_role(Role.HOTLINE)
@bodies.takes(3 * MOST_BYTES + ROUND)
def take() -> Response:
    """Keep the lines that are fit; the page that follows shows each receipt once."""
    if errors := stale():
        return _form(errors, 400)
    given, errors = _given()
    if errors:
        return _form(errors, 422)
    try:
        table = csv_files.read_back(request.form.get("text", ""))
    except Unreadable:
        return make_response(redirect("/hotline/orders/import", 303))
    with works().begin(acting()) as work:
        found = importing.look(Taking(work, staff()), table, given, leave_out=bool(given["leave_out"]))
    return make_response(render_template("intake/orders/taken.html", found=found))


def _given() -> tuple[dict[str, Any], dict[str, str]]:
    """What holds for every line of the file, and what is wrong with it."""
    typed = {name: request.form.get(name, "") for name in ("system", "channel")}
    errors: dict[str, str] = {}
    for name, check in (("system", Text(most=40, least=1)), ("channel", OrderSchema().fields["channel"])):
        try:
            typed[name] = check.deserialize(typed[name])
        except ValidationError as error:
            said = field_errors({"form": error.messages})[0]["message"]
            errors[name] = gettext(NO_CHANNEL) if name == "channel" else said
    return typed | {"leave_out": request.form.get("leave_out", "")}, errors


def _sent() -> bool:
    return bool((file := request.files.get("file")) and file.filename)


def _table() -> Table | None:
    """Of the chosen file, or of what was pasted. Raises Unreadable."""
    if _sent():
        return importing.read(request.files["file"].read())
    lines = request.form.get("lines", "")
    return csv_files.read_text(lines) if lines.strip() else None


def _said(unreadable: Unreadable) -> str:
    text = wording.fault(unreadable.code)
    return gettext("Line %(line)d: %(text)s", line=unreadable.line, text=text) if unreadable.line else text


def _form(errors: dict[str, str], status: int = 200) -> Response:
    text = render_template(
        "intake/orders/import.html",
        errors=errors,
        typed=request.form if errors else {"system": "12345", "channel": "12345"},
        channels=[(str(value), gettext(text)) for value, text in CHANNELS.items()],
        columns=[(column.name, column.heads) for column in COLUMNS],
        kinds=[word for word in KINDS if not word.isascii()],
    )
    return make_response(text, status)


def _preview(table: Table, found: Looked, given: dict[str, Any]) -> Response:
    fit = found.of("received")
    errors = {"": gettext(NOTHING)} if not fit and (found.faults or found.of("refused")) else {}
    text = render_template(
        "intake/orders/preview.html",
        found=found,
        given=given,
        notes=[gettext(wording.NOTES[note]) for note in table.notes],
        text=_fit_only(table, found) if fit else "",
        errors=errors,
    )
    return make_response(text, 422 if errors else 200)


def _fit_only(table: Table, found: Looked) -> str:
    """The lines that can be taken, as text that travels with the page."""
    fit = {entry.line for entry in found.entries if entry.word != "refused"}
    return csv_files.written(Table(table.head, [line for line in table.lines if line[0] in fit]))
