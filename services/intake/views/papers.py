"""Scans of the papers that a letter, a visit or an order came with, added by the seat that entered it.

While the receipt is on the screen the seat holds the code that it is about to read out; with it, it adds
files as the complainant could, and sees those alone.
"""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request

from services.intake import pursuit
from services.intake.files.owners import Owner, of_complaint
from services.intake.orders import visits
from services.intake.pursuit import NotOpen
from services.intake.views import uploads
from services.intake.views.cookies import SEAT_RECEIPT
from services.intake.views.protection import stale
from shared.contracts.terms import Role
from shared.files.store import StoreAway, StoreFull
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role
from shared.web import works
from shared.web.problems import problem

blueprint = Blueprint("papers", __name__, url_prefix="/hotline/papers")
SENT = N_("The papers were received. They are looked at and copied for the desks.")
NO_FILE = N_("No file was chosen.")
KEPT = N_("The representatives are kept with the record of the visit.")


@blueprint.get("")
@require_role(Role.HOTLINE)
def page() -> Response:
    """The papers of the complaint whose receipt is on the screen."""
    found = _held()
    return _to_the_desk() if found is None else _page(found)


@blueprint.post("")
@require_role(Role.HOTLINE)
def send() -> Response:
    """Add scans, sent by the form itself."""
    found = _held()
    if found is None:
        return _to_the_desk()
    errors, status = send_papers(found)
    return _page(found, errors, status) if errors else _again()


@blueprint.post("/representatives")
@require_role(Role.HOTLINE)
def represent() -> Response:
    """Who speaks for the others of a joint visit: five at most."""
    found = _held()
    if found is None:
        return _to_the_desk()
    if errors := stale():
        return _page(found, errors, 400)
    names, wrong = visits.read(request.form.get("representatives", ""))
    if wrong:
        return _page(found, {"representatives": wrong}, 422)
    with works().begin(acting()) as work:
        kept = visits.keep(work, found, names)
    if not kept:
        return _page(found, {"representatives": gettext(visits.ANONYMOUS)}, 422)
    flash(gettext(KEPT), "done")
    return _again()


def send_papers(complaint: UUID) -> tuple[dict[str, str], int]:
    """Take the files of this request; what is wrong, and the status to say it with."""
    files = uploads.coming(of_complaint(complaint))
    try:
        if errors := stale():
            files.drop()
            return errors, 400
        files.read()
    except NotOpen as refused:
        return {"": uploads.not_open(refused)}, 409
    except (StoreFull, StoreAway):
        return {"files": uploads.refusals(files)}, 503
    files.take()
    if wrong := uploads.refusals(files):
        return {"files": wrong}, 422
    flash(gettext(SENT if files.streams else NO_FILE), "done" if files.streams else "near")
    return {}, 303


def _held() -> UUID | None:
    receipt = SEAT_RECEIPT.read()
    if receipt is None or not receipt[1]:
        return None
    with works().reading() as session:
        return pursuit.find(session, *receipt)


def _owner() -> Owner:
    """Whose files the script of this page sends. As at every JSON door a cookie alone is nobody of the staff:
    the receipt is what opens it."""
    if (found := _held()) is None:
        raise problem(404, "not_found")
    return of_complaint(found)


uploads.doors(blueprint, _owner)


def _to_the_desk() -> Response:
    return make_response(redirect("/hotline/", 303))


def _again() -> Response:
    return make_response(redirect("/hotline/papers", 303))


def _page(found: UUID, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    with works().reading() as session:
        context: dict[str, Any] = visits.of(session, found)
    text = render_template(
        "intake/hotline/papers.html",
        receipt=SEAT_RECEIPT.read(),
        files=uploads.lines(of_complaint(found)),
        errors=errors or {},
        typed=request.form if errors else {},
        **context,
    )
    return make_response(text, status)
