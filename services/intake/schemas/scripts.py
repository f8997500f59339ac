"""What may be sent to the scripts' JSON door, and what it answers."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.intake.domain.scripts import LONGEST_POINT, MOST_POINTS, MOST_SAID, Script
from services.intake.hotline.scripts import KINDS
from shared.web.answers import Moment
from shared.web.validation import Choice, JsonBool, Strict, Text, most_items


class ScriptSchema(Strict):
    """What helps to say, and the points to ask."""

    say = Text(most=MOST_SAID, load_default="")
    ask = fields.List(
        Text(most=LONGEST_POINT, least=1),
        required=True,
        validate=most_items(MOST_POINTS),
        metadata={"maxItems": MOST_POINTS},
    )

    def make(self, data: dict[str, Any]) -> Script:
        return Script(data["say"], tuple(data["ask"]))


class ScriptChangeSchema(Strict):
    """Words of one kind, with the reason; null: those above, or the house's own, hold again."""

    EXAMPLE: ClassVar[Any] = {
        "kind": "officer",
        "script": {
            "say": "请说明检查的日期和到场人员。",
            "ask": ["是否出示执法证件", "是否要求购买产品"],
        },
        "reason": "市局坐席规范第三条",
        "dry_run": True,
    }

    kind = Choice(KINDS, required=True)
    script = fields.Nested(ScriptSchema, required=True, allow_none=True)
    reason = Text(most=1000, least=2, required=True)
    dry_run = JsonBool(
        load_default=False, metadata={"description": "Only tell what seats would see; nothing is kept."}
    )


class ScriptHistoryAsked(Strict):
    kind = Choice(KINDS, allow_none=True, load_default=None)


class ScriptWordsOut(Schema):
    say = fields.String(required=True)
    ask = fields.List(fields.String(), required=True)


class ScriptHeldOut(ScriptWordsOut):
    kind = Choice(KINDS, required=True)
    place = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Whose words: a division's; null: the house's own."},
    )


class ScriptsOut(Schema):
    place = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "The number in the ETag."})
    items = fields.List(fields.Nested(ScriptHeldOut), required=True)


class ScriptChangeOut(Schema):
    place = fields.String(required=True)
    number = fields.Integer(
        required=True, allow_none=True, metadata={"description": "null: a dry run, nothing was kept."}
    )
    kind = Choice(KINDS, required=True)
    script = fields.Nested(ScriptWordsOut, required=True, allow_none=True)
    shown = fields.Nested(ScriptHeldOut, metadata={"description": "Of a dry run: what seats would see."})
    at = Moment(required=True, allow_none=True)
    by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)


class ScriptHistoryOut(Schema):
    place = fields.String(required=True)
    items = fields.List(fields.Nested(ScriptChangeOut), required=True)
