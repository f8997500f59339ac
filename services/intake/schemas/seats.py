"""What a hotline seat sends of a call, and what it is shown of what its department took."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, pre_load

from services.intake import examples
from services.intake.domain.arrival import PaperDays
from services.intake.fields import DivisionCode, Moment, Phone
from services.intake.schemas.submitting import ComplaintSchema
from shared.contracts.taxonomy import CATEGORIES
from shared.contracts.terms import Channel, Status
from shared.web.queries import Cursor, Limit
from shared.web.validation import Choice, Day, JsonBool, Strict, Text


class CallSchema(Strict):
    """The telephone call in which it was said."""

    number = Phone(allow_none=True, load_default=None)
    started_at = Moment(allow_none=True, load_default=None)
    ended_at = Moment(allow_none=True, load_default=None)
    read_back = JsonBool(load_default=False)


class ExternalOrderSchema(Strict):
    """The work order of another system that it came from."""

    system = Text(most=40, least=1, required=True)
    number = Text(most=80, least=1, required=True)


class HotlineComplaintSchema(ComplaintSchema):
    """A complaint as a hotline seat writes it down."""

    EXAMPLE: ClassVar[Any] = examples.CALLED

    channel = Choice(
        [channel for channel in Channel if channel is not Channel.WEB], load_default=Channel.HOTLINE.value
    )
    call = fields.Nested(CallSchema, allow_none=True, load_default=None)
    external_order = fields.Nested(ExternalOrderSchema, allow_none=True, load_default=None)
    received_on = Day(
        allow_none=True,
        load_default=None,
        metadata={
            "description": "The day on which a letter, or what else was on paper, reached the bureau (its"
            " stamp): the clocks count from it. Left out: today."
        },
    )
    dated_on = Day(
        allow_none=True, load_default=None, metadata={"description": "The day that stands on the paper."}
    )

    @staticmethod
    def paper(data: dict[str, Any]) -> PaperDays:
        """The days of the paper that a loaded body came from."""
        return PaperDays(data["received_on"], data["dated_on"])

    @pre_load
    def name_the_channel(self, data: Any, **_: Any) -> Any:
        """An order of 12345 came through 12345, where nobody says otherwise (it may have to go back, G8)."""
        order = data.get("external_order") if isinstance(data, dict) else None
        if (
            not isinstance(order, dict)
            or order.get("system") != Channel.LINE_12345.value
            or "channel" in data
        ):
            return data
        return data | {"channel": Channel.LINE_12345.value}


class SeatComplaintSchema(Schema):
    """One line of what a seat has taken."""

    tracking_number = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    entered_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "null: when it was received."}
    )
    accept_by = fields.Date(required=True)
    channel = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": [str(status) for status in Status]})
    matter = fields.String(required=True)


class SeatComplaintsSchema(Schema):
    items = fields.List(fields.Nested(SeatComplaintSchema), required=True)
    next = fields.String(allow_none=True, required=True)


class SeatQuerySchema(Strict):
    limit = Limit()
    cursor = Cursor()


class FoundComplaintsSchema(Schema):
    """What is shown beside a call; there is no telling whether there is more."""

    items = fields.List(fields.Nested(SeatComplaintSchema), required=True)


class CallerQuerySchema(Strict):
    number = Phone(least=1, required=True)


class SimilarQuerySchema(Strict):
    """What is known so far; the more is said, the better."""

    text = Text(most=800, load_default="")
    division = DivisionCode(allow_none=True, load_default=None)
    category = Choice(CATEGORIES, allow_none=True, load_default=None)
