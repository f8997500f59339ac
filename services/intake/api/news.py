"""Asking to be told that there is news."""

from typing import Any

from flask import Response, jsonify

from services.intake import wording
from services.intake.api.pursuit import RECEIPT, opened
from services.intake.news import asking
from services.intake.news.asking import NotTold, Wish
from services.intake.news.senders import senders_of
from services.intake.schemas.receipts import NewsSchema, NewsWishSchema
from shared.i18n import N_
from shared.web import works
from shared.web.api import Blueprint
from shared.web.context import settings
from shared.web.problems import problem
from shared.work import PUBLIC

blueprint = Blueprint(
    "news", __name__, url_prefix="/api/v1/complaints", description="Be told that there is news"
)


@blueprint.get("/<string:tracking_number>/news")
@blueprint.doc(**RECEIPT)
@blueprint.response(200, NewsSchema)
@blueprint.refuses(401, 404)
def show(tracking_number: str) -> Response:
    """Which ways this house offers, and which was asked for. The address is never given back."""
    with works().reading() as session:
        found = opened(session, tracking_number)
        return jsonify(_as_json(asking.wish_of(session, found, senders_of(settings()))))


@blueprint.put("/<string:tracking_number>/news")
@blueprint.doc(**RECEIPT)
@blueprint.arguments(NewsWishSchema)
@blueprint.response(200, NewsSchema)
@blueprint.refuses(401, 404, 409)
def ask(body: dict[str, Any], tracking_number: str) -> Response:
    """Ask to be told that there is news, and nothing but that; it replaces what was asked for before.

    Not for anonymous complaints: there is nobody whose address could be kept.
    """
    offered = senders_of(settings())
    with works().begin(PUBLIC) as work:
        found = opened(work.session, tracking_number)
        try:
            asking.ask(work, found, body["way"], body["address"], offered)
        except NotTold as not_told:
            raise problem(409, f"not_told_{not_told.shut}", wording.not_told(not_told.shut)) from None
        work.session.flush()
        return jsonify(_as_json(asking.wish_of(work.session, found, offered)))


@blueprint.delete("/<string:tracking_number>/news")
@blueprint.doc(**RECEIPT)
@blueprint.response(204, description=N_("Nothing is left to say."))
@blueprint.refuses(401, 404)
def stop(tracking_number: str) -> Response:
    """Forget the address."""
    with works().begin(PUBLIC) as work:
        asking.stop(work, opened(work.session, tracking_number))
    return Response(status=204)


def _as_json(wish: Wish) -> dict[str, Any]:
    return {
        "offered": [str(way) for way in wish.offered],
        "way": str(wish.way) if wish.way else None,
        "failed_at": wish.failed_at.isoformat() if wish.failed_at else None,
        "closed": str(wish.shut) if wish.shut else None,
    }
