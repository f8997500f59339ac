"""What intake says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.events.base import Event, Hearers, Json, OfComplaint, sealed
from shared.contracts.terms import Service


@dataclass(frozen=True, kw_only=True)
class ComplaintReceived(OfComplaint):
    """A complaint is kept and was answered "received"; triage must judge it."""

    name: ClassVar[str] = "complaint.received"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE,)
    awaited_by: ClassVar[Hearers] = (Service.TRIAGE,)

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
class ComplaintSupplemented(OfComplaint):
    """The complainant added a message. `held`, here and below: whoever handles the case reads the words when
    triage has passed them (complaint.words_passed), since they may accuse those who handle it."""

    name: ClassVar[str] = "complaint.supplemented"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    message_id: UUID
    held: bool = False
    text: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class ComplaintWithdrawn(OfComplaint):
    """The complainant withdrew; the law decides what that ends (G11)."""

    name: ClassVar[str] = "complaint.withdrawn"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    held: bool = False
    reason: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class ComplaintRated(OfComplaint):
    """The complainant rated the handling (信访 art. 21): 1-5 each."""

    name: ClassVar[str] = "complaint.rated"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    manner: int
    speed: int
    result: int
    held: bool = False
    comment: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class OrderDesignated(OfComplaint):
    """The order that the complaint came with had been sent back; its sender says that it is ours after all.
    The complaint goes on under its number, as if it came from above now."""

    name: ClassVar[str] = "complaint.order_designated"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE,)


@dataclass(frozen=True, kw_only=True)
class RecheckRequested(OfComplaint):
    """The complainant asked for a recheck within 30 days of the reply (信访 art. 35)."""

    name: ClassVar[str] = "complaint.recheck_requested"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    held: bool = False
    reason: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class FileAdded(Event):
    """A file of the complainant is evidence now, and what others may look at is ready or will not be.

    It stays in intake's store; the desks lead to intake's door, which decides anew who may see it. Said again
    with a higher version when a copy that failed was made after all.
    """

    name: ClassVar[str] = "complaint.file_added"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    complaint_id: UUID
    tracking_number: str
    version: int
    """Of the file."""
    file_id: UUID
    number: int
    """Within the complaint; with `group` it is what the file is called: its own name may tell who sent it."""
    group: str
    """image, video, audio, pdf, office, text"""
    kind: str
    size: int
    added_at: datetime
    copy: str
    """ready, failed, impossible"""
    previews: int = 0
    sha256: str = sealed(Service.TRIAGE, Service.INVESTIGATION, default="")
    notes: list[str] = sealed(Service.TRIAGE, Service.INVESTIGATION, default=list)
    """What a reader should know: macros, embedded, ..."""


@dataclass(frozen=True, kw_only=True)
class ComplaintRedacted(Event):
    """Staff of the body that handles it made a version of the statement for those who may not read all."""

    name: ClassVar[str] = "complaint.redacted"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.INVESTIGATION,)

    complaint_id: UUID
    tracking_number: str
    version: int
    """Of the redaction, from 1."""
    redacted_at: datetime
    by_name: str = sealed(Service.INVESTIGATION, default="")
    text: str = sealed(Service.INVESTIGATION, default="")


@dataclass(frozen=True, kw_only=True)
class HoldChanged(Event):
    """What keeps the complaint from being erased, all of it as it now is: a lawsuit, an inspection..."""

    name: ClassVar[str] = "complaint.hold_changed"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    complaint_id: UUID
    tracking_number: str
    version: int
    """How often the holds of this complaint changed."""
    holds: list[Json] = sealed(Service.TRIAGE, Service.INVESTIGATION, default=list)
    """[{kind, reason, body, by, placed_at, until}], those that stand."""


@dataclass(frozen=True, kw_only=True)
class ComplaintErased(OfComplaint):
    """Its term is over and nothing holds it: intake destroyed it, and the others do so now. What is counted
    stays; texts, names, contacts and files go."""

    name: ClassVar[str] = "complaint.erased"
    producer: ClassVar[Service] = Service.INTAKE
    heard_by: ClassVar[Hearers] = (Service.TRIAGE, Service.INVESTIGATION)

    erased_at: datetime
    rule: str
    """A value of `shared.contracts.retention.Rule`."""


SAID: tuple[type[Event], ...] = (
    ComplaintReceived,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    ComplaintRated,
    OrderDesignated,
    RecheckRequested,
    FileAdded,
    ComplaintRedacted,
    HoldChanged,
    ComplaintErased,
)
