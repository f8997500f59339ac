"""What has happened, as services tell one another. Past tense, immutable, versioned.

`sealed(...)` names the consumers that may read a field: on the wire it travels encrypted once for
each of them and is absent for everyone else. No event carries the complainant's identity.
`version` is the version of the complaint or case after the change: consumers meet events at least
once and in any order.
`heard_by` names every service that must hear of it. The producer declares their queues before it
first speaks: a message whose hearer has no queue yet would be confirmed to the others and lost to it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from shared.contracts.terms import Service

Json = dict[str, Any]
Hearers = tuple[Service, ...]


def sealed(*consumers: Service, default: Any = None) -> Any:
    """A field that only `consumers` can read; on the wire it is authenticated ciphertext for each."""
    metadata = {"sealed_for": consumers}
    if callable(default):
        return field(default_factory=default, metadata=metadata, kw_only=True)
    return field(default=default, metadata=metadata, kw_only=True)


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event carries; `id` is the message id by which consumers take effect once."""

    name: ClassVar[str] = ""
    producer: ClassVar[Service]
    heard_by: ClassVar[Hearers] = ()

    id: UUID
    at: datetime
    traceparent: str | None = None


# --- intake says -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ComplaintReceived(Event):
    """A complaint is kept and was answered "received"; triage must judge it."""

    name: ClassVar[str] = "complaint.received"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE,)

    complaint_id: UUID
    tracking_number: str
    version: int
    channel: str
    identity: str
    contactable: bool
    received_at: datetime
    received_at_division: str | None = None
    accept_by: date
    statement: str = sealed(Service.TRIAGE, default="")
    facts: Json = sealed(Service.TRIAGE, default=dict)
    """The submitted facts of contract §3 without `complainant`: occurred_on, occurred_in,
    respondents, claims, circumstances, earlier_tracking_number, external_order."""
    same_person: str | None = sealed(Service.TRIAGE)
    """Keyed hash of the complainant's contact, to find the same person without knowing them."""


@dataclass(frozen=True, kw_only=True)
class ComplaintSupplemented(Event):
    """The complainant added a message."""

    name: ClassVar[str] = "complaint.supplemented"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    complaint_id: UUID
    tracking_number: str
    version: int
    message_id: UUID
    text: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class ComplaintWithdrawn(Event):
    """The complainant withdrew; the law decides what that ends (G11)."""

    name: ClassVar[str] = "complaint.withdrawn"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    complaint_id: UUID
    tracking_number: str
    version: int
    reason: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class ComplaintRated(Event):
    """The complainant rated the handling (信访 art. 21): 1-5 each."""

    name: ClassVar[str] = "complaint.rated"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.INVESTIGATION,)

    complaint_id: UUID
    tracking_number: str
    version: int
    manner: int
    speed: int
    result: int
    comment: str = sealed(Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class RecheckRequested(Event):
    """The complainant asked for a recheck within 30 days of the reply (信访 art. 35)."""

    name: ClassVar[str] = "complaint.recheck_requested"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    complaint_id: UUID
    tracking_number: str
    version: int
    reason: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")


# --- triage says -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ComplaintAssessed(Event):
    """The automatic assessment is done; intake learns who must never see the complaint."""

    name: ClassVar[str] = "complaint.assessed"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    complaint_id: UUID
    tracking_number: str
    version: int
    barred: list[str] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)


@dataclass(frozen=True, kw_only=True)
class ComplaintAccepted(Event):
    """A supervision body must investigate. `decision` is accept, accept_split, urgent_forward or recheck."""

    name: ClassVar[str] = "complaint.accepted"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    complaint_id: UUID
    tracking_number: str
    version: int
    decision: str
    body: str
    body_name: str
    accepted_at: datetime
    investigate_by: date
    identity: str
    channel: str
    contactable: bool
    recheck_body: str | None = None
    recheck_of: UUID | None = None
    flags: list[str] = field(default_factory=list)
    reasons: list[Json] = sealed(Service.INVESTIGATION, default=list)
    barred: list[str] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)
    statement: str = sealed(Service.INVESTIGATION, default="")
    facts: Json = sealed(Service.INVESTIGATION, default=dict)
    allegations: list[Json] = sealed(Service.INVESTIGATION, default=list)
    """[{id, respondent: {kind, division, name, role, ...}, natures: [...], categories: [...]}]"""
    referrals: list[Json] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)


@dataclass(frozen=True, kw_only=True)
class ComplaintDecided(Event):
    """Triage ended it without an investigation of its own: declined, referred, returned, merged,
    recorded, answered, or closed as withdrawn. `decision` says which; `text` is for the complainant."""

    name: ClassVar[str] = "complaint.decided"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    complaint_id: UUID
    tracking_number: str
    version: int
    decision: str
    body: str | None = None
    body_name: str | None = None
    decided_at: datetime
    text: str = sealed(Service.INTAKE, default="")
    referrals: list[Json] = sealed(Service.INTAKE, default=list)
    merged_into: str | None = sealed(Service.INTAKE)


