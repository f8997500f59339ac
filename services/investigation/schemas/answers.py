"""The outline of what the JSON door answers."""

from marshmallow import Schema, fields

from services.investigation.domain.case import State
from services.investigation.domain.clocks import DueState
from services.investigation.domain.own import Origin
from services.investigation.schemas.own import BoundOut, MandateOut
from services.investigation.schemas.papers import DocumentOut, RecordOut, RevokerOut, UnservedOut
from services.investigation.schemas.parts import (
    AllegationOut,
    CheckOut,
    EarlierOut,
    EntryOut,
    ExtensionOut,
    InstructionOut,
    LateCaseOut,
    LeadOut,
    MayOut,
    MessageOut,
    Named,
    Person,
    ReasonOut,
    ReferralOut,
    TermOut,
)
from services.investigation.schemas.pauses import PauseOut, PausePossible
from services.investigation.schemas.proposals import ApprovalOut, ProposalOut
from services.investigation.schemas.recusals import CaseRecusalOut, ConflictOut, HeadRecusalOut
from services.investigation.schemas.unit_answers import (
    CallBackOut,
    RectificationOut,
    UnitLinkOut,
    UnitRequestOut,
    UpheldOut,
)
from shared.contracts.terms import Channel, Decision, Identity
from shared.web.answers import Day, Moment, texts
from shared.web.file_answers import FileOut
from shared.web.validation import Choice


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
    lead = fields.Nested(LeadOut, required=True, allow_none=True)
    allegations = fields.Integer(required=True, metadata={"description": "How many."})
    respondent_kinds = texts()
    divisions = texts()
    categories = texts()
    channel = Choice(Channel, required=True, allow_none=True)
    identity = Choice(Identity, required=True, allow_none=True)
    origin = Choice(Origin, required=True)
    decision = Choice(Decision, required=True)
    marks = texts(metadata={"description": "What to look at: returned, overdue, a message not yet read …"})
    unfiled = fields.Integer(
        required=True, metadata={"description": "So much came since its file was put away."}
    )


class PageOut(Schema):
    items = fields.List(fields.Nested(RowOut), required=True)
    next = fields.String(
        allow_none=True, required=True, metadata={"description": "The cursor of the next page."}
    )


class LimitsOut(Schema):
    """Days under the settings of the province when the case was accepted (art. 22)."""

    policy = fields.String(required=True, allow_none=True)
    investigation = fields.Integer(required=True)
    extension = fields.Integer(required=True)
    rectification = fields.Integer(required=True)
    unit_objection = fields.Integer(required=True)
    unit_objection_answer = fields.Integer(required=True)
    recheck_application = fields.Integer(required=True)
    transfer_receipt = fields.Integer(required=True)
    advice_answer = fields.Integer(required=True)
    keep_measures = fields.Integer(required=True, metadata={"description": "Years."})
    keep_cases = fields.Integer(required=True, metadata={"description": "Years."})
    pause_hearing = fields.Integer(required=True, metadata={"description": "0: not allowed, as the next."})
    pause_appraisal = fields.Integer(required=True)
    pause_complainant = fields.Integer(required=True)
    pause_litigation = fields.Integer(required=True)
    pause_other_authority = fields.Integer(required=True)
    pause_force_majeure = fields.Integer(required=True)
    pause_person_away = fields.Integer(required=True)
    pause_in_all = fields.Integer(required=True)
    pause_second_hearing = fields.Integer(
        required=True, metadata={"description": "A hearing at a second recheck, not counted by law."}
    )
    approval_chain = fields.String(
        required=True, metadata={"description": "Whose steps a proposal takes, as `section-division-head`."}
    )


class HeldOut(Schema):
    """What keeps it from being erased when its term is over."""

    kind = fields.String(required=True, metadata={"enum": ["lawsuit", "inspection", "other"]})
    reason = fields.String(required=True)
    body = fields.String(required=True, allow_none=True)
    by = fields.String(required=True)
    placed_at = Moment(required=True)
    until = fields.Date(required=True, allow_none=True)


class RedactedOut(Schema):
    """The newest version of the statement with passages blacked out: what third parties get."""

    version = fields.Integer(required=True)
    at = Moment(required=True)
    by = fields.String(required=True)
    text = fields.String(required=True)


