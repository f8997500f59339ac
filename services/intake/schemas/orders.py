"""Work orders at the JSON doors: what may be sent, what is answered."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.intake import examples
from services.intake.domain.orders import Closed, State, Step
from services.intake.fields import Moment
from services.intake.orders.deliveries import Told
from services.intake.schemas.seats import ExternalOrderSchema, HotlineComplaintSchema
from services.intake.schemas.submitting import MESSAGE_LIMIT
from shared.contracts.terms import Channel, Decision, Status
from shared.web.queries import Cursor, Limit
from shared.web.validation import Choice, Day, JsonBool, Strict, Text, most_items

BATCH = 200
VIEWS = ("open", "returned", "replied", "all")


class OrderSchema(HotlineComplaintSchema):
    """A complaint as another office's work order brings it."""

    EXAMPLE: ClassVar[Any] = examples.ORDER

    class Meta:
        exclude = ("ticket", "received_on", "dated_on")

    channel = Choice(
        [Channel.LINE_12345, Channel.HOTLINE, Channel.PETITION_OFFICE, Channel.SUPERIOR],
        load_default=Channel.LINE_12345.value,
    )
    external_order = fields.Nested(ExternalOrderSchema, required=True)
    dispatched_at = Moment(
        allow_none=True,
        load_default=None,
        metadata={
            "description": "When it was given to us: its clocks and the complaint's begin. Left out: now."
        },
    )
    reply_by = Day(
        allow_none=True,
        load_default=None,
        metadata={"description": "By which day the sender wants an answer."},
    )


class BatchSchema(Strict):
    """Orders, each of which is taken or refused by itself."""

    EXAMPLE: ClassVar[Any] = {"items": [examples.ORDER], "dry_run": True}

    items = fields.List(
        fields.Raw(metadata={"description": "As for one order."}),
        required=True,
        validate=most_items(BATCH),
        metadata={"maxItems": BATCH},
    )
    dry_run = JsonBool(load_default=False, metadata={"description": "Only tell what would be refused."})


class OrdersQuerySchema(Strict):
    view = Choice(VIEWS, load_default="open")
    limit = Limit()
    cursor = Cursor()


class SignSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"hard": False}

    hard = JsonBool(
        load_default=False, metadata={"description": "A hard case: 3 working days to send it back, not 1."}
    )


class SendBackSchema(Strict):
    EXAMPLE: ClassVar[Any] = {
        "reason": "反映事项属住房城乡建设主管部门职责",
        "addressee": "杭州市西湖区住房和城乡建设局",
    }

    reason = Text(most=MESSAGE_LIMIT, least=2, required=True)
    addressee = Text(most=200, least=2, required=True)


class InterimSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"text": "来件收悉，正在依法办理。"}

    text = Text(most=MESSAGE_LIMIT, least=2, required=True)


class NothingSchema(Strict):
    EXAMPLE: ClassVar[Any] = {}


# --- answers ---------------------------------------------------------------------------------


class RefusalSchema(Schema):
    pointer = fields.String(required=True)
    message = fields.String(required=True)
    code = fields.String(required=True)


class BatchResultSchema(Schema):
    index = fields.Integer(required=True)
    result = fields.String(required=True, metadata={"enum": ["received", "known", "refused"]})
    tracking_number = fields.String(required=True, allow_none=True)
    receipt_code = fields.String(
        required=True, allow_none=True, metadata={"description": "Given once: to the complainant."}
    )
    errors = fields.List(fields.Nested(RefusalSchema), required=True)


class BatchResultsSchema(Schema):
    items = fields.List(fields.Nested(BatchResultSchema), required=True)


class StepSchema(Schema):
    step = fields.String(required=True, metadata={"enum": [str(step) for step in Step]})
    closed = fields.String(
        required=True, allow_none=True, metadata={"enum": [*(str(each) for each in Closed), None]}
    )


class OrderLineSchema(Schema):
    """An order as its seat sees it."""

    id = fields.UUID(required=True)
    external_order = fields.Nested(ExternalOrderSchema, required=True)
    channel = fields.String(required=True)
    state = fields.String(required=True, metadata={"enum": [str(state) for state in State]})
    dispatched_at = fields.AwareDateTime(required=True)
    hard = fields.Boolean(required=True)
    sign_by = fields.Date(required=True)
    return_by = fields.Date(required=True)
    interim_by = fields.Date(required=True)
    reply_by = fields.Date(required=True, allow_none=True)
    returns = fields.Integer(required=True)
    designated = fields.Boolean(required=True)
    tracking_number = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": [str(status) for status in Status]})
    decision = fields.String(
        required=True, allow_none=True, metadata={"enum": [*(str(each) for each in Decision), None]}
    )
    matter = fields.String(required=True)


class OrdersSchema(Schema):
    items = fields.List(fields.Nested(OrderLineSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class DeliverySchema(Schema):
    """Something told to the sender, and how far it came."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, metadata={"enum": [str(told) for told in Told]})
    made_at = fields.AwareDateTime(required=True)
    attempts = fields.Integer(required=True)
    next_try_at = fields.AwareDateTime(required=True, allow_none=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    by_hand = fields.Boolean(required=True)
    error = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    proposed_addressee = fields.String(required=True, allow_none=True)


class OneOrderSchema(OrderLineSchema):
    may = fields.List(fields.Nested(StepSchema), required=True)
    deliveries = fields.List(fields.Nested(DeliverySchema), required=True)
