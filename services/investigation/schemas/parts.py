"""The parts of a case, as the JSON door answers them."""

from marshmallow import Schema, fields

from services.investigation.domain.case import State
from services.investigation.domain.clocks import DueState
from services.investigation.domain.closing import ClosingCheck
from shared.contracts.terms import Finding, Nature
from shared.web.answers import Day, Moment, texts
from shared.web.validation import Choice


class Named(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class LeadOut(Schema):
    """Who leads the investigation."""

    staff_id = fields.String(required=True)
    name = fields.String(required=True)


class Person(LeadOut):
    """Someone of the team."""

    part = Choice(("lead", "second"), required=True)
    since = Moment(required=True)
    declared_at = Moment(required=True, allow_none=True)
    certified = fields.Boolean(
        required=True, metadata={"description": "Whether they hold a supervision certificate today."}
    )


class FindingOut(Schema):
    finding = Choice(Finding, required=True)
    nature = Choice(Nature, required=True, allow_none=True)
    category = fields.String(required=True, allow_none=True)
    serious = fields.Boolean(required=True)
    facts = fields.String(required=True)
    reasons = fields.String(required=True)
    told = fields.String(required=True, metadata={"description": "What the complainant reads of it."})
    by = fields.String(required=True)
    at = Moment(required=True)


class AllegationOut(Schema):
    id = fields.String(required=True)
    position = fields.Integer(required=True)
    respondent = fields.Dict(required=True)
    natures = texts()
    categories = texts()
    finding = fields.Nested(FindingOut, required=True, allow_none=True)


class EarlierOut(Schema):
    """An earlier case of the same complaint, as its file was handed over."""

    body = fields.String(required=True)
    body_name = fields.String(required=True)
    state = fields.String(required=True)
    decision = fields.String(required=True)
    accepted_at = Moment(required=True)
    passed_on_because = fields.String(
        required=True, allow_none=True, metadata={"description": "Why that body gave it to the one above."}
    )
    concluded_at = Moment(required=True, allow_none=True)
    findings = fields.List(fields.Dict(), required=True)
    outcomes = fields.List(fields.Dict(), required=True)
    reply = fields.String(required=True)
    records = fields.List(fields.Dict(), required=True)
    documents = fields.List(fields.Dict(), required=True)
    bound_to = fields.Dict(
        required=True,
        allow_none=True,
        metadata={"description": "The special under which it was handled together with others there."},
    )


class ExtensionOut(Schema):
    """An application for more time."""

    days = fields.Integer(required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    granted = fields.Boolean(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True, allow_none=True)
    until = Day(required=True, allow_none=True)


class LateCaseOut(Schema):
    """A case of a body below that is past its day."""

    case = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    body = fields.String(required=True)
    state = Choice(State, required=True)
    due = Day(required=True)
    days_late = fields.Integer(required=True)


class InstructionOut(Schema):
    """What the body above told this one (督办)."""

    superior = fields.String(required=True)
    text = fields.String(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)


class MessageOut(Schema):
    """What was written to the complainant, or heard of the complaint."""

    id = fields.UUID(required=True)
    at = Moment(required=True)
    direction = Choice(("in", "out"), required=True)
    kind = fields.String(required=True)
    text = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    detail = fields.Dict()


class CheckOut(Schema):
    """One of the six checks of Measures art. 4."""

    check = Choice(ClosingCheck, required=True)
    evidence = fields.String(required=True)


class EntryOut(Schema):
    """One entry of the timeline."""

    id = fields.String(required=True)
    at = Moment(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)


class TermOut(Schema):
    """A term that runs."""

    provisional = fields.Boolean(
        required=True, metadata={"description": "It rests on a year whose working days are not announced."}
    )

    name = fields.String(required=True)
    due = Day(required=True)
    state = Choice(DueState, required=True)
    days_left = fields.Integer(required=True)
    article = fields.String(required=True)


class ReferralOut(Schema):
    """What was passed on when the complaint was accepted."""

    to = fields.String(required=True)
    part = fields.String(required=True)
    reason = fields.String()
    name = fields.String()


class ReasonOut(Schema):
    """A rule that counted when the complaint was accepted, with its article."""

    rule = fields.String(required=True)
    article = fields.String(required=True)
    text = fields.String(metadata={"description": "In Chinese, the language of the file."})
    text_en = fields.String()


class MayOut(Schema):
    """Open, or the reason why not."""

    open = fields.Boolean(required=True)
    code = fields.String()
    article = fields.String(allow_none=True)
    text = fields.String()
    article_text = fields.String()
