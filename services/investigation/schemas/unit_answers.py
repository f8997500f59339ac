"""Corrections, links, requests of units and the call back, as the JSON door answers them."""

from marshmallow import Schema, fields

from services.investigation.domain.calling import Answer, Way
from services.investigation.domain.unit import Request, Ruling
from services.investigation.schemas.proposals import WarningOut
from shared.web.answers import Day, Moment
from shared.web.validation import Choice


class RectificationOut(Schema):
    """A correction that a unit has to make."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    unit = fields.String(required=True)
    due = Day(required=True)
    first_due = Day(required=True, allow_none=True, metadata={"description": "The day before it was moved."})
    document = fields.String(required=True, allow_none=True, metadata={"description": "Its number."})
    state = Choice(("open", "reported", "confirmed", "lifted"), required=True)
    report = fields.String(required=True, allow_none=True)
    reported_at = Moment(required=True, allow_none=True)
    reported_on = Day(
        required=True,
        allow_none=True,
        metadata={"description": "The day of the report: with it the unit is in time or late."},
    )
    refusal = fields.String(
        required=True, allow_none=True, metadata={"description": "Why the last report was no proof."}
    )
    visit = fields.Integer(required=True, allow_none=True)
    confirmation = fields.String(required=True, allow_none=True)
    confirmed_at = Moment(required=True, allow_none=True)
    lifted_at = Moment(required=True, allow_none=True)
    urged_at = Moment(required=True, allow_none=True)
    urged_until = Day(required=True, allow_none=True)
    late = fields.Boolean(required=True)
    ordered_by = fields.String(
        required=True,
        metadata={"description": "The body whose outcome it is: an earlier one that lost the case since."},
    )
    upheld_by = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The body above that let it stand in a recheck: it decides on objections."},
    )


class UpheldOut(Schema):
    """A correction that is followed below, that this recheck let stand and to which the unit objected."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    unit = fields.String(required=True)
    due = Day(required=True)
    document = fields.String(required=True, allow_none=True)
    state = Choice(("open", "reported", "confirmed", "lifted"), required=True)
    ordered_by = fields.String(required=True)


class UnitLinkOut(Schema):
    """A link that a unit was given; of its secret nothing is kept."""

    id = fields.UUID(required=True)
    item = fields.UUID(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    until = Day(required=True)
    open = fields.Boolean(required=True)
    revoked_at = Moment(required=True, allow_none=True)
    opened = fields.Integer(required=True, metadata={"description": "How often it was opened."})
    opened_at = Moment(required=True, allow_none=True)


class UnitRequestOut(Schema):
    """What a unit asks for about a correction, and the head's word."""

    id = fields.UUID(required=True)
    item = fields.UUID(required=True)
    request = Choice(Request, required=True)
    by_link = fields.Boolean(required=True)
    who = fields.String(required=True)
    reasons = fields.String(required=True)
    until = Day(required=True, allow_none=True)
    at = Moment(required=True)
    answer_by = Day(required=True)
    ruling = Choice(Ruling, required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True, allow_none=True)
    warnings = fields.List(fields.Nested(WarningOut), required=True)


class CallBackOut(Schema):
    """The complainant asked after the reply."""

    due = Day(required=True)
    done_at = Moment(required=True, allow_none=True)
    by = fields.String(required=True, allow_none=True)
    way = Choice(Way, required=True, allow_none=True)
    answer = Choice(Answer, required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
