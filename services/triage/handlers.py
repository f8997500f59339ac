"""What triage hears: gather, decide, keep. Order and repetition make no difference.

What others say is kept under the event's id; `reconsider` then does whatever is due, and does it once.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from services.triage import merging, rules
from services.triage.happenings import expect, held, keep, noted
from services.triage.keeping import DESIGNATED
from services.triage.models import BarredParty, Complaint
from services.triage.reconsidering import judge_first, reconsider
from services.triage.retention import on_complaint_erased, on_hold_changed
from services.triage.retention_models import Erased
from services.triage.sight import party_index
from shared import erasing
from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CaseExtended,
    CaseKeptFrom,
    CaseOpened,
    CasePassedUp,
    CasePaused,
    CaseResumed,
    ComplaintErased,
    ComplaintRated,
    ComplaintReceived,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    Event,
    HoldChanged,
    OrderDesignated,
    RecheckRequested,
)
from shared.files.register import HANDLERS as FILE_HANDLERS
from shared.foresight import key_of, looking_for
from shared.rows import table_of
from shared.staff.handlers import ABSENCES
from shared.work import Work

_about_complaint = looking_for(key_of(Complaint), erasing.complaint_of)
_about_person = looking_for(table_of(Complaint).c.same_person, lambda event: event.same_person)


@_about_complaint
@_about_person
def on_complaint_received(work: Work, event: ComplaintReceived) -> None:
    rules.settle_for_lately(work.session, work.today)
    complaint = held(work, event)
    known = complaint is not None
    complaint = complaint or expect(work, event)
    if complaint.received_at is None:
        complaint.channel = event.channel
        complaint.identity = event.identity
        complaint.contactable = event.contactable
        complaint.received_at = event.received_at
        complaint.received_at_division = event.received_at_division
        complaint.accept_by = event.accept_by
        complaint.statement = event.statement
        complaint.facts = event.facts
        complaint.same_person = event.same_person
        judge_first(work, complaint)
    if known:
        reconsider(work, complaint)


def on_complaint_supplemented(work: Work, event: ComplaintSupplemented) -> None:
    _happened(work, event, "supplemented", text=event.text)


def on_complaint_withdrawn(work: Work, event: ComplaintWithdrawn) -> None:
    _happened(work, event, "withdrawn", text=event.reason)


def on_recheck_requested(work: Work, event: RecheckRequested) -> None:
    _happened(work, event, "recheck_requested", text=event.reason)


def on_complaint_rated(work: Work, event: ComplaintRated) -> None:
    _happened(work, event, "rated", text=event.comment)


def on_order_designated(work: Work, event: OrderDesignated) -> None:
    _happened(work, event, DESIGNATED)


@_about_complaint
def on_case_opened(work: Work, event: CaseOpened) -> None:
    noted(work, event, "case_opened", event.body)


@_about_complaint
def on_case_kept_from(work: Work, event: CaseKeptFrom) -> None:
    """Who withdrew from the case does not learn of it at the desk either, nor of what is answered with it
    (petition art. 28(3))."""
    complaint = held(work, event) or expect(work, event)
    for party in sorted({party_index(code) for code in event.barred}):
        work.keep_once(BarredParty, complaint_id=event.complaint_id, party=party)
    work.record("heard.kept_from", event.tracking_number)
    merging.blind(work, complaint, event.barred)


def on_case_passed_up(work: Work, event: CasePassedUp) -> None:
    if event.proposed:
        _happened(work, event, "objected", event.body, f"{event.proposed}\n{event.reason}")
    else:
        _happened(work, event, "passed_up", event.body, event.reason)
        merging.fall(work, event)


def on_case_concluded(work: Work, event: CaseConcluded) -> None:
    _happened(work, event, "concluded", event.body, day=event.recheck_until)
    for joined in merging.answer(work, event):
        work.session.flush()
        reconsider(work, joined)
    merging.fall(work, event)


@_about_complaint
def on_case_extended(work: Work, event: CaseExtended) -> None:
    noted(work, event, "extended", event.body, event.investigate_by)


@_about_complaint
def on_case_paused(work: Work, event: CasePaused) -> None:
    noted(work, event, "paused", event.body, event.investigate_by)


@_about_complaint
def on_case_resumed(work: Work, event: CaseResumed) -> None:
    noted(work, event, "resumed", event.body, event.investigate_by)


def on_case_closed(work: Work, event: CaseClosed) -> None:
    noted(work, event, "closed", event.body)
    merging.close(work, event)


def _happened(
    work: Work, event: Any, kind: str, body: str | None = None, text: str = "", day: date | None = None
) -> None:
    """Kept, and what is due now is done."""
    complaint = held(work, event) or expect(work, event)
    keep(work, complaint, event, kind, body, text, day)
    reconsider(work, complaint)


HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = erasing.unless_erased(
    {
        ComplaintReceived: on_complaint_received,
        ComplaintSupplemented: on_complaint_supplemented,
        ComplaintWithdrawn: on_complaint_withdrawn,
        ComplaintRated: on_complaint_rated,
        RecheckRequested: on_recheck_requested,
        OrderDesignated: on_order_designated,
        CaseOpened: on_case_opened,
        CasePassedUp: on_case_passed_up,
        CaseExtended: on_case_extended,
        CasePaused: on_case_paused,
        CaseResumed: on_case_resumed,
        CaseKeptFrom: on_case_kept_from,
        CaseConcluded: on_case_concluded,
        CaseClosed: on_case_closed,
        **FILE_HANDLERS,
        **ABSENCES,
        HoldChanged: on_hold_changed,
    },
    Erased,
) | {ComplaintErased: on_complaint_erased}
