"""The hotline's own bodies and answers: drafts of calls, and calls that the telephone system announces."""

from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields

from services.intake.domain.complaint import STATEMENT_LIMIT
from services.intake.fields import Phone
from shared.i18n import N_
from shared.web.answers import Moment
from shared.web.validation import Said, Strict, Text, most_items

NAME = Text(most=40, least=1)
VALUE = Text(most=STATEMENT_LIMIT)
MOST_FIELDS = 100
MOST_CHOSEN = 50


class FieldValue(fields.Field[Any]):
    """What stands in one field: a text, or the texts that were ticked."""

    def __init__(self, **kwargs: Any) -> None:
        text = {"type": "string", "maxLength": STATEMENT_LIMIT}
        either = [text, {"type": "array", "items": text, "maxItems": MOST_CHOSEN}]
        super().__init__(metadata={"anyOf": either}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            return VALUE.deserialize(value)
        if len(value) > MOST_CHOSEN:
            raise ValidationError(Said("too_many", N_("Tick at most %(most)d."), most=MOST_CHOSEN))
        return [VALUE.deserialize(one) for one in value]


class SeatDraftBodySchema(Strict):
    """What stands in the fields, finished or not, by the names that the desk's form has for them."""

    EXAMPLE: ClassVar[Any] = {
        "fields": {
            "call_number": "13800000000",
            "what": "来电人反映：检查时没有出示证件。",
            "who_kind": "officer",
        }
    }

    entries = fields.Dict(
        keys=NAME, values=FieldValue(), required=True, validate=most_items(MOST_FIELDS), data_key="fields",
        metadata={"maxProperties": MOST_FIELDS},
    )  # fmt: skip


class SeatDraftLineSchema(Schema):
    """A draft without what stands in it."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True, metadata={"description": "The number in the ETag."})
    began_at = Moment(required=True)
    changed_at = Moment(required=True)
    on_hold = fields.Boolean(required=True)
    held_seconds = fields.Integer(required=True)


class SeatDraftSchema(SeatDraftLineSchema):
    entries = fields.Dict(
        required=True, data_key="fields", metadata={"description": "By the names of the desk's form."}
    )


class SeatDraftsSchema(Schema):
    """The caller's own, newest first, at most 20: whoever has more has forgotten some."""

    items = fields.List(fields.Nested(SeatDraftLineSchema), required=True)


class RingBodySchema(Strict):
    """A call comes in."""

    EXAMPLE: ClassVar[Any] = {"number": "13800000000", "seat": "hotline-330106"}

    number = Phone(
        least=1, required=True, allow_none=True, metadata={"description": "null: the caller withholds it."}
    )
    seat = Text(
        most=80, allow_none=True, load_default=None,
        metadata={"description": "The user name of the seat it rings at; null: any seat of the department."},
    )  # fmt: skip


class RingSchema(Schema):
    id = fields.UUID(required=True)
    rang_at = Moment(required=True)
    taken_at = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)
    screen_pop = fields.String(
        required=True, metadata={"description": "The page to open at the seat; it holds no number."}
    )
