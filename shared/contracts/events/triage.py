"""What triage says of complaints; of the registers: registers.py."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.events.base import Event, Hearers, Json, OfComplaint, sealed
from shared.contracts.terms import Service


@dataclass(frozen=True, kw_only=True)
class ComplaintAssessed(OfComplaint):
    """The automatic assessment is done; intake learns who must never see the complaint."""

    name: ClassVar[str] = "complaint.assessed"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    barred: list[str] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)
    kept_away: list[str] = sealed(Service.INTAKE, default=list)
    """Departments whose leader or body only words accuse: their seats do not see it again."""
    desk: str | None = sealed(Service.INTAKE)
    """The body whose triage staff have it before them; nobody when it must not be seen there."""


@dataclass(frozen=True, kw_only=True)
class ComplaintAccepted(OfComplaint):
    """A supervision body must investigate. `decision` is accept, accept_split, urgent_forward or recheck."""

    name: ClassVar[str] = "complaint.accepted"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)
    awaited_by: ClassVar[Hearers] = (Service.INVESTIGATION,)

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
    given_by: str | None = None
    """The desk of another body that gave it to this one by hand, as long as this one may object."""
    object_by: date | None = None
    """The last day on which it may."""
    taken_from: str | None = None
    """The body that had the case, where later words of the complainant accuse it: its case ends."""
    terms: Json = field(default_factory=dict)
    """{policy, investigation, extension, rectification, unit_objection, unit_objection_answer,
    recheck_application, transfer_receipt, advice_answer}: days under the settings of the province, and the
    version of these (art. 22); {keep_measures, keep_cases}: years for which the case is kept when it is over;
    {pause_<ground>, pause_in_all, pause_second_hearing}: days for which its clock may stand still."""
    flags: list[str] = field(default_factory=list)
    reasons: list[Json] = sealed(Service.INVESTIGATION, default=list)
    barred: list[str] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)
    statement: str = sealed(Service.INVESTIGATION, default="")
    facts: Json = sealed(Service.INVESTIGATION, default=dict)
    allegations: list[Json] = sealed(Service.INVESTIGATION, default=list)
    """[{id, respondent: {kind, division, name, role, ...}, natures: [...], categories: [...]}]"""
    referrals: list[Json] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)


@dataclass(frozen=True, kw_only=True)
class ComplaintDecided(OfComplaint):
    """Triage ended it without an investigation of its own: declined, referred, returned, merged,
    recorded, answered, or closed as withdrawn. `decision` says which; `text` is for the complainant."""

    name: ClassVar[str] = "complaint.decided"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    decision: str
    body: str | None = None
    body_name: str | None = None
    decided_at: datetime
    text: str = sealed(Service.INTAKE, default="")
    referrals: list[Json] = sealed(Service.INTAKE, default=list)
    merged_into: str | None = sealed(Service.INTAKE)


@dataclass(frozen=True, kw_only=True)
class NoticeIssued(OfComplaint):
    """The complainant is told in writing whether the complaint is taken up (信访 art. 23). Intake fills in to
    whom, which nobody else knows. `notice` is acceptance or non_acceptance."""

    name: ClassVar[str] = "complaint.notice_issued"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    notice_id: UUID
    notice: str
    paper: Json = sealed(Service.INTAKE, default=dict)
    """The paper without its addressee, in the form of `shared.papers.Paper`."""


@dataclass(frozen=True, kw_only=True)
class InformationRequested(OfComplaint):
    """Triage or the body asks the complainant something; intake carries it without telling who asks whom."""

    name: ClassVar[str] = "complaint.information_requested"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    message_id: UUID
    body_name: str | None = None
    text: str = sealed(Service.INTAKE, default="")


@dataclass(frozen=True, kw_only=True)
class ComplaintJoined(OfComplaint):
    """The same person's second complaint about the matter joined this one, or they wrote under its number
    since; the investigator reads it too."""

    name: ClassVar[str] = "complaint.joined"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INVESTIGATION,)

    joined_id: UUID
    text: str = sealed(Service.INVESTIGATION, default="")
    """The statement of the one that joined, or what was written under it."""
    barred: list[str] = sealed(Service.INVESTIGATION, default=list)
    held: bool = False
    """Nobody reads it before its words are passed (complaint.words_passed)."""
    joined_number: str | None = None
    """By which its complainant follows it; of whatever else it says the text above is all."""


@dataclass(frozen=True, kw_only=True)
class WordsPassed(OfComplaint):
    """What the complainant wrote may be read by whoever handles the case: it accuses none of them, or a desk
    above looked at it. A later word on the same text replaces an earlier one."""

    name: ClassVar[str] = "complaint.words_passed"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    said_id: UUID
    """The id of the event that brought the words."""
    kept_from: list[str] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)
    """Bodies that had the complaint and do not read them: they are accused there."""
    barred: list[str] = sealed(Service.INTAKE, Service.INVESTIGATION, default=list)


@dataclass(frozen=True, kw_only=True)
class ComplaintReopened(OfComplaint):
    """What was decided before is over: a merger was undone and the complaint stands by itself again, or a
    danger was handed on first and the rest is decided now."""

    name: ClassVar[str] = "complaint.reopened"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE, Service.INVESTIGATION)

    joined_before: str | None = sealed(Service.INVESTIGATION)
    """The id of the complaint that it was joined to."""


@dataclass(frozen=True, kw_only=True)
class RetentionSettled(Event):
    """Triage has done with the complaint, for now; how long it must be kept as far as triage goes."""

    name: ClassVar[str] = "complaint.retention_settled"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    complaint_id: UUID
    tracking_number: str
    version: int
    """A later decision of triage makes this word stale."""
    ended_on: date
    rule: str
    """A value of `shared.contracts.retention.Rule`."""
    years: int


@dataclass(frozen=True, kw_only=True)
class ComplaintAnswered(OfComplaint):
    """A merged complaint has its answer: that of the complaint it was joined to. `stage` is `concluded`, or
    `closed` when nothing is left to do there; `version` is that of the case."""

    name: ClassVar[str] = "complaint.answered"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    case_id: UUID
    stage: str
    body: str
    body_name: str | None = None
    concluded_at: datetime
    rectify_by: date | None = None
    recheck_until: date | None = None
    recheck_body: str | None = None
    rechecks: int = 0
    """So often an answer in the matter was contested before this one was given, under whatever number."""
    reply: str = sealed(Service.INTAKE, default="")
    findings: list[Json] = sealed(Service.INTAKE, default=list)
    outcomes: list[Json] = sealed(Service.INTAKE, default=list)
    letter: str = sealed(Service.INTAKE, default="")
    """What is written to them of what fell since the answer."""


@dataclass(frozen=True, kw_only=True)
class ComplaintReplyFell(OfComplaint):
    """The answer that a merged complaint was given stands no more: another body took the matter over, and
    answers it anew. `version` is that of the case."""

    name: ClassVar[str] = "complaint.reply_fell"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INTAKE,)

    case_id: UUID
    body: str
    """Whose answer it was."""
    fell_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClusterDecided(Event):
    """A head decided about many complaints with something in common (art. 12): `special_supervision`,
    `dedicated_investigation` or `neither`."""

    name: ClassVar[str] = "cluster.decided"
    producer: ClassVar[Service] = Service.TRIAGE
    heard_by: ClassVar[Hearers] = (Service.INVESTIGATION,)

    cluster_id: UUID
    version: int
    body: str
    decision: str
    decided_at: datetime
    about: Json = sealed(Service.INVESTIGATION, default=dict)
    """{kind, division, name}: a respondent, or kind `pattern` with a category as its name."""
    complaints: list[str] = sealed(Service.INVESTIGATION, default=list)
    reason: str = sealed(Service.INVESTIGATION, default="")


SAID: tuple[type[Event], ...] = (
    ComplaintAssessed,
    ComplaintAccepted,
    ComplaintDecided,
    NoticeIssued,
    InformationRequested,
    ComplaintJoined,
    WordsPassed,
    ComplaintReopened,
    RetentionSettled,
    ComplaintAnswered,
    ComplaintReplyFell,
    ClusterDecided,
)
