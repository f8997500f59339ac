"""Work orders of other systems: taken in, signed for, sent back, answered; what their sender was told."""

from collections.abc import Callable
from functools import reduce
from typing import Any
from uuid import UUID

from flask import Response, jsonify
from marshmallow import Schema

from services.intake.api.complaints import received
from services.intake.orders import deliveries, designating, keeping, showing, taking
from services.intake.orders.deliveries import Delivered
from services.intake.orders.keeping import NotOpen, NotTheirs, Shown
from services.intake.orders.wording import closed
from services.intake.schemas.orders import (
    BatchResultsSchema,
    BatchSchema,
    InterimSchema,
    NothingSchema,
    OneOrderSchema,
    OrderSchema,
    OrdersQuerySchema,
    OrdersSchema,
    SendBackSchema,
    SignSchema,
)
from services.intake.schemas.submitting import ReceivedSchema
from shared.contracts.terms import Role
from shared.i18n import N_, gettext
from shared.kept_answers import Answer
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.api import Blueprint, once, page
from shared.web.etags import check, stamp
from shared.web.idempotency import answer_once, sent
from shared.web.problems import problem
from shared.web.queries import bad_cursor
from shared.work import Work

blueprint = Blueprint("orders", __name__, url_prefix="/api/v1/hotline/orders", description="Work orders")
ONE = "/<uuid:order_id>"
DELIVERED = N_("This was delivered before.")
Step = Callable[..., Response]


@blueprint.post("")
@require_role(Role.HOTLINE)
@blueprint.arguments(OrderSchema)
@once
@blueprint.response(201, ReceivedSchema)
@blueprint.gives(Location="Where the complaint is followed.")
def submit(body: dict[str, Any]) -> Response:
    """Take one order in. The same number of the same system is one complaint (receipt_code null)."""
    return received(acting(), OrderSchema.submission(body), None, taking.seat_of(staff(), body), staff().home)


@blueprint.post("/batch")
@require_role(Role.HOTLINE)
@blueprint.arguments(BatchSchema)
@once
@blueprint.response(200, BatchResultsSchema)
def submit_many(body: dict[str, Any]) -> Response:
    """Take up to 200 in. Those that are fit are kept together; each of the others says why it is not."""

    def do(work: Work) -> Answer:
        door = taking.Taking(work, staff(), body["dry_run"])
        items = []
        for index, one in enumerate(body["items"]):
            result = door.take(one)
            kept = result.received
            items.append(
                {
                    "index": index,
                    "result": result.word,
                    "tracking_number": kept.tracking_number if kept else None,
                    "receipt_code": kept.receipt_code if kept else None,
                    "errors": result.errors,
                }
            )
        return {"items": items}, 200, {}

    return sent(answer_once(acting(), do))


@blueprint.get("")
@require_role(Role.HOTLINE)
@blueprint.arguments(OrdersQuerySchema, location="query")
@blueprint.response(200, OrdersSchema)
def listed(query: dict[str, Any]) -> Response:
    """The orders of the caller's department, newest first, without those it must not see."""
    before = _cursor(query["cursor"]) if query["cursor"] else None
    with works().begin(acting()) as work:
        found = keeping.listed(work.session, staff(), query["view"], query["limit"] + 1, before)
        answer = page(found, query["limit"], lambda one: str(one.order.id))
        return jsonify(answer | {"items": [showing.line(work, one) for one in answer["items"]]})


