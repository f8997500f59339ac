"""What intake hears: who must never see a complaint, and what the complainant may know of it.

Every event becomes one fact under the event's id. Nothing is overwritten, so order and repetition
do not matter; the state is derived when it is asked for (domain/progress.py).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import bindparam, update

from services.intake import reception
from services.intake.domain.heard import Kind
from services.intake.models import Barred, Complaint, Holder, Message, Notice, PassedWords, ProgressFact
from services.intake.news import waiting
from services.intake.order_models import WorkOrder
from services.intake.orders import entering
from services.intake.retention.hearing import on_case_retention_settled, on_retention_settled
from services.intake.retention_models import Erasure
from services.intake.sight import INVESTIGATION, JOINED, TRIAGE
from shared import erasing, office_days
from shared.clock import china_day
from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CaseExtended,
    CaseKeptFrom,
    CaseOpened,
    CasePassedUp,
    CasePaused,
    CaseResumed,
    CaseRetentionSettled,
    CaseTermMoved,
    ComplainantMessaged,
    ComplaintAccepted,
    ComplaintAnswered,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintReopened,
    ComplaintReplyFell,
    Event,
    InformationRequested,
    InvestigationStarted,
    NoticeIssued,
    RetentionSettled,
    WordsPassed,
    WorkdaysAnnounced,
)
from shared.contracts.terms import RECHECKED_BEFORE
from shared.rows import table_of
from shared.staff.handlers import ABSENCES
from shared.staff.handlers import HANDLERS as STAFF_HANDLERS
from shared.work import Work

RECHECK_DAYS = 30
"""信访 art. 35: a recheck can be asked for within 30 days of the reply."""


_COMPLAINT = table_of(Complaint)
_ASSESSED = (
    update(_COMPLAINT)
    .where(_COMPLAINT.c.id == bindparam("complaint"), _COMPLAINT.c.assessed_at.is_(None))
    .values(assessed_at=bindparam("moment"))
)
_ORDER = table_of(WorkOrder)
_LOOK_AT_ORDER = (
    update(_ORDER).where(_ORDER.c.complaint_id == bindparam("of_complaint")).values(due_at=bindparam("due"))
)


def on_complaint_assessed(work: Work, event: ComplaintAssessed) -> None:
    _bar(work, event.complaint_id, [*event.barred, *event.kept_away])
    _holds(work, event, TRIAGE, event.desk)
    work.later(_ASSESSED, complaint=event.complaint_id, moment=event.at)
    _wake_order(work, event)


def on_complaint_accepted(work: Work, event: ComplaintAccepted) -> None:
    _bar(work, event.complaint_id, event.barred)
    _holds(work, event, INVESTIGATION, event.body)
    data = {
        "decision": event.decision,
        "body": event.body,
        "body_name": event.body_name,
        "investigate_by": event.investigate_by.isoformat(),
        "recheck_body": event.recheck_body,
        "referrals": event.referrals,
        "rechecked_before": RECHECKED_BEFORE in event.flags,
    }
    _keep(work, event, Kind.ACCEPTED, data)


def on_complaint_decided(work: Work, event: ComplaintDecided) -> None:
    data = {
        "decision": event.decision,
        "body": event.body,
        "body_name": event.body_name,
        "text": event.text,
        "referrals": event.referrals,
    }
    if event.merged_into:
        _holds(work, event, JOINED, event.merged_into)
    _keep(work, event, Kind.DECIDED, data)
    _wake_order(work, event)


def on_information_requested(work: Work, event: InformationRequested) -> None:
    _keep(work, event, Kind.INFORMATION_REQUESTED, {"body_name": event.body_name})
    _deliver(work, event, event.message_id, event.body_name, event.text)


def on_notice_issued(work: Work, event: NoticeIssued) -> None:
    work.keep_once(
        Notice,
        id=event.notice_id,
        complaint_id=event.complaint_id,
        at=event.at,
        kind=event.notice,
        paper=event.paper,
    )
    work.record("heard.notice_issued", event.tracking_number)


def on_case_opened(work: Work, event: CaseOpened) -> None:
    _keep(work, event, Kind.CASE_OPENED, {}, event.case_id)


def on_investigation_started(work: Work, event: InvestigationStarted) -> None:
    _keep(work, event, Kind.INVESTIGATING, {}, event.case_id)


def on_complainant_messaged(work: Work, event: ComplainantMessaged) -> None:
    _keep(work, event, Kind.MESSAGED, {"body_name": event.body_name}, event.case_id)
    _deliver(work, event, event.message_id, event.body_name, event.text)


def on_complaint_reopened(work: Work, event: ComplaintReopened) -> None:
    _holds(work, event, JOINED, None)
    _keep(work, event, Kind.REOPENED, {})


def on_complaint_answered(work: Work, event: ComplaintAnswered) -> None:
    """Joined to another complaint, and answered with it: to the complainant it is an answer like any."""
    if event.stage == "closed":
        _keep(work, event, Kind.CLOSED, {}, event.case_id)
    else:
        _conclude(work, event)
        if event.letter:
            letter = replace(event, id=uuid5(event.id, "letter"))
            _keep(work, letter, Kind.MESSAGED, {"body_name": event.body_name}, event.case_id)
            _deliver(work, letter, letter.id, event.body_name, event.letter)


def on_complaint_reply_fell(work: Work, event: ComplaintReplyFell) -> None:
    """Its answer was that of another complaint, and went with that one's case."""
    _keep(work, event, Kind.PASSED_UP, {"taken_over": True, "fell": True}, event.case_id)


