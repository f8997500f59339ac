"""Submitting: a receipt beforehand, and the complaint."""

from typing import Any

from flask import Response

from services.intake import gate, reception, tickets, warnings, wording
from services.intake.domain.complaint import Submission
from services.intake.hotline.seat import Seat
from services.intake.reception import OtherComplaint, Refused, StaleTicket
from services.intake.schemas.submitting import ComplaintSchema, ReceiptSchema, ReceivedSchema
from services.intake.tickets import BadTicket, Ticket
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.web import works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import Problem, problem
from shared.work import PUBLIC, Actor, Work

blueprint = Blueprint("complaints", __name__, url_prefix="/api/v1", description="Submit a complaint")

TICKET_FAULTS = {
    "unreadable": N_("This ticket is not one of ours. Ask for a new one at /api/v1/receipts."),
    "expired": N_("This ticket is older than 30 days. Ask for a new one at /api/v1/receipts."),
    "used": N_("This ticket was used for another complaint. Ask for a new one at /api/v1/receipts."),
}
WORK_FIRST = N_(
    "Very many complaints come from your address at the moment. Nothing is refused: find a proof so that "
    "SHA-256 of “tracking_number:proof” begins with %(bits)d zero bits, "
    "and send the same again with ticket and proof."
)


@blueprint.post("/receipts")
@blueprint.response(201, ReceiptSchema)
def draw_receipt() -> dict[str, str]:
    """Number and code before the complaint.

    Note them, then submit with the ticket, as often as you need to: one ticket is one complaint.
    """
    ticket = tickets.draw(works().clock())
    return {
        "tracking_number": ticket.tracking_number,
        "receipt_code": ticket.receipt_code,
        "ticket": ticket.sealed(),
    }


@blueprint.post("/complaints")
@blueprint.arguments(ComplaintSchema)
@once
@blueprint.response(201, ReceivedSchema)
@blueprint.refuses(429)
@blueprint.gives(Location="Where the complaint is followed.")
def submit(body: dict[str, Any]) -> Response:
    """Submit a complaint. It is kept, with its receipt, before this answers.

    Where very many send from one address, 429 asks for a little work first: its `challenge` holds number,
    code and ticket, and how many zero bits SHA-256 of `tracking_number:proof` must begin with. Send the same
    body again with that `ticket` and your `proof`. Nobody is turned away.
    """
    ticket, who = read_ticket(body["ticket"]), gate.caller()
    now = works().clock()
    if not gate.admits(who, ticket, body["proof"], now):
        raise _work_first(gate.priced(who, ticket, now))
    answer = received(PUBLIC, ComplaintSchema.submission(body), ticket)
    gate.took(who)
    return answer


def _work_first(ticket: Ticket) -> Problem:
    bits = ticket.price.bits if ticket.price else 0
    title = gettext(N_("Some work first, then it is taken"))
    challenge = {
        "algorithm": "SHA-256",
        "bits": bits,
        "tracking_number": ticket.tracking_number,
        "receipt_code": ticket.receipt_code,
        "ticket": ticket.sealed(),
    }
    detail, headers = gettext(WORK_FIRST, bits=bits), {"Retry-After": "1"}
    return problem(
        429, "proof_wanted", detail, headers=headers, extra={"title": title, "challenge": challenge}
    )


def read_ticket(text: str | None) -> Ticket | None:
    """Raises a Problem for a text that is not a ticket."""
    if text is None:
        return None
    try:
        return tickets.read(text)
    except BadTicket:
        raise _ticket_problem("unreadable") from None


def received(
    actor: Actor,
    submission: Submission,
    ticket: Ticket | None,
    seat: Seat | None = None,
    scope: str | None = None,
) -> Response:
    """Keep the submission and answer as the contract says, or refuse with every field at fault named."""

    def do(work: Work) -> Answer:
        answer = reception.receive(work, submission, ticket, seat)
        told = warnings.as_json(submission)
        body = answer.as_json() | ({"warnings": told} if told else {})
        return body, 201, {"Location": f"/api/v1/complaints/{answer.tracking_number}"}

    try:
        return sent(answer_once(actor, do, scope=scope, adds=True))
    except Refused as refused:
        raise refused_problem(refused) from None
    except OtherComplaint:
        raise _ticket_problem("used") from None
    except StaleTicket:
        raise _ticket_problem("expired") from None


def refused_problem(refused: Refused) -> Problem:
    errors = [
        {
            "pointer": refusal.pointer,
            "message": gettext(wording.FAULT[refusal.fault]),
            "code": str(refusal.fault),
        }
        for refusal in refused.refusals
    ]
    return problem(422, "invalid", errors=errors)


def _ticket_problem(fault: str) -> Problem:
    error = {"pointer": "/ticket", "message": gettext(TICKET_FAULTS[fault]), "code": f"ticket_{fault}"}
    return problem(422, "invalid", errors=[error])
