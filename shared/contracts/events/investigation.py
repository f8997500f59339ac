"""What investigation says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.events.base import Event, Hearers, Json, OfComplaint, sealed
from shared.contracts.terms import Service


@dataclass(frozen=True, kw_only=True)
class OfCase(OfComplaint):
    """What is said of a case: of one complaint before one body."""

    producer: ClassVar[Service] = Service.INVESTIGATION

    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseOpened(OfCase):
    """The case stands in the body's queue."""

    name: ClassVar[str] = "case.opened"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    body: str


@dataclass(frozen=True, kw_only=True)
class InvestigationStarted(OfCase):
    """An investigator took the case up."""

    name: ClassVar[str] = "case.investigating"
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    body: str


@dataclass(frozen=True, kw_only=True)
class ComplainantMessaged(OfCase):
    """The body wrote to the complainant, whom it need not know."""

    name: ClassVar[str] = "case.complainant_messaged"
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    message_id: UUID
    body_name: str
    text: str = sealed(Service.INTAKE, default="")


@dataclass(frozen=True, kw_only=True)
class CaseExtended(OfCase):
    """The head granted more time for the investigation, once; the complainant is told why (信访 art. 34)."""

    name: ClassVar[str] = "case.extended"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    body: str
    body_name: str
    investigate_by: date
    message_id: UUID
    reason: str = sealed(Service.INTAKE, default="")


@dataclass(frozen=True, kw_only=True)
class CasePaused(OfCase):
    """The head let the clock of the case stand still, as its province allows: no day counts from `since`
    until `until`, and `investigate_by` is the last day if it lasts as long. The complainant is told."""

    name: ClassVar[str] = "case.paused"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    body: str
    body_name: str
    since: date
    until: date
    investigate_by: date
    message_id: UUID
    text: str = sealed(Service.INTAKE, default="")
    """What the complainant reads: the ground in neutral words."""


@dataclass(frozen=True, kw_only=True)
class CaseResumed(OfCase):
    """The clock of the case runs again from that day on; the complainant is told the last day."""

    name: ClassVar[str] = "case.resumed"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    body: str
    body_name: str
    resumed_on: date
    investigate_by: date
    message_id: UUID
    text: str = sealed(Service.INTAKE, default="")


@dataclass(frozen=True, kw_only=True)
class CaseTermMoved(OfCase):
    """The last day was counted anew: the working days of a year were announced, or the body goes on with a
    term that another one was granted more days for."""

    name: ClassVar[str] = "case.term_moved"
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    body: str
    investigate_by: date


@dataclass(frozen=True, kw_only=True)
class CaseKeptFrom(OfCase):
    """Somebody withdrew from the case, or must not know of it: neither do they see the complaint or its
    files elsewhere, by whichever account of theirs (petition art. 28(3))."""

    name: ClassVar[str] = "case.kept_from"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    barred: list[str] = sealed(Service.INTAKE, Service.TRIAGE, default=list)


@dataclass(frozen=True, kw_only=True)
class CasePassedUp(OfCase):
    """The body does not handle the case: it has nobody left who may, and triage opens it at the body above;
    or, with `proposed`, it objects to being in charge, and the common superior designates."""

    name: ClassVar[str] = "case.passed_up"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    body: str
    to_body: str
    passed_at: datetime
    proposed: str | None = None
    """The body that is in charge, as the one that objects says."""
    beside: bool = False
    """It is a further case: the body's answer, after which this was alleged, stands."""
    taken_over: bool = False
    """Triage gave it to another body, since words of the complainant accuse the one that had it."""
    reason: str = sealed(Service.TRIAGE, default="")


@dataclass(frozen=True, kw_only=True)
class CaseConcluded(OfCase):
    """The head approved the outcome; the complainant is answered (信访 art. 32)."""

    name: ClassVar[str] = "case.concluded"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    body: str
    body_name: str
    concluded_at: datetime
    rectify_by: date | None = None
    recheck_until: date | None = None
    recheck_body: str | None = None
    beside: bool = False
    """An answer before it stands, and this one was not asked for as a recheck of that: both are contested
    together (petition art. 35)."""
    reply: str = sealed(Service.INTAKE, Service.TRIAGE, default="")
    """What the complainant is told, per allegation, with the remedy; free of third persons' data."""
    findings: list[Json] = sealed(Service.INTAKE, Service.TRIAGE, default=list)
    """[{allegation, finding, nature}]"""
    outcomes: list[Json] = sealed(Service.INTAKE, Service.TRIAGE, default=list)
    """[{code, name, article}]"""
    letter: str = sealed(Service.TRIAGE, default="")
    """What the complainant is written of what fell since: for those who were answered with them."""


@dataclass(frozen=True, kw_only=True)
class CaseClosed(OfCase):
    """All six closing checks of art. 4 are met; nothing is left to do."""

    name: ClassVar[str] = "case.closed"
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    body: str
    closed_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseRetentionSettled(OfCase):
    """The case is over; how long it must be kept."""

    name: ClassVar[str] = "case.retention_settled"
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    body: str
    ended_on: date
    rule: str
    """A value of `shared.contracts.retention.Rule`."""
    years: int
    kept_until: date | None = None
    """The day that its archived file says on its cover; never erased before."""


@dataclass(frozen=True, kw_only=True)
class AbsenceEntered(Event):
    """Who holds an office of a body is away from the first to the last day, and who stands in; `ended`: they
    are back earlier. It holds for what is decided at every desk."""

    name: ClassVar[str] = "staff.absence_entered"
    producer: ClassVar[Service] = Service.INVESTIGATION
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.TRIAGE)

    absence_id: UUID
    version: int
    staff_id: UUID
    home: str
    """The body, SUP-<division>"""
    first: date
    last: date
    deputy: UUID | None = None
    as_head: bool = True
    """False: they hold an office below the head's."""
    ended: bool = False


SAID: tuple[type[Event], ...] = (
    CaseOpened,
    InvestigationStarted,
    ComplainantMessaged,
    CaseExtended,
    CasePaused,
    CaseResumed,
    CaseTermMoved,
    CaseKeptFrom,
    CasePassedUp,
    CaseConcluded,
    CaseClosed,
    CaseRetentionSettled,
    AbsenceEntered,
)