def on_case_extended(work: Work, event: CaseExtended) -> None:
    """The new last day, and why: the complainant is told before the old one (信访 art. 34)."""
    data = {"body_name": event.body_name, "investigate_by": event.investigate_by.isoformat()}
    _keep(work, event, Kind.EXTENDED, data, event.case_id)
    _deliver(work, event, event.message_id, event.body_name, event.reason)


def on_case_paused(work: Work, event: CasePaused) -> None:
    """The clock stands still, for a ground that its province allows; the complainant reads which."""
    data = {
        "body_name": event.body_name,
        "since": event.since.isoformat(),
        "until": event.until.isoformat(),
        "investigate_by": event.investigate_by.isoformat(),
    }
    _keep(work, event, Kind.PAUSED, data, event.case_id)
    _deliver(work, event, event.message_id, event.body_name, event.text)


def on_case_resumed(work: Work, event: CaseResumed) -> None:
    data = {
        "body_name": event.body_name,
        "resumed_on": event.resumed_on.isoformat(),
        "investigate_by": event.investigate_by.isoformat(),
    }
    _keep(work, event, Kind.RESUMED, data, event.case_id)
    _deliver(work, event, event.message_id, event.body_name, event.text)


def on_case_term_moved(work: Work, event: CaseTermMoved) -> None:
    data = {"investigate_by": event.investigate_by.isoformat()}
    _keep(work, event, Kind.TERM_MOVED, data, event.case_id)


def on_workdays_announced(work: Work, event: WorkdaysAnnounced) -> None:
    """Days by which complainants are to be told, where nothing was decided yet, are counted anew."""
    before = office_days.of(work.session)
    if not office_days.keep(work.session, event.year, event.version, event.days):
        return
    after = office_days.of(work.session)
    moved = reception.count_anew(work, event.year, before, after) + entering.count_anew(work, after)
    work.record("workdays.announced", f"workdays:{event.year}", {"version": event.version, "moved": moved})


def on_case_kept_from(work: Work, event: CaseKeptFrom) -> None:
    """Who withdrew from the case reads neither the words nor the files here."""
    _bar(work, event.complaint_id, event.barred)
    work.record("heard.kept_from", event.tracking_number)


def on_words_passed(work: Work, event: WordsPassed) -> None:
    """Whoever handles it reads them now; who they accuse is kept away first."""
    _bar(work, event.complaint_id, event.barred)
    work.keep_newest(
        PassedWords,
        said_id=event.said_id,
        complaint_id=event.complaint_id,
        version=event.version,
        kept=bool(event.kept_from),
    )
    work.record("heard.words_passed", event.tracking_number)


