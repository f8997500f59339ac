"""Finding a division by its name, pinyin or code."""

from marshmallow import Schema, fields

from services.intake.fields import DivisionCode
from shared.web.queries import QueryInt
from shared.web.validation import Strict


class DivisionSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    full_name = fields.String(required=True)
    level = fields.String(required=True)


class DivisionsSchema(Schema):
    items = fields.List(fields.Nested(DivisionSchema), required=True)


class DivisionQuerySchema(Strict):
    q = fields.String(load_default="", metadata={"description": "Name, pinyin, initials or code."})
    limit = QueryInt(least=1, most=50, load_default=10)
    near = DivisionCode(
        allow_none=True, load_default=None, metadata={"description": "Of equal matches, the nearest first."}
    )