@dataclass(frozen=True, kw_only=True)
class NoticeIssued(Event):
    """The complainant is told in writing whether the complaint is taken up (信访 art. 23). Intake fills in to
    whom, which nobody else knows. `notice` is acceptance or non_acceptance."""

    name: ClassVar[str] = "complaint.notice_issued"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    complaint_id: UUID
    tracking_number: str
    version: int
    notice_id: UUID
    notice: str
    paper: Json = sealed(Service.INTAKE, default=dict)
    """The paper without its addressee, in the form of `shared.papers.Paper`."""


@dataclass(frozen=True, kw_only=True)
class InformationRequested(Event):
    """Triage or the body asks the complainant something; intake carries it without telling who asks whom."""

    name: ClassVar[str] = "complaint.information_requested"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    complaint_id: UUID
    tracking_number: str
    version: int
    message_id: UUID
    body_name: str | None = None
    text: str = sealed(Service.INTAKE, default="")


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Event):
    """An account of the register as it now is; `active` false means: refuse it at once."""

    name: ClassVar[str] = "staff.changed"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    staff_id: UUID
    version: int
    username: str
    display_name: str
    home: str
    """DEP-<division> or SUP-<division>"""
    roles: list[str] = field(default_factory=list)
    active: bool = True
    certificate_valid_to: date | None = None
    tokens_valid_from: datetime
    """Tokens issued before are refused (revocation)."""


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(Event):
    """One signed-in session ended before its time."""

    name: ClassVar[str] = "staff.session_revoked"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    session_id: UUID
    staff_id: UUID
    expires_at: datetime


# --- investigation says -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """The case stands in the body's queue."""

    name: ClassVar[str] = "case.opened"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    case_id: UUID
    complaint_id: UUID
    tracking_number: str
    version: int
    body: str


@dataclass(frozen=True, kw_only=True)
class InvestigationStarted(Event):
    """An investigator took the case up."""

    name: ClassVar[str] = "case.investigating"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    case_id: UUID
    complaint_id: UUID
    tracking_number: str
    version: int
    body: str


@dataclass(frozen=True, kw_only=True)
class ComplainantMessaged(Event):
    """The body wrote to the complainant, whom it need not know."""

    name: ClassVar[str] = "case.complainant_messaged"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    case_id: UUID
    complaint_id: UUID
    tracking_number: str
    version: int
    message_id: UUID
    body_name: str
    text: str = sealed(Service.INTAKE, default="")


@dataclass(frozen=True, kw_only=True)
class CaseExtended(Event):
    """The head granted more time for the investigation, once; the complainant is told why (信访 art. 34)."""

    name: ClassVar[str] = "case.extended"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    case_id: UUID
    complaint_id: UUID
    tracking_number: str
    version: int
    body: str
    body_name: str
    investigate_by: date
    message_id: UUID
    reason: str = sealed(Service.INTAKE, default="")


@dataclass(frozen=True, kw_only=True)
class CasePassedUp(Event):
    """The body has nobody left who may handle the case: triage opens it at the body above."""

    name: ClassVar[str] = "case.passed_up"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    case_id: UUID
    complaint_id: UUID
    tracking_number: str
    version: int
    body: str
    to_body: str
    passed_at: datetime
    reason: str = sealed(Service.TRIAGE, default="")


@dataclass(frozen=True, kw_only=True)
class CaseConcluded(Event):
    """The head approved the outcome; the complainant is answered (信访 art. 32)."""

    name: ClassVar[str] = "case.concluded"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    case_id: UUID
    complaint_id: UUID
    tracking_number: str
    version: int
    body: str
    body_name: str
    concluded_at: datetime
    rectify_by: date | None = None
    recheck_until: date | None = None
    recheck_body: str | None = None
    reply: str = sealed(Service.INTAKE, Service.TRIAGE, default="")
    """What the complainant is told, per allegation, with the remedy; free of third persons' data."""
    findings: list[Json] = sealed(Service.INTAKE, Service.TRIAGE, default=list)
    """[{allegation, finding, nature}]"""
    outcomes: list[Json] = sealed(Service.INTAKE, Service.TRIAGE, default=list)
    """[{code, name, article}]"""


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """All six closing checks of art. 4 are met; nothing is left to do."""

    name: ClassVar[str] = "case.closed"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    case_id: UUID
    complaint_id: UUID
    tracking_number: str
    version: int
    body: str
    closed_at: datetime


EVENTS: dict[str, type[Event]] = {
    kind.name: kind
    for kind in (
        ComplaintReceived,
        ComplaintSupplemented,
        ComplaintWithdrawn,
        ComplaintRated,
        RecheckRequested,
        ComplaintAssessed,
        ComplaintAccepted,
        ComplaintDecided,
        NoticeIssued,
        InformationRequested,
        StaffChanged,
        SessionRevoked,
        CaseOpened,
        InvestigationStarted,
        ComplainantMessaged,
        CaseExtended,
        CasePassedUp,
        CaseConcluded,
        CaseClosed,
    )
}
