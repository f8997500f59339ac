"""The outline of what the JSON door answers."""

from typing import Any

from marshmallow import Schema, fields

from services.investigation.domain.case import State
from services.investigation.domain.clocks import DueState
from shared.web.validation import Choice


class Day(fields.String):
    """A day that is written already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"format": "date"}, **kwargs)


class Moment(fields.String):
    """A time that is written already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"format": "date-time"}, **kwargs)


class Named(Schema):
    code = fields.String()
    name = fields.String()


class Person(Schema):
    staff_id = fields.String()
    name = fields.String()
    part = fields.String()
    since = fields.String()


class RowOut(Schema):
    """A case in the list."""

    id = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    state = Choice(State, required=True)
    body = fields.String(required=True)
    due = Day(required=True)
    due_state = Choice(DueState, required=True)
    days_left = fields.Integer(required=True)
    accepted_at = Moment(required=True)
    investigate_by = Day(required=True)
    lead = fields.Nested(Person, allow_none=True)
    allegations = fields.Integer()
    respondent_kinds = fields.List(fields.String())
    divisions = fields.List(fields.String())
    categories = fields.List(fields.String())
    channel = fields.String()
    identity = fields.String()
    decision = fields.String()
    marks = fields.List(fields.String())


class PageOut(Schema):
    items = fields.List(fields.Nested(RowOut), required=True)
    next = fields.String(allow_none=True, required=True)


class FindingOut(Schema):
    finding = fields.String()
    nature = fields.String(allow_none=True)
    category = fields.String(allow_none=True)
    serious = fields.Boolean()
    facts = fields.String()
    reasons = fields.String()
    told = fields.String()
    by = fields.String()
    at = fields.String()


class AllegationOut(Schema):
    id = fields.String()
    position = fields.Integer()
    respondent = fields.Dict()
    natures = fields.List(fields.String())
    categories = fields.List(fields.String())
    finding = fields.Nested(FindingOut, allow_none=True)


class OutcomeOut(Schema):
    code = fields.String()
    name = fields.String()
    article = fields.String(allow_none=True)
    allegations = fields.List(fields.String())
    fields_ = fields.Dict(data_key="fields", attribute="fields")


class ProposalOut(Schema):
    version = fields.Integer()
    by = fields.String()
    at = fields.String()
    outcomes = fields.List(fields.Nested(OutcomeOut))
    reply = fields.String()


class MayOut(Schema):
    """Open, or the reason why not."""

    open = fields.Boolean(required=True)
    code = fields.String()
    article = fields.String(allow_none=True)
    text = fields.String()
    article_text = fields.String()


class CaseOut(Schema):
    """A case as this caller sees it now."""

    id = fields.UUID(required=True)
    complaint_id = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    state = Choice(State, required=True)
    version = fields.Integer(required=True)
    body = fields.Nested(Named)
    decision = fields.String()
    identity = fields.String()
    channel = fields.String()
    contactable = fields.Boolean()
    withdrawn = fields.Boolean()
    returned = fields.Boolean()
    accepted_at = fields.String()
    investigate_by = fields.String()
    due = fields.String()
    rectify_by = fields.String(allow_none=True)
    recheck_until = fields.String(allow_none=True)
    recheck_body = fields.String(allow_none=True)
    recheck_of = fields.String(allow_none=True)
    concluded_at = fields.String(allow_none=True)
    closed_at = fields.String(allow_none=True)
    statement = fields.String()
    facts = fields.Dict()
    flags = fields.List(fields.String())
    referrals = fields.List(fields.Dict())
    reasons = fields.List(fields.Dict())
    terms = fields.List(fields.Dict())
    team = fields.List(fields.Nested(Person))
    allegations = fields.List(fields.Nested(AllegationOut))
    proposal = fields.Nested(ProposalOut, allow_none=True)
    approvals = fields.List(fields.Dict())
    rectifications = fields.List(fields.Dict())
    messages = fields.List(fields.Dict())
    closing = fields.List(fields.Dict())
    timeline = fields.List(fields.Dict())
    may = fields.Dict(keys=fields.String(), values=fields.Nested(MayOut), required=True)


class StatisticsOut(Schema):
    """Counts of one body; null where a small cell is left out."""

    body = fields.String(required=True)
    year = fields.Integer(allow_none=True)
    suppressed_below = fields.Integer(allow_none=True)
    received = fields.Integer(allow_none=True)
    open = fields.Integer(allow_none=True)
    closed = fields.Integer(allow_none=True)
    overdue = fields.Integer(allow_none=True)
    by_state = fields.Dict()
    by_category = fields.Dict()
    by_nature = fields.Dict()
