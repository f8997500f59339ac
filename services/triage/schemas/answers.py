"""The outline of what triage's JSON door answers."""

from marshmallow import Schema, fields

from services.triage.domain.letters import LetterKind
from services.triage.schemas.requests import STATES
from shared.contracts.terms import Decision
from shared.web.answers import Day, Moment
from shared.web.file_answers import FileOut
from shared.web.validation import Choice


class BodyOut(Schema):
    code = fields.String(required=True)
    division = fields.String(required=True)
    level = fields.String(required=True)
    name = fields.String(required=True)


class ReferralOut(Schema):
    to = fields.String(required=True)
    part = fields.String(required=True)
    reason = fields.String(required=True)
    name = fields.String(required=True)


class ReasonOut(Schema):
    rule = fields.String(required=True)
    article = fields.String(required=True)
    text = fields.String(required=True)
    article_key = fields.String(required=True)


class DeadlinesOut(Schema):
    accept_by = Day(required=True)
    investigate_by = Day(required=True, allow_none=True)
    report_back_by = Day(required=True, allow_none=True)
    provisional = fields.Boolean(required=True)


class CategoryOut(Schema):
    code = fields.String(required=True)
    score = fields.Float(required=True)


class MarkOut(Schema):
    """Words of the statement, [start, end) in characters, and the rule that they answer."""

    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    rule = fields.String(required=True)


class FoundOut(Schema):
    """A proposal from the words of the statement; it decides nothing."""

    pointer = fields.String(required=True, metadata={"description": "The fact that it is for."})
    value = fields.String(required=True)
    score = fields.Float(required=True, metadata={"description": "How sure the rules are, 0 to 1."})
    marks = fields.List(fields.Nested(MarkOut), required=True)
    detail = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Of a respondent: division, name, sector."},
    )


class AssessmentOut(Schema):
    """What happens to a complaint, and why."""

    decision = Choice(Decision, required=True)
    body = fields.Nested(BodyOut, required=True, allow_none=True)
    referrals = fields.List(fields.Nested(ReferralOut), required=True)
    barred = fields.List(fields.String(), required=True)
    kept_away = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Whom only words accuse: away until the desk that is named has looked."},
    )
    flags = fields.List(fields.String(), required=True)
    deadlines = fields.Nested(DeadlinesOut, required=True)
    natures = fields.List(fields.String(), required=True)
    categories = fields.List(fields.Nested(CategoryOut), required=True)
    recheck_body = fields.String(required=True, allow_none=True)
    reasons = fields.List(fields.Nested(ReasonOut), required=True)
    desk = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The body whose triage staff decide; null: nobody inside may see it."},
    )
    clear_cut = fields.Boolean(required=True)
    proposed = fields.List(
        fields.String(), required=True, metadata={"description": "Pointers to what was left out."}
    )
    found = fields.List(
        fields.Nested(FoundOut), required=True, metadata={"description": "Read from the statement."}
    )
    policy = fields.String(required=True)


class RowOut(Schema):
    """A complaint in the list."""

    tracking_number = fields.String(required=True)
    state = Choice(STATES, required=True)
    received_at = Moment(required=True)
    accept_by = Day(required=True)
    aim_by = Day(
        required=True, metadata={"description": "The house's own aim; missing it is a warning only."}
    )
    past_aim = fields.Boolean(required=True)
    provisional = fields.Boolean(
        required=True, metadata={"description": "The days off of that year are not announced yet."}
    )
    days_left = fields.Integer(required=True)
    due_state = Choice(("ahead", "near", "today", "overdue", "done"), required=True)
    channel = fields.String(required=True)
    identity = fields.String(required=True)
    decision = Choice(Decision, required=True)
    body = fields.String(required=True, allow_none=True)
    flags = fields.List(fields.String(), required=True)
    matter = fields.String(required=True)
    respondent_kinds = fields.List(fields.String(), required=True)


class LateOut(Schema):
    """A complaint that another desk has not decided by its day."""

    tracking_number = fields.String(required=True)
    desk = fields.String(required=True)
    accept_by = Day(required=True)
    days_late = fields.Integer(required=True)


