"""Following: how it stands, and what the complainant does about it. The receipt code opens it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from services.intake import pursuit, wording
from services.intake.presentation import as_json, shown_message
from services.intake.pursuit import NotOpen
from services.intake.schemas.following import ComplaintStateSchema, ShownMessageSchema
from services.intake.schemas.submitting import MessageSchema, RatingSchema, ReasonSchema
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.web import works
from shared.web.api import Blueprint, once
from shared.web.idempotency import answer_once, sent
from shared.web.problems import Problem, problem
from shared.work import PUBLIC, Work

blueprint = Blueprint(
    "following", __name__, url_prefix="/api/v1/complaints", description="Follow a complaint"
)
RECEIPT: dict[str, Any] = {"security": [{"receipt": []}]}
ERASED = N_(
    "The term for which this complaint had to be kept is over. It was erased on %(day)s; nothing of it is "
    "kept that could be shown."
)
Change = Callable[[Work, UUID], dict[str, Any] | None]


@blueprint.get("/<string:tracking_number>")
@blueprint.doc(**RECEIPT)
@blueprint.response(200, ComplaintStateSchema)
@blueprint.refuses(401, 404, 410)
def show(tracking_number: str) -> Response:
    """How the complaint stands, for the holder of its receipt code."""
    with works().reading() as session:
        view = pursuit.view(session, opened(session, tracking_number))
        return jsonify(as_json(view, works().clock()))


@blueprint.post("/<string:tracking_number>/messages")
@blueprint.doc(**RECEIPT)
@blueprint.arguments(MessageSchema)
@once
@blueprint.response(201, ShownMessageSchema)
@blueprint.refuses(401, 404, 409, 410)
def write(body: dict[str, Any], tracking_number: str) -> Response:
    """Add a message to the complaint."""
    return _change(
        tracking_number, lambda work, found: shown_message(pursuit.write(work, found, body["text"])), 201
    )


@blueprint.post("/<string:tracking_number>/withdrawal")
@blueprint.doc(**RECEIPT)
@blueprint.arguments(ReasonSchema)
@once
@blueprint.response(200, ComplaintStateSchema)
@blueprint.refuses(401, 404, 409, 410)
def withdraw(body: dict[str, Any], tracking_number: str) -> Response:
    """Withdraw the complaint; what is already investigated may go on ex officio."""
    return _change(tracking_number, lambda work, found: pursuit.withdraw(work, found, body["reason"]))


@blueprint.post("/<string:tracking_number>/rating")
@blueprint.doc(**RECEIPT)
@blueprint.arguments(RatingSchema)
@once
@blueprint.response(200, ComplaintStateSchema)
@blueprint.refuses(401, 404, 409, 410)
def rate(body: dict[str, Any], tracking_number: str) -> Response:
    """Rate the handling, once for each answer."""
    return _change(tracking_number, lambda work, found: pursuit.rate(work, found, body))


@blueprint.post("/<string:tracking_number>/recheck")
@blueprint.doc(**RECEIPT)
@blueprint.arguments(ReasonSchema)
@once
@blueprint.response(200, ComplaintStateSchema)
@blueprint.refuses(401, 404, 409, 410)
def request_recheck(body: dict[str, Any], tracking_number: str) -> Response:
    """Ask the body one level up to look again, within 30 days of the answer."""
    return _change(tracking_number, lambda work, found: pursuit.request_recheck(work, found, body["reason"]))


def opened(session: Any, tracking_number: str) -> UUID:
    """The complaint that the request's receipt code opens; 401 without a code, 404 for every other reason."""
    scheme, _, code = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "receipt" or not code.strip():
        raise problem(401, "receipt_required", headers={"WWW-Authenticate": "Receipt"})
    found = pursuit.find(session, tracking_number, code)
    if found is None:
        raise problem(404, "not_found")
    if day := pursuit.erased_on(session, found):
        raise problem(410, "erased", gettext(ERASED, day=day.isoformat()))
    return found


def _change(tracking_number: str, change: Change, status: int = 200) -> Response:
    """Do `change`; answer with what it gives, or with how the complaint stands after it."""

    def do(work: Work) -> Answer:
        found = opened(work.session, tracking_number)
        made = change(work, found)
        work.session.flush()
        return made or as_json(pursuit.view(work.session, found), work.now), status, {}

    try:
        return sent(answer_once(PUBLIC, do, scope=request.headers.get("Authorization")))
    except NotOpen as refused:
        raise not_open(refused) from None


def not_open(refused: NotOpen) -> Problem:
    """Why an action is closed, as a problem."""
    closed = refused.permission.closed
    assert closed is not None  # noqa: S101 NotOpen is raised for closed permissions only
    return problem(409, f"not_open_{closed}", wording.closed(closed))
