"""The public statistics at the JSON door."""

from marshmallow import Schema, fields

from services.intake.domain.publishing import SMALLEST_CELL, TENS

SUM = {"description": "Of the months whose number is told."}
SMALL = {
    "description": f"null: from one to {SMALLEST_CELL - 1}, or one from which such a count would follow."
}


class CountsSchema(Schema):
    """Complaints received, taken up, answered otherwise, concluded, and asked to be rechecked."""

    received = fields.Integer(required=True, allow_none=True, metadata=SMALL)
    accepted = fields.Integer(required=True, allow_none=True, metadata=SMALL)
    decided = fields.Integer(required=True, allow_none=True, metadata=SMALL)
    concluded = fields.Integer(required=True, allow_none=True, metadata=SMALL)
    recheck_requested = fields.Integer(required=True, allow_none=True, metadata=SMALL)


class MonthSchema(CountsSchema):
    """One whole month."""

    month = fields.String(required=True, metadata={"description": "YYYY-MM", "example": "2026-10"})


class ShareSchema(Schema):
    """So many of the complaints received in these months."""

    code = fields.String(required=True, metadata={"description": "The channel."})
    name = fields.String(required=True)
    count = fields.Integer(required=True, allow_none=True, metadata=SMALL)


class PublicStatisticsSchema(Schema):
    """Counts that tell of nobody (政府信息公开条例 15)."""

    at = fields.String(required=True, metadata={"description": "When it was counted."})
    first_day = fields.String(required=True)
    last_day = fields.String(required=True)
    suppressed_below = fields.Integer(required=True, metadata={"example": SMALLEST_CELL})
    months = fields.List(fields.Nested(MonthSchema), required=True)
    total = fields.Nested(CountsSchema, required=True, metadata=SUM)
    channels = fields.List(fields.Nested(ShareSchema), required=True)
    this_month = fields.Nested(
        CountsSchema, required=True, metadata={"description": f"At least so many, in steps of {TENS}."}
    )
