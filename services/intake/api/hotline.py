"""The hotline seat: what was said on the telephone, or came as another system's work order."""

from typing import Any

from flask import Response, jsonify

from services.intake import history, seats
from services.intake.api.complaints import read_ticket, received
from services.intake.domain.likeness import Matter
from services.intake.schemas.seats import (
    CallerQuerySchema,
    FoundComplaintsSchema,
    HotlineComplaintSchema,
    SeatComplaintsSchema,
    SeatQuerySchema,
    SimilarQuerySchema,
)
from services.intake.schemas.submitting import ReceivedSchema
from services.intake.seats import seat_of
from shared.contracts.terms import Role
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.api import Blueprint, once

blueprint = Blueprint("calls", __name__, url_prefix="/api/v1/hotline", description="Hotline seats")


@blueprint.post("/complaints")
@require_role(Role.HOTLINE)
@blueprint.arguments(HotlineComplaintSchema)
@once
@blueprint.response(201, ReceivedSchema)
@blueprint.gives(Location="Where the complaint is followed.")
def submit(body: dict[str, Any]) -> Response:
    """Keep what a seat was told. The same external order twice is one complaint (receipt_code null)."""
    seat = seat_of(staff(), body["call"], body["external_order"], paper=HotlineComplaintSchema.paper(body))
    ticket = read_ticket(body["ticket"])
    return received(acting(), HotlineComplaintSchema.submission(body), ticket, seat, staff().home)


@blueprint.get("/complaints")
@require_role(Role.HOTLINE)
@blueprint.arguments(SeatQuerySchema, location="query")
@blueprint.response(200, SeatComplaintsSchema)
def recent(query: dict[str, Any]) -> Response:
    """What this seat's department has taken, newest first, without what it must not see."""
    with works().begin(acting()) as work:
        return jsonify(seats.recent(work, staff(), query["limit"], query["cursor"]))


@blueprint.get("/callers")
@require_role(Role.HOTLINE)
@blueprint.arguments(CallerQuerySchema, location="query")
@blueprint.response(200, FoundComplaintsSchema)
def callers(query: dict[str, Any]) -> Response:
    """Earlier complaints, as far as the seat may see them, of those who gave this number with their open name
    or rang from it."""
    with works().begin(acting()) as work:
        return jsonify(items=history.of_caller(work, staff(), query["number"]))


@blueprint.get("/similar")
@require_role(Role.HOTLINE)
@blueprint.arguments(SimilarQuerySchema, location="query")
@blueprint.response(200, FoundComplaintsSchema)
def similar(query: dict[str, Any]) -> Response:
    """Complaints like this among the newest 2,000 that the seat may see, the most alike first."""
    matter = Matter(
        query["text"],
        [query["division"]] if query["division"] else [],
        [query["category"]] if query["category"] else [],
    )
    with works().begin(acting()) as work:
        return jsonify(items=history.like(work, staff(), matter))
