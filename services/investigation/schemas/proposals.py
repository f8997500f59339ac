"""What is proposed in a case and decided on it, as the JSON door answers it."""

from marshmallow import Schema, fields

from services.investigation.domain.chain import Office
from shared.web.answers import Day, Moment, texts
from shared.web.validation import Choice


class OutcomeOut(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    article = fields.String(required=True, allow_none=True)
    allegations = texts()
    fields_ = fields.Dict(
        data_key="fields", attribute="fields", keys=fields.String(), values=fields.String(), required=True
    )


class ChangeOut(Schema):
    """One content that is not as it was in the version before; null: it was or is not there."""

    of = fields.String(required=True, metadata={"description": "The outcome's code, or the allegation."})
    name = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


class StepOut(Schema):
    """One step of a proposal's way."""

    office = Choice(Office, required=True)
    state = Choice(("passed", "waiting", "undecided", "skipped", "later"), required=True)
    by = fields.String(required=True, allow_none=True)
    at = Moment(required=True, allow_none=True)
    able = texts()


class WarningOut(Schema):
    """What nothing forbids, and a head should look at before deciding."""

    pointer = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    article = fields.String(required=True)
    article_text = fields.String(required=True)


class StandsOut(Schema):
    """A measure of an opinion before that a recheck lets stand; `due` while the unit owes it."""

    allegation = fields.String(required=True)
    code = fields.String(required=True)
    body = fields.String(required=True)
    document = fields.String(required=True, allow_none=True)
    due = Day(required=True, allow_none=True)


class ProposalOut(Schema):
    version = fields.Integer(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    first_result = fields.String(
        required=True, allow_none=True, metadata={"description": "Of a recheck: confirm, change or annul."}
    )
    outcomes = fields.List(fields.Nested(OutcomeOut), required=True)
    stands = fields.List(
        fields.Nested(StandsOut), required=True, metadata={"description": "Of a recheck: what goes on."}
    )
    warnings = fields.List(fields.Nested(WarningOut), required=True)
    templates = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "While it is not decided: which version of the body's own template each document "
            "would be written by (0: the layout of the house)."
        },
    )
    reply = fields.String(required=True, metadata={"description": "What the complainant will read."})
    changes = fields.List(fields.Nested(ChangeOut), required=True)
    steps = fields.List(
        fields.Nested(StepOut), required=True, metadata={"description": "By whose hands it goes."}
    )


class ApprovalOut(Schema):
    """What was decided on a proposal: `endorse` at a step before the head's."""

    decision = Choice(("endorse", "approve", "return"), required=True)
    office = Choice(Office, required=True)
    reason = fields.String(required=True)
    sealed = fields.Boolean(
        required=True, metadata={"description": "The proposal says what this caller does not read."}
    )
    by = fields.String(required=True)
    at = Moment(required=True)
    proposal = fields.Integer(required=True, metadata={"description": "The proposal's version."})
