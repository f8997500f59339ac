"""Orders taken in, one or many: each is kept, known already, or refused with its faults."""

from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError

from services.intake import reception, seats, wording
from services.intake.hotline.seat import Seat
from services.intake.reception import Received, Refused
from services.intake.schemas.orders import OrderSchema
from shared.i18n import gettext
from shared.staff.tokens import StaffToken
from shared.web.validation import field_errors
from shared.work import Work

SCHEMA = OrderSchema()
Errors = list[dict[str, str]]


@dataclass(frozen=True)
class Result:
    """What became of one. `received` None: refused, or a dry run in which nothing is wrong."""

    errors: Errors = field(default_factory=list)
    received: Received | None = None
    known: bool = False

    @property
    def word(self) -> str:
        return "refused" if self.errors else "known" if self.known else "received"


@dataclass
class Taking:
    """Takes orders of one piece of work; the same order twice among them is one."""

    work: Work
    token: StaffToken
    dry: bool = False
    _seen: dict[str, Received | None] = field(default_factory=dict)

    def take(self, body: Any) -> Result:
        try:
            said: Any = SCHEMA.load(body if isinstance(body, dict) else {})
        except ValidationError as error:
            return Result(field_errors({"json": error.messages}))
        seat = seat_of(self.token, said)
        key = seat.order_key or ""
        if key in self._seen:
            return Result(received=_without_code(self._seen[key]), known=True)
        try:
            if self.dry:
                known = reception.known(self.work, OrderSchema.submission(said), seat)
                received = None
            else:
                received = reception.receive(self.work, OrderSchema.submission(said), seat=seat)
                known = received.receipt_code is None
        except Refused as refused:
            return Result(refusals(refused))
        self._seen[key] = received
        return Result(received=received, known=known)


def seat_of(token: StaffToken, said: dict[str, Any]) -> Seat:
    made = seats.seat_of(token, said["call"], said["external_order"])
    return Seat(
        home=made.home,
        call=made.call,
        order=made.order,
        dispatched_at=said["dispatched_at"],
        reply_by=said["reply_by"],
    )


def refusals(refused: Refused) -> Errors:
    return [
        {"pointer": one.pointer, "message": gettext(wording.FAULT[one.fault]), "code": str(one.fault)}
        for one in refused.refusals
    ]


def _without_code(received: Received | None) -> Received | None:
    if received is None:
        return None
    return Received(
        received.complaint_id, received.tracking_number, None, received.received_at, received.accept_by
    )
