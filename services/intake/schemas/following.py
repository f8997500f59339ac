"""What a complainant is told who follows a complaint (contract §3)."""

from marshmallow import Schema, fields

from shared.contracts.terms import Status


class BodySchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class TimelineEntrySchema(Schema):
    at = fields.AwareDateTime(required=True)
    status = fields.String(required=True, metadata={"enum": [str(status) for status in Status]})
    text = fields.String(required=True)


class ShownMessageSchema(Schema):
    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    sender = fields.String(required=True, metadata={"enum": ["complainant", "body"]})
    body_name = fields.String(allow_none=True)
    text = fields.String(required=True)


class NoticeSectionSchema(Schema):
    heading = fields.String(required=True)
    lines = fields.List(fields.String(), required=True)


class NoticeSchema(Schema):
    """A notice of acceptance or non-acceptance, in the words of the paper (Chinese)."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, metadata={"enum": ["acceptance", "non_acceptance"]})
    number = fields.String(required=True)
    issued_at = fields.AwareDateTime(required=True)
    title = fields.String(required=True)
    issuer = fields.String(required=True)
    sections = fields.List(fields.Nested(NoticeSectionSchema), required=True)


class OutcomeSchema(Schema):
    """What the complainant is told of the result."""

    concluded_at = fields.AwareDateTime(required=True)
    text = fields.String(required=True)
    findings = fields.List(fields.Dict())
    outcomes = fields.List(fields.Dict())
    rectify_by = fields.Date(allow_none=True)
    recheck_until = fields.Date(allow_none=True)


class ClosedActionSchema(Schema):
    action = fields.String(required=True)
    code = fields.String(required=True)
    text = fields.String(required=True)


class NextSchema(Schema):
    party = fields.String(required=True)
    by = fields.Date(allow_none=True)


class IdentityLookedAtSchema(Schema):
    """A body looked at who complained."""

    at = fields.AwareDateTime(required=True)
    body = fields.Nested(BodySchema, required=True)


class ComplaintStateSchema(Schema):
    tracking_number = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": [str(status) for status in Status]})
    received_at = fields.AwareDateTime(required=True)
    entered_at = fields.AwareDateTime(
        required=True,
        allow_none=True,
        metadata={"description": "When it was entered, where it came by letter or order before."},
    )
    accept_by = fields.Date(required=True)
    investigate_by = fields.Date(allow_none=True)
    paused_until = fields.Date(
        allow_none=True,
        metadata={"description": "The time limit stands still: it runs again from that day on."},
    )
    body = fields.Nested(BodySchema, allow_none=True)
    decision = fields.String(allow_none=True)
    outcome = fields.Nested(OutcomeSchema, allow_none=True)
    timeline = fields.List(fields.Nested(TimelineEntrySchema), required=True)
    messages = fields.List(fields.Nested(ShownMessageSchema), required=True)
    notices = fields.List(fields.Nested(NoticeSchema), required=True)
    identity_looks = fields.List(fields.Nested(IdentityLookedAtSchema), required=True)
    may = fields.List(fields.String(), required=True)
    may_not = fields.List(fields.Nested(ClosedActionSchema), required=True)
    next = fields.Nested(NextSchema, required=True)
