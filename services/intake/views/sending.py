"""Sending the form, and the receipt: shown once, in large groups, for an hour at most."""

import math
from datetime import date

from flask import Blueprint, Response, make_response, render_template, request, url_for

from services.intake import drafts, gate, reception, tickets
from services.intake.domain import receipt
from services.intake.drafts import Sheet
from services.intake.files.owners import hand_over
from services.intake.form import faults
from services.intake.form.payload import payload
from services.intake.form.steps import BY_NAME
from services.intake.gate import Caller
from services.intake.models import Complaint
from services.intake.news.senders import senders_of
from services.intake.reception import OtherComplaint, StaleTicket
from services.intake.schemas.submitting import ComplaintSchema
from services.intake.tickets import BadTicket, Ticket
from services.intake.views import form
from services.intake.views.cookies import DRAFT, RECEIPT
from services.intake.views.protection import stale
from shared.clock import china_day
from shared.contracts.terms import Identity
from shared.i18n import N_, gettext
from shared.web import qr, works
from shared.web.context import settings
from shared.work import PUBLIC

blueprint = Blueprint("sending", __name__, url_prefix="/complaints")

SENT_BEFORE = N_(
    "This form had been sent before with other answers. Press send again to hand it in as a new complaint."
)


@blueprint.post("/new/check")
def submit() -> Response:
    """Hand the complaint in; pressed again after a lost answer, it shows the same receipt."""
    sheet, ticket = form.current_sheet(), _ticket()
    if errors := stale():
        return _check_page(sheet, errors, 400)
    if ticket and sheet.empty and _known(ticket):
        return _to_receipt(ticket)
    if sheet.empty or (back := faults.first_fault(sheet, _today())):
        return form.to(url_for("form.step", name="who" if sheet.empty else back, fix=1))
    who = gate.caller()
    if not gate.admits(who, ticket, request.form.get("proof", ""), works().clock()):
        return _to_line(who, sheet, ticket)
    ticket = ticket or tickets.draw(works().clock())
    try:
        _receive(sheet, ticket)
        gate.took(who)
    except (OtherComplaint, StaleTicket):
        form.renew_ticket(sheet)
        return _check_page(sheet, {"": gettext(SENT_BEFORE)}, 409)
    return _to_receipt(ticket)


def _to_line(who: Caller, sheet: Sheet, ticket: Ticket | None) -> Response:
    """Very many send from there: the form waits for its turn, or for what its script works out meanwhile."""
    with works().begin(PUBLIC) as work:
        sheet.ticket = gate.queued(work, who, ticket, sheet.begun_at).sealed()
        drafts.keep(work, sheet)
    return form.to(url_for("sending.show_turn"))


@blueprint.get("/turn")
def show_turn() -> Response | str:
    """How long one still waits before sending. It looks again by itself."""
    sheet = form.current_sheet()
    price = tickets.read(sheet.ticket).price if sheet.ticket else None
    if price is None or price.turn_at is None:
        return form.to(url_for("form.step", name="check"))
    left = math.ceil((price.turn_at - works().clock()).total_seconds())
    return render_template(
        "intake/form/turn.html",
        action=url_for("sending.submit"),
        carried=[],
        ticket=sheet.ticket,
        number=tickets.read(sheet.ticket or "").tracking_number,
        bits=price.bits,
        left=max(0, left),
        danger="imminent_danger" in (sheet.said("circumstances", "marks") or ()),
    )


def _check_page(sheet: Sheet, errors: faults.Faults, status: int) -> Response:
    if faults.first_fault(sheet, _today()):
        return form.to(url_for("form.start"))
    return make_response(form.page(sheet, BY_NAME["check"], errors), status)


def _ticket() -> Ticket | None:
    try:
        return tickets.read(request.form.get("ticket", ""))
    except BadTicket:
        return None


def _receive(sheet: Sheet, ticket: Ticket) -> None:
    submission = ComplaintSchema.submission(ComplaintSchema().load(payload(sheet)))
    with works().begin(PUBLIC) as work:
        received = reception.receive(work, submission, ticket)
        hand_over(work, sheet.token, received.complaint_id)
        drafts.discard(work, sheet.token)


def _to_receipt(ticket: Ticket) -> Response:
    response = RECEIPT.put(form.to(url_for("sending.show_receipt")), ticket.sealed())
    return DRAFT.drop(response)


@blueprint.get("/receipt")
def show_receipt() -> Response | str:
    return _receipt_page()


@blueprint.post("/receipt/noted")
def check_noted() -> Response | str:
    """Whether the code was noted: the last group, typed from the note."""
    ticket = _held()
    typed = request.form.get("last_group", "")
    if errors := stale():
        return make_response(_receipt_page(errors, typed), 400)
    if ticket and receipt.same_group(receipt.last_group(ticket.receipt_code), typed):
        return _receipt_page(noted=True)
    wrong = {"last_group": gettext("That is not the last group. Compare your note with the code above.")}
    return make_response(_receipt_page(wrong, typed), 422)


@blueprint.post("/receipt/done")
def leave() -> Response:
    """Forget the receipt in this browser."""
    return RECEIPT.drop(form.to(url_for("start.home")))


def _held() -> Ticket | None:
    text = RECEIPT.read()
    return tickets.read(text) if text else None


def _known(ticket: Ticket) -> Complaint | None:
    with works().reading() as session:
        found = reception.by_number(session, ticket.tracking_number)
        if found is not None:
            session.refresh(found, ["facts"])
        return found


def _receipt_page(
    errors: faults.Faults | None = None, typed: str = "", noted: bool = False
) -> Response | str:
    ticket = _held()
    complaint = _known(ticket) if ticket else None
    if ticket is None or complaint is None:
        return make_response(render_template("intake/form/receipt_over.html"), 404)
    return render_template(
        "intake/form/receipt.html",
        ticket=ticket,
        complaint=complaint,
        danger=complaint.facts["circumstances"]["imminent_danger"],
        errors=errors or {},
        typed=typed,
        noted=noted,
        qr=qr.svg(url_for("follow.ask", _external=True)),
        told_of_news=complaint.identity != Identity.ANONYMOUS and bool(senders_of(settings())),
    )


def _today() -> date:
    return china_day(works().clock())
