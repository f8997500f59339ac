"""What may be sent to the registers' JSON door, and what it answers."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.triage.schemas.requests import place
from shared.web.answers import Moment, texts
from shared.web.queries import Cursor, Limit
from shared.web.validation import Day, JsonBool, Strict, Text

LARGEST_FILE = 4_000_000


class EntriesAsked(Strict):
    """Which entries of a register."""

    q = Text(most=60, load_default="", metadata={"description": "Part of a name, or a division's code."})
    on = Day(load_default=None, metadata={"description": "Only what holds on this day."})
    limit = Limit()
    cursor = Cursor()


class UnitsAsked(Strict):
    division = place(required=True)
    q = Text(most=60, load_default="")


class RegisterImportSchema(Strict):
    """A file with a heading; it adds and changes entries and removes none."""

    EXAMPLE: ClassVar[Any] = {
        "csv": "division,number,name,post,valid_from\r\n330106,003,张三,full_time,2026-01-01\r\n",
        "reason": "2026年度人员调整",
        "dry_run": True,
    }

    csv = Text(most=LARGEST_FILE, required=True)
    reason = Text(most=1000, load_default="", metadata={"description": "Needed unless it is a dry run."})
    dry_run = JsonBool(load_default=False, metadata={"description": "Only tell what would change."})


class ColumnOut(Schema):
    name = fields.String(required=True)
    text = fields.String(required=True)
    type = fields.String(required=True)
    required = fields.Boolean(required=True)
    choices = texts()


class RegisterOut(Schema):
    kind = fields.String(required=True)
    text = fields.String(required=True)
    count = fields.Integer(required=True)
    columns = fields.List(fields.Nested(ColumnOut), required=True)
    key = texts(metadata={"description": "Columns that make two rows the same entry."})


class RegistersOut(Schema):
    items = fields.List(fields.Nested(RegisterOut), required=True)
    version = fields.Integer(required=True)


def cells(**kwargs: Any) -> Any:
    return fields.Dict(keys=fields.String(), values=fields.String(), required=True, **kwargs)


class EntryOfRegisterOut(Schema):
    id = fields.UUID(required=True)
    key = fields.String(required=True)
    cells = cells()


class EntriesOfRegisterOut(Schema):
    items = fields.List(fields.Nested(EntryOfRegisterOut), required=True)
    next = fields.String(required=True, allow_none=True)


class RegisterFileOut(Schema):
    kind = fields.String(required=True)
    csv = fields.String(required=True)


class AddedOut(Schema):
    line = fields.Integer(required=True)
    key = fields.String(required=True)
    cells = cells()


class ChangedOut(Schema):
    line = fields.Integer(required=True)
    key = fields.String(required=True)
    cells = fields.Dict(required=True, metadata={"description": "{column: {before, after}} of what differs."})


class DifferenceOut(Schema):
    added = fields.List(fields.Nested(AddedOut), required=True)
    changed = fields.List(fields.Nested(ChangedOut), required=True)
    unchanged = fields.Integer(required=True)


class RegisterChangeOut(Schema):
    number = fields.Integer(required=True)
    key = fields.String(required=True)
    at = Moment(required=True)
    by = fields.String(required=True)
    reason = fields.String(required=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True)


class RegisterHistoryOut(Schema):
    items = fields.List(fields.Nested(RegisterChangeOut), required=True)


class UnitsOut(Schema):
    items = texts(metadata={"description": "Public names of units that exist today."})
