"""Quality samples at the JSON doors: what is drawn, how it is marked, what the marks come to."""

from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validates

from services.intake.domain.quality import MOST_DAYS, MOST_DRAWN, Criterion, Grade, missing
from shared.contracts.terms import RespondentKind
from shared.i18n import N_
from shared.web.answers import Moment
from shared.web.queries import Cursor, Limit
from shared.web.validation import Choice, JsonInt, Said, Strict, Text

COMMENT_LIMIT = 1_000
EACH = N_("Give every criterion a grade.")


class SampleDrawSchema(Strict):
    EXAMPLE: ClassVar[Any] = {"count": 5, "days": 7, "seat": None, "kind": "officer"}

    count = JsonInt(least=1, most=MOST_DRAWN, load_default=5)
    days = JsonInt(least=1, most=MOST_DAYS, load_default=7)
    seat = Text(
        most=80, allow_none=True, load_default=None, metadata={"description": "User name; null: any seat."}
    )
    kind = Choice(RespondentKind, allow_none=True, load_default=None)


class SampleMarkSchema(Strict):
    """A grade for every criterion."""

    EXAMPLE: ClassVar[Any] = {
        "marks": {criterion.value: Grade.MET.value for criterion in Criterion},
        "comment": "问得很清楚。",
    }

    marks = fields.Dict(
        keys=Choice(Criterion), values=Choice(Grade), required=True,
        metadata={"description": f"Each of: {', '.join(Criterion)}."},
    )  # fmt: skip
    comment = Text(most=COMMENT_LIMIT, load_default="")

    @validates("marks")
    def each(self, marks: dict[str, str], **_: Any) -> None:
        if missing(marks):
            raise ValidationError(Said("required", EACH))


class SamplesQuerySchema(Strict):
    limit = Limit()
    cursor = Cursor()


class MarkedSampleSchema(Schema):
    """A sample as its seat reads it once it is marked."""

    id = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    called_at = Moment(required=True)
    marks = fields.Dict(required=True, allow_none=True)
    score = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Per cent of what could be judged."}
    )
    comment = fields.String(required=True, allow_none=True)
    marked_at = Moment(required=True, allow_none=True)


class SampleLineSchema(MarkedSampleSchema):
    """A sample as a supervisor sees it in the list; the seed tells how it was drawn."""

    draw_id = fields.UUID(required=True)
    drawn_at = Moment(required=True)
    seed = fields.String(required=True)
    seconds = fields.Integer(required=True)
    read_back = fields.Boolean(required=True)
    asked = fields.Integer(required=True)


class SampleSchema(SampleLineSchema):
    statement = fields.String(
        required=True,
        metadata={"description": "Of who wants to stay hidden, without the passages that could tell who."},
    )


class DrawnSamplesSchema(Schema):
    items = fields.List(fields.Nested(SampleLineSchema), required=True)


class SamplesSchema(DrawnSamplesSchema):
    next = fields.String(required=True, allow_none=True)


class MarkedSamplesSchema(Schema):
    items = fields.List(fields.Nested(MarkedSampleSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class SampleMonthSchema(Schema):
    month = fields.String(required=True, metadata={"description": "Of the calls, such as 2026-11."})
    seat = fields.String(
        required=True, metadata={"description": "Empty: an account that is no seat any more."}
    )
    drawn = fields.Integer(required=True)
    marked = fields.Integer(required=True)
    score = fields.Integer(required=True, allow_none=True)
    missed = fields.Dict(required=True, metadata={"description": "How often each criterion was not met."})


class SampleMonthsSchema(Schema):
    items = fields.List(fields.Nested(SampleMonthSchema), required=True)