class CaseOut(Schema):
    """A case as this caller sees it now."""

    id = fields.UUID(required=True)
    complaint_id = fields.UUID(required=True)
    tracking_number = fields.String(required=True)
    state = Choice(State, required=True)
    version = fields.Integer(required=True, metadata={"description": "The number in the ETag."})
    body = fields.Nested(Named, required=True)
    origin = Choice(Origin, required=True)
    decision = Choice(Decision, required=True)
    identity = Choice(Identity, required=True, allow_none=True)
    channel = Choice(Channel, required=True, allow_none=True)
    contactable = fields.Boolean(required=True)
    withdrawn = fields.Boolean(required=True)
    returned = fields.Boolean(required=True)
    accepted_at = Moment(required=True)
    investigate_by = Day(required=True)
    paused_until = Day(required=True, allow_none=True, metadata={"description": "The clock stands still."})
    due = Day(required=True)
    rectify_by = Day(required=True, allow_none=True)
    recheck_until = Day(required=True, allow_none=True)
    recheck_body = fields.String(required=True, allow_none=True)
    departments_act = fields.Boolean(required=True)
    reviewed_here = fields.Boolean(
        required=True, metadata={"description": "The body as such did the legal review of a challenged act."}
    )
    given_by = fields.String(required=True, allow_none=True)
    object_by = Day(required=True, allow_none=True)
    recheck_of = fields.String(required=True, allow_none=True)
    limits = fields.Nested(LimitsOut, required=True)
    concluded_at = Moment(required=True, allow_none=True)
    closed_at = Moment(required=True, allow_none=True)
    statement = fields.String(required=True)
    facts = fields.Dict(required=True, metadata={"description": "As handed in, without the complainant."})
    flags = texts()
    referrals = fields.List(fields.Nested(ReferralOut), required=True)
    reasons = fields.List(fields.Nested(ReasonOut), required=True)
    terms = fields.List(fields.Nested(TermOut), required=True)
    team = fields.List(fields.Nested(Person), required=True)
    allegations = fields.List(fields.Nested(AllegationOut), required=True)
    proposal = fields.Nested(ProposalOut, required=True, allow_none=True)
    earlier = fields.List(fields.Nested(EarlierOut), required=True)
    approvals = fields.List(fields.Nested(ApprovalOut), required=True)
    rectifications = fields.List(fields.Nested(RectificationOut), required=True)
    upheld = fields.List(
        fields.Nested(UpheldOut),
        required=True,
        metadata={"description": "What this recheck let stand and a unit objected to: decided here."},
    )
    mandate = fields.Nested(MandateOut, required=True, allow_none=True)
    bound = fields.List(fields.Nested(BoundOut), required=True)
    unit_links = fields.List(fields.Nested(UnitLinkOut), required=True)
    unit_requests = fields.List(fields.Nested(UnitRequestOut), required=True)
    call_back = fields.Nested(CallBackOut, required=True, allow_none=True)
    records = fields.List(fields.Nested(RecordOut), required=True)
    recusals = fields.List(fields.Nested(CaseRecusalOut), required=True)
    revokers = fields.List(
        fields.Nested(RevokerOut),
        required=True,
        metadata={"description": "By whom an act challenged here may be revoked (O7), or why not."},
    )
    left_alone = fields.Dict(
        required=True,
        allow_none=True,
        metadata={"description": "A decided or own case that nobody has any more: what is to be done."},
    )
    conflicts = fields.List(
        fields.Nested(ConflictOut),
        required=True,
        metadata={"description": "For who may give the case to others: whom not, and why."},
    )
    documents = fields.List(fields.Nested(DocumentOut), required=True)
    unserved_before = fields.List(fields.Nested(UnservedOut), required=True)
    instructions = fields.List(fields.Nested(InstructionOut), required=True)
    extensions = fields.List(fields.Nested(ExtensionOut), required=True)
    pauses = fields.List(fields.Nested(PauseOut), required=True)
    pauses_possible = fields.List(fields.Nested(PausePossible), required=True)
    messages = fields.List(fields.Nested(MessageOut), required=True)
    files = fields.List(fields.Nested(FileOut), required=True)
    holds = fields.List(fields.Nested(HeldOut), required=True)
    redacted = fields.Nested(RedactedOut, required=True, allow_none=True)
    closing = fields.List(fields.Nested(CheckOut), required=True)
    archive = fields.String(
        required=True, allow_none=True, metadata={"description": "The number of its file, once put away."}
    )
    unfiled = fields.Integer(
        required=True,
        metadata={"description": "So much came since its file was put away, and is in no supplement to it."},
    )
    supplement_by = fields.String(
        required=True, allow_none=True, metadata={"description": "By when that is to be put away."}
    )
    timeline = fields.List(fields.Nested(EntryOut), required=True)
    may = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(MayOut),
        required=True,
        metadata={"description": "Each action: open to this caller now, or why not."},
    )


class LateOut(Schema):
    """Late cases of bodies below."""

    items = fields.List(fields.Nested(LateCaseOut), required=True)


class HeadRecusalsOut(Schema):
    """Applications about heads of lower bodies that wait for the caller."""

    items = fields.List(fields.Nested(HeadRecusalOut), required=True)


class HeadRecusalsListed(HeadRecusalsOut):
    """With those that fell within the last weeks, so that nobody looks for them."""

    fell = fields.List(fields.Nested(HeadRecusalOut), required=True)
