"""The whole form on one page: what is typed goes from page to page, and is kept with us only when sent."""

import math
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template, request, url_for

from services.intake import gate, reception, tickets, vault
from services.intake.drafts import Sheet, Values
from services.intake.form import whole
from services.intake.form.faults import Faults
from services.intake.form.payload import payload
from services.intake.gate import Caller
from services.intake.reception import OtherComplaint, StaleTicket
from services.intake.schemas.submitting import ComplaintSchema
from services.intake.tickets import BadTicket, Ticket
from services.intake.views import answers, choices, form
from services.intake.views.cookies import RECEIPT
from services.intake.views.protection import stale
from services.intake.views.sending import SENT_BEFORE
from shared.clock import china_day
from shared.i18n import gettext
from shared.web import works
from shared.work import PUBLIC

blueprint = Blueprint("whole", __name__, url_prefix="/complaints/whole")


@blueprint.get("")
def blank() -> str:
    return _page({}, {})


@blueprint.post("")
def look_over() -> Response | str:
    """Show what was typed once more before it is sent, or what to change in it."""
    values = whole.typed(request.form)
    if errors := stale():
        return make_response(_page(values, errors), 400)
    if "change" in request.form:
        return _page(values, {})
    sheet = whole.sheet(values)
    if errors := _wrong(sheet):
        return make_response(_page(values, errors), 422)
    return _check(values, sheet, {}, tickets.draw(works().clock()))


@blueprint.post("/send")
def submit() -> Response | str:
    """Hand the complaint in; pressed again after a lost answer, it shows the same receipt."""
    values = whole.typed(request.form)
    sheet, ticket, who = whole.sheet(values), _ticket(), gate.caller()
    if errors := _wrong(sheet):
        return make_response(_page(values, errors), 422)
    if errors := stale():
        return make_response(_check(values, sheet, errors, ticket), 400)
    if not gate.admits(who, ticket, request.form.get("proof", ""), works().clock()):
        return _turn(values, who, ticket)
    try:
        _receive(sheet, ticket)
    except (OtherComplaint, StaleTicket):
        fresh = tickets.draw(works().clock())
        return make_response(_check(values, sheet, {"": gettext(SENT_BEFORE)}, fresh), 409)
    gate.took(who)
    return RECEIPT.put(form.to(url_for("sending.show_receipt")), ticket.sealed())


def _ticket() -> Ticket:
    try:
        return tickets.read(request.form.get("ticket", ""))
    except BadTicket:
        return tickets.draw(works().clock())


def _wrong(sheet: Sheet) -> Faults:
    return whole.wrong(sheet, china_day(works().clock()))


def _receive(sheet: Sheet, ticket: Ticket) -> None:
    submission = ComplaintSchema.submission(ComplaintSchema().load(payload(sheet)))
    with works().begin(PUBLIC) as work:
        reception.receive(work, submission, ticket)


def _begun() -> str:
    """When the page was opened, sealed; it goes along with what is typed."""
    return request.form.get("begun") or vault.seal_text("begun", works().clock().isoformat())


def _begun_at() -> datetime | None:
    try:
        return datetime.fromisoformat(vault.open_text("begun", _begun()))
    except vault.Unreadable:
        return None


def _page(values: Values, errors: Faults) -> str:
    return render_template(
        "intake/form/whole.html",
        values=values,
        errors=errors,
        begun=_begun(),
        choices=choices,
        place_choices=whole.choices_of_places(values),
    )


def _check(values: Values, sheet: Sheet, errors: Faults, ticket: Ticket) -> str:
    return render_template(
        "intake/form/whole_check.html",
        errors=errors,
        carried=[*whole.carried(values), ("begun", _begun())],
        ticket=ticket.sealed(),
        **answers.summary(sheet, [], links=False),
    )


def _turn(values: Values, who: Caller, ticket: Ticket) -> str:
    """Very many send from there: a place in the line, which the page itself holds."""
    with works().begin(PUBLIC) as work:
        queued = gate.queued(work, who, ticket, _begun_at())
    turn_at = queued.price.turn_at if queued.price else None
    left = math.ceil((turn_at - works().clock()).total_seconds()) if turn_at else 0
    return render_template(
        "intake/form/turn.html",
        action=url_for("whole.submit"),
        carried=[*whole.carried(values), ("begun", _begun())],
        ticket=queued.sealed(),
        number=queued.tracking_number,
        bits=queued.price.bits if queued.price else 0,
        left=max(0, left),
        danger="imminent_danger" in values.get("marks", ()),
    )