def on_case_passed_up(work: Work, event: CasePassedUp) -> None:
    """Of a case that another body took over, the moment is that body's acceptance."""
    why = {"objected": event.proposed is not None, "taken_over": event.taken_over}
    _keep(work, event, Kind.PASSED_UP, why, event.case_id, event.passed_at if event.taken_over else None)


def on_case_concluded(work: Work, event: CaseConcluded) -> None:
    _conclude(work, event)


def _conclude(work: Work, event: CaseConcluded | ComplaintAnswered) -> None:
    until = event.recheck_until or office_days.calendar().add_days(
        china_day(event.concluded_at), RECHECK_DAYS
    )
    data = {
        "body": event.body,
        "body_name": event.body_name,
        "reply": event.reply,
        "findings": event.findings,
        "outcomes": event.outcomes,
        "rectify_by": event.rectify_by.isoformat() if event.rectify_by else None,
        "recheck_until": until.isoformat(),
        "recheck_body": event.recheck_body,
        "rechecks": event.rechecks if isinstance(event, ComplaintAnswered) else 0,
    }
    _keep(work, event, Kind.CONCLUDED, data, event.case_id)
    _wake_order(work, event)


def on_case_closed(work: Work, event: CaseClosed) -> None:
    _keep(work, event, Kind.CLOSED, {}, event.case_id)


def _wake_order(work: Work, event: Any) -> None:
    """Where the complaint came with a work order, its sender may be owed something now (orders/chores.py)."""
    work.later(_LOOK_AT_ORDER, of_complaint=event.complaint_id, due=work.now)


def _keep(
    work: Work,
    event: Any,
    kind: Kind,
    data: dict[str, Any],
    case_id: UUID | None = None,
    at: datetime | None = None,
) -> None:
    work.keep_once(
        ProgressFact,
        id=event.id,
        complaint_id=event.complaint_id,
        kind=kind,
        at=at or event.at,
        version=event.version,
        case_id=case_id,
        data=data,
    )
    waiting.put_down(work, event.complaint_id, kind)
    work.record(f"heard.{kind}", event.tracking_number)


def _deliver(work: Work, event: Any, message_id: UUID, body_name: str | None, text: str) -> None:
    work.keep_once(
        Message,
        id=message_id,
        complaint_id=event.complaint_id,
        at=event.at,
        sender="body",
        body_name=body_name,
        text=text,
    )


def _bar(work: Work, complaint_id: UUID, parties: list[str]) -> None:
    """Who was barred once stays barred: a mistake in that direction hurts nobody."""
    for party in sorted(set(parties)):
        work.keep_once(Barred, complaint_id=complaint_id, party=party)


def _holds(work: Work, event: Any, stage: str, body: str | None) -> None:
    """Which body has it at this stage now; its staff may see the files (sight.py)."""
    values = {"complaint_id": event.complaint_id, "stage": stage, "body": body, "version": event.version}
    work.keep_newest(Holder, **values)


HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = erasing.unless_erased(
    {
        ComplaintAssessed: on_complaint_assessed,
        ComplaintAccepted: on_complaint_accepted,
        ComplaintDecided: on_complaint_decided,
        InformationRequested: on_information_requested,
        NoticeIssued: on_notice_issued,
        ComplaintReopened: on_complaint_reopened,
        ComplaintAnswered: on_complaint_answered,
        ComplaintReplyFell: on_complaint_reply_fell,
        CaseOpened: on_case_opened,
        InvestigationStarted: on_investigation_started,
        ComplainantMessaged: on_complainant_messaged,
        CaseExtended: on_case_extended,
        CasePaused: on_case_paused,
        CaseResumed: on_case_resumed,
        CaseTermMoved: on_case_term_moved,
        CaseKeptFrom: on_case_kept_from,
        WorkdaysAnnounced: on_workdays_announced,
        CasePassedUp: on_case_passed_up,
        WordsPassed: on_words_passed,
        CaseConcluded: on_case_concluded,
        CaseClosed: on_case_closed,
        **STAFF_HANDLERS,
        **ABSENCES,
        RetentionSettled: on_retention_settled,
        CaseRetentionSettled: on_case_retention_settled,
    },
    Erasure,
)
