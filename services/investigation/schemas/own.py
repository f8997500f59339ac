"""Cases that no complaint began: what may be sent, and what is answered of them."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from services.investigation.domain.case import State
from services.investigation.domain.own import ARTICLES, MOST_RESPONDENTS, Origin
from shared.contracts.terms import RespondentKind
from shared.divisions import divisions
from shared.divisions.typed import find
from shared.i18n import N_
from shared.web.answers import Day as DayOut
from shared.web.answers import Moment
from shared.web.validation import Choice, Day, Strict, Text, invalid, most_items

LONG = 5000


class DivisionText(Text):
    """A place by code or name as people type it; nothing stays nothing. A retired code is its successor."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        if not text:
            return ""
        found = find(text, "", lambda code: code)
        meant = [found.code] if found.code else [code for code, _ in found.choices]
        if len(meant) == 1 and meant[0] not in divisions():
            meant = list(divisions().retired(meant[0]))
        if len(meant) == 1:
            return meant[0]
        if not meant:
            raise invalid("unknown_division", N_("There is no such place. Write its code or full name."))
        several = ", ".join(f"{divisions().full_name(code)} {code}" for code in meant if code in divisions())
        raise invalid(
            "several_divisions",
            N_("Several places are meant: %(places)s. Write the code of one."),
            places=several,
        )


class AccusedBody(Strict):
    """Whom it is about."""

    kind = Choice(RespondentKind, required=True)
    division = DivisionText(
        most=60, load_default="", metadata={"description": "Code or name; without it, the body's own."}
    )
    name = Text(most=120, load_default="")
    role = Text(most=120, load_default="")


class OwnBody(Strict):
    """A case to open without a complaint; `numbers` are complaints of this body that it binds."""

    EXAMPLE: ClassVar[Any] = {
        "origin": "spot_check",
        "matter": "抽查执法大队三季度行政处罚案卷。",
        "reason": "年度执法监督计划第三项。",
        "respondents": [{"kind": "internal_unit", "division": "330106", "name": "执法大队"}],
    }

    origin = Choice(list(ARTICLES), required=True)
    matter = Text(least=1, most=LONG, required=True)
    reason = Text(least=1, most=LONG, required=True)
    assigner = Text(most=120, load_default="", metadata={"description": "Who assigned it."})
    report_by = Day(load_default=None, allow_none=True)
    categories = fields.List(Text(most=10), load_default=list, validate=most_items(9))
    respondents = fields.List(
        fields.Nested(AccusedBody), required=True, validate=most_items(MOST_RESPONDENTS)
    )
    numbers = fields.List(Text(most=40), load_default=list, validate=most_items(200))


class NumbersBody(Strict):
    """Complaints of this body that a special binds."""

    EXAMPLE: ClassVar[Any] = {"numbers": ["7K3M-9QXT-AB2C"]}

    numbers = fields.List(Text(most=40), required=True, validate=most_items(200))


class MandateOut(Schema):
    """Why a body looks into something by itself, and what it owes to whom."""

    origin = Choice(Origin, required=True)
    article = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)
    assigner = fields.String(required=True)
    report_by = DayOut(required=True, allow_none=True)
    report = fields.String(required=True, allow_none=True)
    reported_at = Moment(required=True, allow_none=True)
    reported_by = fields.String(required=True, allow_none=True)
    interim = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "How far it was on the assigner's day, before anything was decided."},
    )
    interim_at = Moment(required=True, allow_none=True)
    interim_by = fields.String(required=True, allow_none=True)


class BoundOut(Schema):
    """A case that a special binds; of a bound one, the special."""

    id = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    state = Choice(State, required=True)
    origin = Choice(Origin, required=True)
    due = DayOut(required=True)
    here = fields.Boolean(
        required=True, metadata={"description": "False: another body handles it now, by itself."}
    )
