"""The service's own tables. Free text and party names stand in them as ciphertext only."""

from services.investigation.models.absence import Absence
from services.investigation.models.archive import Archive, ArchivePiece, Supplement, SupplementPiece
from services.investigation.models.base import Base
from services.investigation.models.bearer import Bearer
from services.investigation.models.body_link import BodyLink, BodyQueue, BodyReport, BodyTold
from services.investigation.models.case import Case, Hand
from services.investigation.models.decision import Approval, ClosingEvidence, Proposal
from services.investigation.models.document import Document, DocumentEnd, DocumentSeries, ServiceRecord
from services.investigation.models.evidence import EvidenceFile
from services.investigation.models.finding_aids import Precedent, SearchToken
from services.investigation.models.matter import Allegation, FindingRow
from services.investigation.models.notice import BarredParty, Notice, PassedWords, TakenOver, Untold
from services.investigation.models.office import OfficeHolder
from services.investigation.models.oversight import Escalation, Instruction
from services.investigation.models.own import Bound, Mandate
from services.investigation.models.pause import Pause
from services.investigation.models.province import ProvinceSettings
from services.investigation.models.record import Entry, Message, Rectification
from services.investigation.models.recusal import Recusal
from services.investigation.models.retention import Erased, Held, Redacted, TermTold
from services.investigation.models.saved import SavedFilter
from services.investigation.models.served import Served
from services.investigation.models.template import DocumentTemplate
from services.investigation.models.unit import CallBack, UnitLink, UnitRequest
from services.investigation.models.work import Extension, Record

__all__ = [
    "Absence",
    "Allegation",
    "Approval",
    "Archive",
    "ArchivePiece",
    "BarredParty",
    "Base",
    "Bearer",
    "BodyLink",
    "BodyQueue",
    "BodyReport",
    "BodyTold",
    "Bound",
    "CallBack",
    "Case",
    "ClosingEvidence",
    "Document",
    "DocumentEnd",
    "DocumentSeries",
    "DocumentTemplate",
    "Entry",
    "Erased",
    "Escalation",
    "EvidenceFile",
    "Extension",
    "FindingRow",
    "Hand",
    "Held",
    "Instruction",
    "Mandate",
    "Message",
    "Notice",
    "OfficeHolder",
    "PassedWords",
    "Pause",
    "Precedent",
    "Proposal",
    "ProvinceSettings",
    "Record",
    "Rectification",
    "Recusal",
    "Redacted",
    "SavedFilter",
    "SearchToken",
    "Served",
    "ServiceRecord",
    "Supplement",
    "SupplementPiece",
    "TakenOver",
    "TermTold",
    "UnitLink",
    "UnitRequest",
    "Untold",
]
