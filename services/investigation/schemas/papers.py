"""Records, evidence and documents of a case, as the JSON door answers them."""

from marshmallow import Schema, fields

from services.investigation.domain.documents import DocumentKind, Way
from services.investigation.domain.ends import End
from services.investigation.domain.evidence import Scan
from services.investigation.domain.receipts import Receiver
from services.investigation.domain.records import RecordKind
from services.investigation.domain.revocation import By
from shared.files.kinds import Kind as FileKind
from shared.web.answers import Day, Moment, texts
from shared.web.validation import Choice


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
    piece = fields.UUID(
        required=True,
        allow_none=True,
        metadata={"description": "Of evidence passed on: which piece of evidence or file it was."},
    )


class ServiceOut(Schema):
    """That a document was served."""

    recipient = fields.String(required=True)
    way = Choice(Way, required=True)
    served_on = Day(required=True)
    by = fields.String(required=True)


class RevokerOut(Schema):
    """Whether an act may be revoked by this authority, and why (Measures art. 17 with art. 2)."""

    by = Choice(By, required=True)
    open = fields.Boolean(required=True)
    code = fields.String(required=True)
    article = fields.String(required=True)
    text = fields.String(required=True)
    article_text = fields.String(required=True)


class DocumentEndOut(Schema):
    """What became of a document after it was issued, as whoever verifies it is told."""

    how = Choice(End, required=True)
    at = Moment(required=True)
    number = fields.String(
        required=True, allow_none=True, metadata={"description": "Of the document that says so."}
    )
    issuer = fields.String(required=True, allow_none=True)


class UnservedOut(Schema):
    """A paper of a body that had the matter before, without a receipt: `service-records` of this case take
    it."""

    id = fields.UUID(required=True)
    kind = Choice(DocumentKind, required=True)
    number = fields.String(required=True)
    received_by = Choice(
        Receiver, required=True, metadata={"description": "Of whom the receipt is to be kept."}
    )
    addressee = fields.String(required=True)
    at = Moment(required=True)
    body_name = fields.String(required=True)


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
    template = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The version of the body's own template that it was written by, if any."},
    )
    ends = fields.List(fields.Nested(DocumentEndOut), required=True)
    service = fields.List(fields.Nested(ServiceOut), required=True)
