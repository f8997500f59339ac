"""The receipt to take away: as a PDF, and the proof with what was submitted, as text."""

from uuid import UUID

from flask import Blueprint, Response, abort, url_for

from services.intake import proofs, receipt_paper, reception, tickets
from services.intake.models import Complaint
from services.intake.proofs import Handed
from services.intake.receipt_paper import Receipt
from services.intake.tickets import Ticket
from services.intake.views.cookies import FOLLOWED, RECEIPT
from shared.web import works
from shared.web.papers import download

blueprint = Blueprint("receipts", __name__)
TEXT = "text/plain; charset=utf-8"


@blueprint.get("/complaints/receipt/<string:what>")
def of_new(what: str) -> Response:
    """For an hour after sending; the paper then bears the code."""
    text = RECEIPT.read()
    ticket = tickets.read(text) if text else None
    with works().reading() as session:
        complaint = reception.by_number(session, ticket.tracking_number) if ticket else None
    if complaint is None:
        abort(404)
    return _file(complaint.id, what, ticket)


@blueprint.get("/follow/receipt/<string:what>")
def of_followed(what: str) -> Response:
    """At any time, for whoever opened the complaint; the code is not known then."""
    followed = FOLLOWED.read()
    if followed is None:
        abort(404)
    return _file(UUID(followed), what, None)


def _file(complaint_id: UUID, what: str, ticket: Ticket | None) -> Response:
    if what not in ("receipt.pdf", "proof.txt", "submission.txt"):
        abort(404)
    handed = proofs.make(works(), complaint_id)
    number = handed.proof.said.tracking_number
    match what:
        case "proof.txt":
            return download(handed.proof.text().encode, f"proof-{number}.txt", TEXT)
        case "submission.txt":
            return download(handed.submission.encode, f"submission-{number}.txt", TEXT)
        case _:
            paper = _paper(complaint_id, handed, ticket)
            return download(lambda: receipt_paper.render(paper), f"receipt-{number}.pdf", "application/pdf")


def _paper(complaint_id: UUID, handed: Handed, ticket: Ticket | None) -> Receipt:
    with works().reading() as session:
        complaint = session.get_one(Complaint, complaint_id)
        return Receipt(
            number=complaint.tracking_number,
            code=ticket.receipt_code if ticket else None,
            received_at=complaint.received_at,
            accept_by=complaint.accept_by,
            follow=url_for("follow.ask", _external=True),
            verify=url_for("verify.ask", _external=True),
            proof=handed.proof,
            by_stamp=complaint.entered_at is not None,
        )
