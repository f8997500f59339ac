"""Looks at who complained, at the JSON doors."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.intake.domain.looks import State
from shared.web.answers import Moment
from shared.web.validation import Strict, Text

REASON_LIMIT = 1_000


class LookReasonSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"reason": "须向投诉人当面核实收取现金的经过。"}

    reason = Text(most=REASON_LIMIT, least=2, required=True)


class LookDecisionSchema(Strict):
    """The custodian's word."""

    EXAMPLE: ClassVar[Any] = {"granted": True, "reason": "核实事实确有必要，同意查看一次。"}

    granted = fields.Boolean(required=True, truthy={True}, falsy={False})
    reason = Text(most=REASON_LIMIT, least=2, required=True)


class SeenSchema(Schema):
    kind = fields.String()
    name = fields.String()
    phone = fields.String()
    email = fields.String()
    address = fields.String()
    representatives = fields.List(
        fields.String(), metadata={"description": "Who speaks for a joint visit, where there are any."}
    )


class LookSchema(Schema):
    id = fields.UUID(required=True)
    state = fields.String(required=True, metadata={"enum": [str(state) for state in State]})
    asked_at = Moment(required=True)
    complainant = fields.Nested(
        SeenSchema, required=True, allow_none=True, metadata={"description": "Shown with this answer only."}
    )


class AskedLookSchema(Schema):
    """A request or look as the custodian sees it; who complained is not in it."""

    id = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    state = fields.String(required=True, metadata={"enum": [str(state) for state in State]})
    body = fields.String(required=True)
    staff_name = fields.String(required=True)
    reason = fields.String(required=True)
    asked_at = Moment(required=True)
    answer = fields.String(required=True, allow_none=True)
    may_decide = fields.Boolean(required=True)


class AskedLooksSchema(Schema):
    items = fields.List(fields.Nested(AskedLookSchema), required=True)
