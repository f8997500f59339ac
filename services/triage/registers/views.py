"""The registers' pages: what is registered, one entry in a form, and files in and out."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import ValidationError

from services.triage.domain.registers import FAULTS, KINDS, Kind, Type
from services.triage.registers import keeping
from services.triage.registers.api import REASON, file_of, home, kind_named
from services.triage.registers.effects import follow
from services.triage.registers.keeping import Faulty, entry_text
from services.triage.registers.schemas import LARGEST_FILE
from services.triage.registers.showing import (
    CHOICES,
    change_json,
    column_text,
    difference_json,
    entry_json,
    fault_text,
)
from shared.contracts.terms import Role
from shared.i18n import N_, gettext, locale
from shared.staff.web import acting, require_role
from shared.web import bodies, works
from shared.web.api import names
from shared.web.validation import Text, field_errors

blueprint = Blueprint("registers_page", __name__, url_prefix="/triage/registers")
PAGE = 100
SHOWN = 200
TOLD = 20
"""Faults that are told at the field."""
MEANWHILE = N_("The registers were changed meanwhile. Look at the differences again, then decide.")
NO_FILE = N_("Choose a file, or paste its lines.")
NO_TEXT = N_("This file is not text in UTF-8. Save it as CSV UTF-8.")
FAULTY = N_("The file has faults. Nothing of it was kept.")


@blueprint.context_processor
def vocabulary() -> dict[str, Any]:
    return {"choices": CHOICES, "cell_text": cell_text}


@blueprint.get("")
@require_role(Role.ADMIN)
def overview() -> str:
    """All registers."""
    with works().reading() as session:
        counted = keeping.counts(session)
    rows = [(kind, counted.get(kind.name, 0)) for kind in KINDS.values()]
    return render_template("triage/registers.html", rows=rows)


@blueprint.get("/<string:register>")
@require_role(Role.ADMIN)
def page(register: str) -> Response:
    """One register: its entries, with a form for one more or for the one that is open."""
    return _show(kind_named(register))


@blueprint.get("/<string:register>/file.csv")
@require_role(Role.ADMIN)
def download(register: str) -> Response:
    """The file, with a mark at its head by which spreadsheets know UTF-8."""
    kind = kind_named(register)
    with works().begin(acting()) as work:
        answer = make_response("\ufeff" + file_of(work, kind))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind.name}.csv"'
    return answer


@blueprint.post("/<string:register>")
@require_role(Role.ADMIN)
def put(register: str) -> Response:
    """Keep one entry; a refusal gives the form back with what was typed."""
    kind = kind_named(register)
    errors = _texts("reason", *kind.header)
    typed = {name: request.form.get(name, "").strip() for name in kind.header}
    reason = request.form.get("reason", "").strip()
    if not reason:
        errors["reason"] = gettext(REASON)
    if errors:
        return _show(kind, errors, 422)
    try:
        with works().begin(acting()) as work:
            keeping.keep(work, kind, entry_text(kind, typed), home(), reason, follow)
    except Faulty as refused:
        wrong = {fault.column or kind.key[-1]: gettext(FAULTS[fault.code]) for fault in refused.faults}
        return _show(kind, wrong, 422)
    flash(gettext("The entry is kept."))
    return redirect(f"/triage/registers/{kind.name}", 303)  # type: ignore[return-value]


@blueprint.post("/<string:register>/differences")
@require_role(Role.ADMIN)
@bodies.takes(LARGEST_FILE + 100_000)
def compare(register: str) -> Response:
    """What a file would change. Nothing is kept."""
    kind = kind_named(register)
    errors = _texts("lines", most=LARGEST_FILE)
    text = _file() if not errors else ""
    if not errors and not text:
        errors = {"file": gettext(NO_TEXT if text is None else NO_FILE)}
    if not errors and (faults := _faults(kind, text or "")):
        errors = {"lines" if _typed("lines") else "file": faults}
    return _show(kind, errors, 422) if errors else _differences(kind, text or "")


@blueprint.post("/<string:register>/imports")
@require_role(Role.ADMIN)
@bodies.takes(2 * LARGEST_FILE)
def take(register: str) -> Response:
    """Keep what the file says, if nothing changed since its differences were shown."""
    kind, text = kind_named(register), request.form.get("csv", "")
    errors = _texts("reason")
    reason = request.form.get("reason", "").strip()
    if not reason:
        errors["reason"] = gettext(REASON)
    if errors:
        return _differences(kind, text, errors, 422)
    try:
        with works().begin(acting()) as work:
            if request.form.get("version", "") != str(keeping.version(work.session)):
                raise Stale
            found = keeping.keep(work, kind, text, home(), reason, follow)
    except Stale:
        return _differences(kind, text, {"": gettext(MEANWHILE)}, 409)
    except Faulty:
        return _differences(kind, text, {}, 422)
    flash(
        gettext("%(added)d added, %(changed)d changed.", added=len(found.added), changed=len(found.changed))
    )
    return redirect(f"/triage/registers/{kind.name}", 303)  # type: ignore[return-value]


class Stale(Exception):
    """The registers are not what they were when the differences were shown."""


def _texts(*fields: str, most: int = 1000) -> dict[str, str]:
    """What is wrong with typed texts as such."""
    wrong: dict[str, str] = {}
    for name in fields:
        try:
            Text(most=most).deserialize(request.form.get(name, ""))
        except ValidationError as error:
            wrong[name] = field_errors({"form": error.messages})[0]["message"]
    return wrong


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _faults(kind: Kind, text: str) -> str:
    """The first faults of a file, each with its line and column."""
    with works().reading() as session:
        found = keeping.propose(session, kind, text, home()).faults
    told = " ".join(fault_text(one) for one in found[:TOLD])
    return told if len(found) <= TOLD else f"{told} {gettext('%(count)s faults in all.', count=len(found))}"


def _file() -> str | None:
    """The chosen file, or what was pasted; None when it is not text."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return request.form.get("lines", "").strip()
    try:
        return sent.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _differences(
    kind: Kind, text: str, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    with works().reading() as session:
        found = keeping.propose(session, kind, text, home())
        version = keeping.version(session)
    if found.faults and not errors:
        errors, status = {"": gettext(FAULTY)}, 422
    html = render_template(
        "triage/register_import.html",
        kind=kind,
        text=text,
        found=difference_json(found),
        faults=[fault_text(one) for one in found.faults[:SHOWN]],
        fault_count=len(found.faults),
        version=version,
        errors=errors or {},
        typed=request.form if errors else {},
        shown=SHOWN,
    )
    return make_response(html, status)


def _show(kind: Kind, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    text = request.args.get("q", "").strip()[:60]
    with works().reading() as session:
        entries = [entry_json(one) for one in keeping.listed(session, kind, home(), text)]
        asked = request.args.get("edit", "")
        opened = next((one for one in entries if one["id"] == asked), None)
        rows = [
            change_json(one) for one in keeping.changes(session, kind, opened["key"] if opened else None, 20)
        ]
    begin = _begin()
    html = render_template(
        "triage/register.html",
        kind=kind,
        entries=entries[begin : begin + PAGE],
        total=len(entries),
        begin=begin,
        page=PAGE,
        text=text,
        opened=opened,
        rows=[row for row in rows if not opened or row["key"] == opened["key"]],
        hints={column.name: column_text(column) for column in kind.columns if column.type is not Type.TEXT},
        errors=errors or {},
        typed=request.form if errors else (opened["cells"] if opened else {}),
    )
    return make_response(html, status)


def _begin() -> int:
    asked = request.args.get("from", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0


def cell_text(name: str, text: str) -> str:
    """A cell as a person reads it."""
    if text in CHOICES and name in ("post", "basis", "designated", "public", "has_body", "kind", "mistaken"):
        return gettext(CHOICES[text])
    if name in ("division", "entrusted_by", "parent", "worked_in") and text:
        return f"{names().division_name(text, locale())} {text}"
    return text