class LateListOut(Schema):
    items = fields.List(fields.Nested(LateOut), required=True)


class PageOut(Schema):
    items = fields.List(fields.Nested(RowOut), required=True)
    next = fields.String(required=True, allow_none=True)


class HistoryOut(Schema):
    at = Moment(required=True)
    kind = fields.String(required=True)
    text = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)


class LetterOut(Schema):
    """A letter of referral or a notice to the complainant, issued with the decision."""

    id = fields.UUID(required=True)
    kind = Choice(LetterKind, required=True)
    number = fields.String(required=True)
    to = fields.String(required=True)
    name = fields.String(required=True)
    issued_at = Moment(required=True)


class MayOut(Schema):
    open = fields.Boolean(required=True)
    text = fields.String()


class ObjectionOut(Schema):
    at = Moment(required=True)
    desk = fields.String(required=True)
    proposed = fields.String(required=True)
    superior = fields.String(required=True)
    basis = fields.String(required=True)


class DesignationOut(Schema):
    at = Moment(required=True)
    body = fields.String(required=True)
    reason = fields.String(required=True)


class DisputeOut(Schema):
    """Who is in charge, where a body says that it is not (petition art. 23, 24)."""

    object_by = Day(required=True, allow_none=True, metadata={"description": "The last day to object."})
    objection = fields.Nested(ObjectionOut, required=True, allow_none=True)
    designation = fields.Nested(DesignationOut, required=True, allow_none=True)


class DisputedOut(Schema):
    """A complaint after an objection or a designation; it left your desk unless `desk` is yours."""

    tracking_number = fields.String(required=True)
    desk = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ObjectedOut(Schema):
    """What your body objected to, and what became of it."""

    tracking_number = fields.String(required=True)
    objected_at = Moment(required=True)
    proposed = fields.String(required=True)
    superior = fields.String(required=True)
    designated = fields.String(required=True, allow_none=True)


class ObjectedListOut(Schema):
    items = fields.List(fields.Nested(ObjectedOut), required=True)


class HeldOut(Schema):
    """What keeps it from being erased when its term is over."""

    kind = fields.String(required=True, metadata={"enum": ["lawsuit", "inspection", "other"]})
    reason = fields.String(required=True)
    body = fields.String(required=True, allow_none=True)
    by = fields.String(required=True)
    placed_at = Moment(required=True)
    until = fields.Date(required=True, allow_none=True)


class ComplaintOut(Schema):
    """A complaint on the caller's desk."""

    tracking_number = fields.String(required=True)
    state = Choice(STATES, required=True)
    version = fields.Integer(required=True)
    received_at = Moment(required=True)
    accept_by = Day(required=True)
    channel = fields.String(required=True)
    identity = fields.String(required=True)
    contactable = fields.Boolean(required=True)
    statement = fields.String(required=True)
    facts = fields.Dict(
        required=True, metadata={"description": "As they are known: corrected, if they were."}
    )
    facts_as_submitted = fields.Dict(required=True)
    assessment = fields.Nested(AssessmentOut, required=True)
    decision = Choice(Decision, required=True)
    body = fields.String(required=True, allow_none=True)
    handled_by = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The body that has the case, while the desk looks at words that accuse it."},
    )
    history = fields.List(fields.Nested(HistoryOut), required=True)
    messages = fields.List(fields.Nested(HistoryOut), required=True)
    letters = fields.List(fields.Nested(LetterOut), required=True)
    files = fields.List(fields.Nested(FileOut), required=True)
    notices = fields.List(fields.Nested(LetterOut), required=True)
    holds = fields.List(fields.Nested(HeldOut), required=True)
    dispute = fields.Nested(DisputeOut, required=True)
    may = fields.Dict(keys=fields.String(), values=fields.Nested(MayOut), required=True)


class CorrectedOut(Schema):
    """A complaint judged anew."""

    tracking_number = fields.String(required=True)
    version = fields.Integer(required=True)
    state = Choice(STATES, required=True)
    assessment = fields.Nested(AssessmentOut, required=True)
    moved_to = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The desk that it went to; null: it stays, or nobody inside may see it."},
    )
    leaves_desk = fields.Boolean(required=True)
