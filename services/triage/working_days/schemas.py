"""What may be sent to the door of working days, and what it answers."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.triage.domain.arrangements import FIRST_YEAR, KINDS, LAST_YEAR
from shared.web.answers import Day as DayOut
from shared.web.answers import Moment
from shared.web.queries import QueryInt
from shared.web.validation import Choice, Day, JsonBool, JsonInt, Strict, Text, most_items


class YearAsked(Strict):
    year = QueryInt(least=FIRST_YEAR, most=LAST_YEAR, load_default=None, allow_none=True)


class ArrangedSchema(Strict):
    day = Day(required=True)
    kind = Choice(KINDS, required=True)
    name = Text(most=40, load_default="")


class ArrangementSchema(Strict):
    """Every day of the year that differs from Monday to Friday: as a list, or as CSV (day, kind, name)."""

    EXAMPLE: ClassVar[Any] = {
        "year": 2027,
        "days": [
            {"day": "2027-01-01", "kind": "holiday", "name": "元旦"},
            {"day": "2027-02-14", "kind": "workday", "name": "春节"},
        ],
        "reason": "国办发明电〔2026〕号",
        "dry_run": True,
    }

    year = JsonInt(least=FIRST_YEAR, most=LAST_YEAR, required=True)
    days = fields.List(
        fields.Nested(ArrangedSchema), load_default=None, allow_none=True, validate=most_items(366)
    )
    csv = Text(most=40_000, load_default="")
    reason = Text(most=1000, load_default="", metadata={"description": "Needed unless it is a dry run."})
    dry_run = JsonBool(load_default=False)


class ArrangedOut(Schema):
    day = DayOut(required=True)
    kind = Choice(KINDS, required=True)
    name = fields.String(required=True)


class EntryOfYearOut(Schema):
    version = fields.Integer(required=True)
    at = Moment(required=True)
    by = fields.String(required=True)
    reason = fields.String(required=True)


class WorkdayYearOut(Schema):
    year = fields.Integer(required=True)
    announced = fields.Boolean(
        required=True, metadata={"description": "false: deadlines that rest on this year are provisional."}
    )
    version = fields.Integer(required=True)
    days = fields.List(fields.Nested(ArrangedOut), required=True)
    history = fields.List(fields.Nested(EntryOfYearOut), required=True)


class ArrangementEffectOut(Schema):
    off = fields.List(fields.String(), required=True, metadata={"description": "Days off that were worked."})
    worked = fields.List(
        fields.String(), required=True, metadata={"description": "Worked days that were off."}
    )
    acceptances = fields.Integer(
        required=True, metadata={"description": "Deadlines of acceptance that move."}
    )
    investigations = fields.Integer(required=True, metadata={"description": "Of investigations."})
    version = fields.Integer(required=True)