def _cursor(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise bad_cursor() from None


@blueprint.get(ONE)
@require_role(Role.HOTLINE)
@blueprint.response(200, OneOrderSchema)
@blueprint.refuses(404)
@blueprint.gives(ETag="The version, for If-Match.")
def show(order_id: UUID) -> Response:
    """One order: its clocks, what may be done now, and what was told to its sender."""
    with works().begin(acting()) as work:
        found = _theirs(work, order_id)
        return stamp(jsonify(showing.whole(work, found)), found.order.version)


def _theirs(work: Work, order_id: UUID, *, lock: bool = False) -> Shown:
    try:
        return keeping.find(work.session, staff(), order_id, lock=lock)
    except NotTheirs:
        raise problem(404, "not_found") from None


def _changed(order_id: UUID, do: Callable[[Work, Shown], Any]) -> Response:
    def change(work: Work) -> Answer:
        found = _theirs(work, order_id, lock=True)
        check(found.order.version)
        try:
            do(work, found)
        except NotOpen as refused:
            raise problem(409, "not_open", closed(refused.closed)) from None
        work.session.flush()
        answer = showing.plain(work.session, found)
        return answer, 200, {"ETag": f'"v{found.order.version}"'}

    return sent(answer_once(acting(), change))


def _step(path: str, body: type[Schema], *, versioned: bool = True) -> Callable[[Step], Step]:
    """A step with one order: for its seat, once, answered with the order as it then is."""
    on_what_was_read = [blueprint.versioned] if versioned else []
    layers = [
        blueprint.refuses(404, 409),
        blueprint.response(200, OneOrderSchema),
        once,
        *on_what_was_read,
        blueprint.arguments(body),
        require_role(Role.HOTLINE),
        blueprint.post(f"{ONE}{path}"),
    ]
    return lambda view: reduce(lambda layered, layer: layer(layered), layers, view)


@_step("/signature", SignSchema)
def sign(body: dict[str, Any], order_id: UUID) -> Response:
    """Sign for it, within 1 working day of the dispatch."""
    return _changed(order_id, lambda work, found: keeping.sign(work, found, hard=body["hard"]))


@_step("/return", SendBackSchema)
def send_back(body: dict[str, Any], order_id: UUID) -> Response:
    """Send it back once, with the reason and who should have it, after triage decided that it is not ours."""
    return _changed(
        order_id, lambda work, found: keeping.send_back(work, found, body["reason"], body["addressee"])
    )


@_step("/agreement", NothingSchema)
def agree(body: dict[str, Any], order_id: UUID) -> Response:
    """The petition office or superior agreed to take it back (Petition Regulations, art. 23)."""
    return _changed(order_id, keeping.agree)


@_step("/designation", NothingSchema)
def designate(body: dict[str, Any], order_id: UUID) -> Response:
    """It is ours after all: the superior designated us. It is judged once more and does not go back again."""
    return _changed(order_id, designating.take_on)


@_step("/interim-reply", InterimSchema)
def reply_meanwhile(body: dict[str, Any], order_id: UUID) -> Response:
    """Tell the sender how it stands, within 5 working days of the dispatch."""
    return _changed(order_id, lambda work, found: keeping.reply_meanwhile(work, found, body["text"]))


@_step("/deliveries/<uuid:delivery_id>/retry", NothingSchema, versioned=False)
def retry(body: dict[str, Any], order_id: UUID, delivery_id: UUID) -> Response:
    """Try once more to tell the sender."""
    return _delivery(order_id, delivery_id, deliveries.again)


@_step("/deliveries/<uuid:delivery_id>/handover", NothingSchema, versioned=False)
def hand_over(body: dict[str, Any], order_id: UUID, delivery_id: UUID) -> Response:
    """The sender was told by another way."""
    return _delivery(order_id, delivery_id, deliveries.handed_over)


def _delivery(order_id: UUID, delivery_id: UUID, do: Callable[[Work, Any], None]) -> Response:
    def change(work: Work) -> Answer:
        found = _theirs(work, order_id, lock=True)
        row = deliveries.find(work.session, order_id, delivery_id)
        if row is None:
            raise problem(404, "not_found")
        try:
            do(work, row)
        except Delivered:
            raise problem(409, "not_open", gettext(DELIVERED)) from None
        work.session.flush()
        return showing.plain(work.session, found), 200, {}

    return sent(answer_once(acting(), change))
