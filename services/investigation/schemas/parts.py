"""The parts of a case, as the JSON door answers them."""

from marshmallow import Schema, fields

from services.investigation.domain.case import State
from services.investigation.domain.chain import Office
from services.investigation.domain.clocks import DueState
from services.investigation.domain.closing import ClosingCheck
from services.investigation.domain.documents import DocumentKind, Way
from services.investigation.domain.evidence import Scan
from services.investigation.domain.records import RecordKind
from services.investigation.domain.recusal import Side
from services.investigation.domain.ties import Tie
from shared.contracts.terms import Finding, Nature
from shared.files.kinds import Kind as FileKind
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


class ProposalOut(Schema):
    version = fields.Integer(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    first_result = fields.String(
        required=True, allow_none=True, metadata={"description": "Of a recheck: confirm, change or annul."}
    )
    outcomes = fields.List(fields.Nested(OutcomeOut), required=True)
    reply = fields.String(required=True, metadata={"description": "What the complainant will read."})
    changes = fields.List(fields.Nested(ChangeOut), required=True)
    steps = fields.List(
        fields.Nested(StepOut), required=True, metadata={"description": "By whose hands it goes."}
    )


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


class ApprovalOut(Schema):
    """What was decided on a proposal: `endorse` at a step before the head's."""

    decision = Choice(("endorse", "approve", "return"), required=True)
    office = Choice(Office, required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    proposal = fields.Integer(required=True, metadata={"description": "The proposal's version."})


class EvidenceFileOut(Schema):
    """A file that is kept with a piece of evidence; read it under `evidence-files`."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True, metadata={"description": "Within the case."})
    name = fields.String(required=True)
    kind = Choice(FileKind, required=True, metadata={"description": "By its content."})
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    scan = Choice(Scan, required=True, metadata={"description": "Whether it was looked through for viruses."})
    notes = texts()
    by = fields.String(required=True)
    at = Moment(required=True)


class RecordOut(Schema):
    """A record of the work on the case."""

    id = fields.UUID(required=True)
    kind = Choice(RecordKind, required=True)
    number = fields.Integer(required=True, metadata={"description": "Within its kind."})
    at = Moment(required=True)
    by = fields.String(required=True)
    supervisors = texts()
    due = Day(required=True, allow_none=True)
    sealed = fields.Boolean(required=True, metadata={"description": "What it says is kept from this caller."})
    fields_ = fields.Dict(
        data_key="fields", attribute="fields", keys=fields.String(), values=fields.String(), required=True
    )
    ended_at = Moment(required=True, allow_none=True)
    ended_by = fields.String(required=True, allow_none=True)
    ending = fields.Dict(keys=fields.String(), values=fields.String(), required=True, allow_none=True)
    files = fields.List(fields.Nested(EvidenceFileOut), required=True)


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


class RecusalOut(Schema):
    """An application that somebody withdraw."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    side = Choice(Side, required=True)
    tie = Choice(Tie, required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)
    at = Moment(required=True)
    decider = fields.String(required=True, metadata={"description": "The body whose head decides."})
    granted = fields.Boolean(required=True, allow_none=True)
    moot = fields.Boolean(
        required=True, metadata={"description": "It ended undecided with the case; then it was not granted."}
    )
    answer = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True, allow_none=True)


class ConflictOut(Schema):
    """Somebody whom the case may not be given to by what the records show."""

    name = fields.String(required=True)
    tie = Choice(Tie, required=True)
    unit = fields.String(required=True, metadata={"description": "Where they work or worked, if that is it."})
    until = Day(
        required=True,
        allow_none=True,
        metadata={"description": "The last day of it; none: until it is decided, or while they work there."},
    )
    text = fields.String(required=True)
    article = fields.String(required=True)


class HeadRecusalOut(RecusalOut):
    """An application about a head of a lower body; of the case it tells the number only."""

    tracking_number = fields.String(required=True)
    body = fields.String(required=True)


class ServiceOut(Schema):
    """That a document was served."""

    recipient = fields.String(required=True)
    way = Choice(Way, required=True)
    served_on = Day(required=True)
    by = fields.String(required=True)


class DocumentOut(Schema):
    """A document as it was issued; its pages: /investigation/cases/{case}/documents/{id}.pdf or .docx."""

    id = fields.UUID(required=True)
    kind = Choice(DocumentKind, required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    addressee = fields.String(required=True)
    sealed = fields.Boolean(
        required=True, metadata={"description": "Only who works on the case, or decides, reads it."}
    )
    at = Moment(required=True)
    by = fields.String(required=True, metadata={"description": "Who approved it."})
    verification = fields.String(required=True)
    service = fields.List(fields.Nested(ServiceOut), required=True)


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
