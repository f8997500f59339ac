"""What the letters of the house hold, for the published document."""

from marshmallow import Schema, fields

from services.investigation.domain.case import State
from services.investigation.domain.records import RecordKind
from services.investigation.schemas.proposals import StandsOut
from shared.contracts.terms import Finding
from shared.web.answers import Day, Moment, texts
from shared.web.validation import Choice


class AllegationTold(Schema):
    id = fields.String(required=True)
    respondent = fields.Dict(required=True)
    natures = texts()
    categories = texts()
    finding = Choice(Finding, required=True, allow_none=True)


class HandTold(Schema):
    username = fields.String(required=True, allow_none=True)
    part = Choice(("lead", "second"), required=True)
    declared = fields.Boolean(
        required=True, metadata={"description": "Whether they said that they know of no tie to the case."}
    )


class RecordTold(Schema):
    """That the record is there; what it says is read at the desk."""

    id = fields.UUID(required=True)
    kind = Choice(RecordKind, required=True)
    number = fields.Integer(required=True)
    ended = fields.Boolean(required=True)


class CorrectionTold(Schema):
    code = fields.String(required=True)
    unit = fields.String(required=True)
    due = Day(required=True)
    state = fields.String(required=True)


class StandsTold(StandsOut):
    """An order of an opinion before that need not be given again; those that are sealed are not told."""


class CaseTold(Schema):
    """The case as it stands."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True, metadata={"description": "What a report says it rests on."})
    state = Choice(State, required=True)
    tracking_number = fields.String(required=True)
    decision = fields.String(required=True)
    opened_at = Moment(required=True)
    investigate_by = Day(required=True)
    paused_until = Day(required=True, allow_none=True)
    due = Day(required=True)
    statement = fields.String(required=True)
    facts = fields.Dict(required=True)
    allegations = fields.List(fields.Nested(AllegationTold), required=True)
    team = fields.List(fields.Nested(HandTold), required=True)
    records = fields.List(fields.Nested(RecordTold), required=True)
    can_stand = fields.List(
        fields.Nested(StandsTold),
        required=True,
        metadata={"description": "Of a recheck: what goes on unless it annuls the opinion before."},
    )
    stands = fields.List(
        fields.Nested(StandsTold),
        required=True,
        metadata={"description": "What goes on by the proposal that stands."},
    )
    returned = fields.String(required=True, allow_none=True, metadata={"description": "The head's reasons."})
    returned_sealed = fields.Boolean(
        required=True,
        metadata={
            "description": "The head returned it with reasons that say what is sealed: read them at the desk."
        },
    )
    corrections = fields.List(fields.Nested(CorrectionTold), required=True)


class _Letter(Schema):
    house_key = fields.String(
        required=True, metadata={"description": "For this key the next report is sealed (hex)."}
    )


class CaseLetter(_Letter):
    """A case opened, changed or ended. Of several letters the one with the highest serial holds."""

    case = fields.Nested(CaseTold, required=True)
    serial = fields.Integer(required=True)


class CaseNamed(Schema):
    id = fields.UUID(required=True)


class Withdrawal(_Letter):
    """The body's system must not have the case any more: it forgets it. Why is not told."""

    case = fields.Nested(CaseNamed, required=True)
    serial = fields.Integer(required=True)


class CaseStanding(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    state = Choice(State, required=True)


class Acceptance(_Letter):
    """A report took effect; `repeated`: it did so before, and this is the answer of then."""

    about = fields.UUID(required=True, metadata={"description": "The report's message_id."})
    case = fields.Nested(CaseStanding, required=True)
    repeated = fields.Boolean()


class FieldError(Schema):
    pointer = fields.String(required=True)
    message = fields.String(required=True)
    code = fields.String(required=True)


class Refusal(_Letter):
    """A report changed nothing, and why: a stable code, and a sentence in Chinese."""

    about = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    text = fields.String(required=True)
    article = fields.String()
    errors = fields.List(fields.Nested(FieldError))
    version = fields.Integer(metadata={"description": "With `stale`: the version of now."})
    repeated = fields.Boolean()
