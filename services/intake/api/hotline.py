"""The hotline seat: what was said on the telephone, or came as another system's work order."""

from typing import Any

from flask import Response, jsonify

from services.intake import seats
from services.intake.api.complaints import read_ticket, received
from services.intake.schemas import (
    HotlineComplaintSchema,
    ReceivedSchema,
    SeatComplaintsSchema,
    SeatQuerySchema,
)
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
    seat = seat_of(staff(), body["call"], body["external_order"])
    ticket = read_ticket(body["ticket"])
    return received(acting(), HotlineComplaintSchema.submission(body), ticket, seat, staff().home)


@blueprint.get("/complaints")
@require_role(Role.HOTLINE)
@blueprint.arguments(SeatQuerySchema, location="query")
@blueprint.response(200, SeatComplaintsSchema)
def recent(query: dict[str, Any]) -> Response:
    """What this seat's department has taken, newest first, without what it must not see."""
    with works().begin(acting()) as work:
        return jsonify(seats.recent(work, staff().home, query["limit"], query["cursor"]))
