"""What may be sent to the settings' JSON door, and what it answers."""

from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields

from services.triage.domain.setting import Unit
from services.triage.provinces.history import known
from shared.i18n import N_
from shared.web.answers import Day as DayOut
from shared.web.answers import Moment
from shared.web.validation import Choice, Day, Said, Strict, Text

ORIGINS = ("built_in", "national", "province")


class Province(Text):
    """The code of a province-level division, or 000000 for the whole country."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=6, allow_none=True, load_default=None, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text and not known(text):
            raise ValidationError(Said("unknown_province", N_("There is no province with this code.")))
        return text


class Value(fields.Field[Any]):
    """A whole number or a text, as the setting has it; null: what stands above the province."""

    def __init__(self) -> None:
        description = "A whole number or a text as its unit says; null: what stands above holds again."
        super().__init__(required=True, allow_none=True, metadata={"description": description})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)[:50]) > 40:
            raise ValidationError(Said("wrong_type", N_("A whole number or a short text is expected here.")))
        return value


class SettingsAsked(Strict):
    province = Province(metadata={"description": "Default: the caller's own."})
    on = Day(load_default=None, metadata={"description": "As of this day. Default: today."})


class SettingHistoryAsked(Strict):
    province = Province()
    key = Text(most=40, load_default="")


class SettingChangeSchema(Strict):
    """A setting from a day on, with the reason."""

    EXAMPLE: ClassVar[Any] = {
        "province": "330000",
        "key": "accept_notice",
        "value": 10,
        "effective_from": "2026-12-01",
        "reason": "《浙江省实施细则》第十二条",
    }

    province = Province(metadata={"description": "Default: the caller's own."})
    key = Text(most=40, least=1, required=True)
    value = Value()
    effective_from = Day(required=True)
    reason = Text(most=1000, least=1, required=True)


class BoundsOut(Schema):
    least = fields.Integer()
    most = fields.Integer()
    latest = fields.String(metadata={"description": "Month and day, 01-31."})
    choices = fields.List(fields.String())
    legal = fields.Boolean(required=True, metadata={"description": "The bound is the law's own."})


class SettingOut(Schema):
    key = fields.String(required=True)
    text = fields.String(required=True)
    unit = Choice(Unit, required=True)
    value = fields.Raw(required=True)
    value_text = fields.String(required=True)
    default = fields.Raw(required=True)
    default_text = fields.String(required=True)
    origin = Choice(ORIGINS, required=True)
    bounds = fields.Nested(BoundsOut, required=True)
    bounds_text = fields.String(required=True)
    basis = fields.String(required=True)
    counted = fields.Boolean(
        required=True, metadata={"description": "The system itself reckons with it; else people keep to it."}
    )
    open = fields.Boolean(required=True, metadata={"description": "Whether it may be changed there."})


class SettingsOut(Schema):
    province = fields.String(required=True)
    on = DayOut(required=True)
    policy = fields.String(
        required=True, metadata={"description": "The version that a decision under these settings keeps."}
    )
    version = fields.Integer(required=True)
    items = fields.List(fields.Nested(SettingOut), required=True)


class SettingChangeOut(Schema):
    number = fields.Integer(required=True)
    key = fields.String(required=True)
    text = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    value_text = fields.String(required=True)
    effective_from = DayOut(required=True)
    at = Moment(required=True)
    by = fields.String(required=True)
    reason = fields.String(required=True)


class SettingHistoryOut(Schema):
    province = fields.String(required=True)
    items = fields.List(fields.Nested(SettingChangeOut), required=True)


class SettingVersionOut(Schema):
    policy = fields.String(required=True)
    settings = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
