"""How long a complaint is kept: its page with the holds, the head's list, and certificates of erasure."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from marshmallow import Schema, ValidationError

from services.intake.api.retention import DESKS, LIFTED, READERS
from services.intake.domain.retention import HoldKind, Kept
from services.intake.retention import certificates, holding, planning
from services.intake.retention.certificates import NotTheirs as NoCertificate
from services.intake.retention.holding import Lifted, NotTheirs, Wanted
from services.intake.retention.showing import shown
from services.intake.schemas.retention import HoldSchema, LiftSchema
from services.intake.sight import TRIAGE
from services.intake.views.protection import stale
from services.intake.wording_retention import HOLDS, KEPT, RULES
from shared.contracts.articles import cite
from shared.contracts.retention import ARTICLES
from shared.contracts.terms import Role
from shared.i18n import N_, gettext, locale
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.papers import FORMS, as_file
from shared.web.problems import problem
from shared.web.validation import field_errors

blueprint = Blueprint("keeping", __name__, url_prefix="/retention")
SOON = timedelta(days=90)
PLACED = N_("The hold was placed. It stands with the case.")
ENDED = N_("The hold was ended.")
SLIPS = {
    "kind": N_("Choose what holds it."),
    "until": N_("Write the day like 2026-12-01, or leave it empty."),
}


@blueprint.get("/")
@require_role(*READERS)
def overview() -> str:
    """What is erased soon, what is on hold, and what was erased. An auditor sees certificates only."""
    head = staff().has(Role.HEAD)
    with works().begin(acting()) as work:
        day = work.today + SOON
        soon = planning.soon(work.session, staff(), day) if head else []
        held = planning.on_hold(work.session, staff(), work.today) if head else []
        work.record("retention.listed", staff().home, {"soon": len(soon), "held": len(held)})
        return render_template(
            "intake/retention/overview.html",
            head=head,
            today=work.today,
            soon=[(one.tracking_number, until) for one, until in soon],
            held=[(one.tracking_number, hold) for one, hold in held],
            certificates=certificates.of(work.session, staff()),
            holds=HOLDS,
            day=day,
        )


@blueprint.get("/<string:tracking_number>")
@require_role(*DESKS)
def complaint(tracking_number: str) -> Response:
    return _page(tracking_number)


@blueprint.post("/<string:tracking_number>/holds")
@require_role(Role.HEAD)
def place(tracking_number: str) -> Response:
    if errors := stale():
        return _page(tracking_number, errors, 400)
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in ("kind", "reason")}
    typed["until"] = request.form.get("until", "").strip() or None
    said = _read(HoldSchema(), typed)
    if "errors" in said:
        said["errors"] |= {name: gettext(text) for name, text in SLIPS.items() if name in said["errors"]}
        return _page(tracking_number, said["errors"], 422)
    try:
        with works().begin(acting()) as work:
            holding.place(work, staff(), tracking_number, Wanted(**said))
    except NotTheirs:
        raise problem(404, "not_found") from None
    return _back(tracking_number, PLACED)


@blueprint.post("/<string:tracking_number>/holds/<uuid:hold_id>")
@require_role(Role.HEAD)
def lift(tracking_number: str, hold_id: UUID) -> Response:
    if errors := stale():
        return _page(tracking_number, errors, 400)
    said = _read(LiftSchema(), {"reason": request.form.get("reason", "")})
    if "errors" in said:
        found = {f"{name}-{hold_id}": text for name, text in said["errors"].items()}
        return _page(tracking_number, found, 422)
    try:
        with works().begin(acting()) as work:
            holding.lift(work, staff(), tracking_number, hold_id, said["reason"])
    except NotTheirs:
        raise problem(404, "not_found") from None
    except Lifted:
        return _page(tracking_number, {"": gettext(LIFTED)}, 409)
    return _back(tracking_number, ENDED)


@blueprint.get("/certificates/<uuid:certificate_id>")
@require_role(*READERS)
def certificate(certificate_id: UUID) -> str:
    with works().begin(acting()) as work:
        found = _certificate(work, certificate_id)
        entries = certificates.erasures_of(work.session, found)
        return render_template(
            "intake/retention/certificate.html",
            certificate=found,
            entries=entries,
            holds=certificates.holds(found, entries),
            rules=RULES,
            articles=[cite(key, locale()) for key in ARTICLES],
        )


@blueprint.get("/certificates/<uuid:certificate_id>.<string:form>")
@require_role(*READERS)
def certificate_as_file(certificate_id: UUID, form: str) -> Response:
    """The certificate to be printed, signed and filed."""
    if form not in FORMS:
        raise problem(404, "not_found")
    with works().begin(acting()) as work:
        found = _certificate(work, certificate_id)
        paper, name = certificates.paper(work.session, found), f"erasure-{found.year}-{found.serial}"
    return as_file(paper, name, form)


def _certificate(work: Any, key: UUID) -> Any:
    try:
        found = certificates.find(work.session, staff(), key)
    except NoCertificate:
        raise problem(404, "not_found") from None
    work.record("erasure.certificate_read", f"{found.body}:{found.number}")
    return found


def _worth_saying(kept: list[str]) -> list[str]:
    """While it is open, that nobody has said that it is over is no news."""
    return [each for each in kept if each in (Kept.OPEN, Kept.HELD)] if Kept.OPEN in kept else kept


def _read(schema: Schema, typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, or its faults under `errors`."""
    try:
        loaded: dict[str, Any] = schema.load(typed)
    except ValidationError as error:
        found = field_errors({"json": error.messages})
        return {"errors": {one["pointer"][1:]: one["message"] for one in found}}
    return loaded


def _back(number: str, text: str) -> Response:
    flash(gettext(text), "done")
    return make_response(redirect(url_for("keeping.complaint", tracking_number=number), 303))


def _page(number: str, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    try:
        with works().begin(acting()) as work:
            told = shown(work, staff(), number)
            work.record("retention.read", told["tracking_number"], {"home": staff().home})
    except NotTheirs:
        raise problem(404, "not_found") from None
    triage = staff().has(Role.TRIAGE)
    text = render_template(
        "intake/retention/complaint.html",
        told=told,
        number=number,
        head=staff().has(Role.HEAD),
        kept=KEPT,
        reasons=_worth_saying(told["kept"]),
        rules=RULES,
        holds=HOLDS,
        kinds=list(HoldKind),
        back=f"/triage/complaints/{number}" if triage else f"/investigation/?q={number}",
        desk=TRIAGE if triage else "investigation",
        by_itself=holding.BY_ITSELF,
        errors=errors or {},
        typed=request.form,
    )
    return make_response(text, status)
