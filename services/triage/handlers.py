"""What triage hears: gather, decide, keep. Order and repetition make no difference.

What others say is kept under the event's id; `reconsider` then does whatever is due, and does it once.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from services.triage import grievances, late_words, merging, passing, precedents, rules
from services.triage.competence import competing
from services.triage.domain.clearcut import is_clear_cut
from services.triage.domain.competence import lasting
from services.triage.domain.decisions import confirmed
from services.triage.domain.standing import resumed
from services.triage.judging import TOLD, Judged, accused_in, judge_complaint
from services.triage.keeping import (
    ACCEPTED,
    ASKED,
    AWAITING,
    DESIGNATED,
    ENDED,
    OPEN_STATES,
    keep_judgment,
    keep_ruling,
    last_judgment,
    policy_of,
)
from services.triage.models import WORDS, Complaint, Happening
from services.triage.retention import on_complaint_erased, on_hold_changed
from services.triage.retention_models import Erased
from shared import erasing, office_days
from shared.clock import china_day
from shared.contracts.events import (
    CaseClosed,
    CaseConcluded,
    CaseExtended,
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
from shared.contracts.terms import Channel, Decision
from shared.files.register import HANDLERS as FILE_HANDLERS
from shared.foresight import key_of, looking_for
from shared.rows import table_of
from shared.work import Work

SENT_BACK = {(ENDED, Decision.RETURN), (ENDED, Decision.REFER)}
_about_complaint = looking_for(key_of(Complaint), erasing.complaint_of)
_about_person = looking_for(table_of(Complaint).c.same_person, lambda event: event.same_person)


@_about_complaint
@_about_person
def on_complaint_received(work: Work, event: ComplaintReceived) -> None:
    rules.settle_for_lately(work.session, work.today)
    complaint = _held(work, event)
    known = complaint is not None
    complaint = complaint or _expect(work, event)
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
        _judge_first(work, complaint)
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
    _noted(work, event, "case_opened", event.body)


def on_case_passed_up(work: Work, event: CasePassedUp) -> None:
    if event.proposed:
        _happened(work, event, "objected", event.body, f"{event.proposed}\n{event.reason}")
    else:
        _happened(work, event, "passed_up", event.body, event.reason)


def on_case_concluded(work: Work, event: CaseConcluded) -> None:
    _happened(work, event, "concluded", event.body)
    for joined in merging.answer(work, event):
        work.session.flush()
        reconsider(work, joined)


@_about_complaint
def on_case_extended(work: Work, event: CaseExtended) -> None:
    _noted(work, event, "extended", event.body, event.investigate_by)


@_about_complaint
def on_case_paused(work: Work, event: CasePaused) -> None:
    _noted(work, event, "paused", event.body, event.investigate_by)


@_about_complaint
def on_case_resumed(work: Work, event: CaseResumed) -> None:
    _noted(work, event, "resumed", event.body, event.investigate_by)


def on_case_closed(work: Work, event: CaseClosed) -> None:
    _noted(work, event, "closed", event.body)
    merging.close(work, event)


def reconsider(work: Work, complaint: Complaint) -> None:
    """Do what the facts call for and was not done yet."""
    if complaint.received_at is None:
        return
    happened = _happenings(work, complaint)
    kinds = [one.kind for one in happened]
    rechecks = min(kinds.count("recheck_requested"), len(_replies(happened)))
    if rechecks > complaint.rechecks:
        complaint.rechecks = rechecks
        _judge_recheck(work, complaint, happened)
    elif "withdrawn" in kinds and not rechecks and _still_to_judge(complaint):
        complaint.withdrawal_judged = True
        held = lasting(last_judgment(work.session, complaint).overlay)
        keep_judgment(work, complaint, _overlay(work, complaint) | held | {"withdrawn": True})
    if (complaint.state, complaint.decision) in SENT_BACK:
        _take_on(work, complaint, [one for one in happened if one.kind == DESIGNATED])
    for passed in happened:
        if passed.kind not in ("passed_up", "objected") or passed.body != _handler(complaint):
            continue
        complaint.state, complaint.handled_by, complaint.body = ACCEPTED, None, passed.body
        if passed.kind == "passed_up":
            passing.accept_above(work, complaint, passed.text)
        else:
            proposed, _, basis = passed.text.partition("\n")
            competing.object_after(work, complaint, passed.body or "", proposed, basis)
    if len(_replies(happened)) > complaint.rechecks:
        grievances.drop(work.session, complaint)
    if complaint.state == ASKED and _answered(complaint, happened):
        complaint.state = AWAITING
        complaint.revision += 1
        _resume(work, complaint)
        work.record("complaint.answered", complaint.tracking_number)
    _heed(work, complaint, happened)
    late_words.heed(work, complaint)
    joined_to = merging.hand_over(work, complaint)
    if joined_to is not None:
        reconsider(work, joined_to)


def _handler(complaint: Complaint) -> str | None:
    """The body that has the case now."""
    return complaint.body if complaint.state == ACCEPTED else complaint.handled_by


def _heed(work: Work, complaint: Complaint, happened: list[Happening]) -> None:
    """A message that accuses a leader or a body takes it off their desk until another one has looked."""
    messages = [one.text for one in happened if one.kind in WORDS and one.text]
    if complaint.state not in OPEN_STATES or complaint.handled_by or not messages:
        return
    held = last_judgment(work.session, complaint).overlay
    told = list(held.get(TOLD) or ())
    told += [one for text in messages for one in accused_in(text, complaint) if one not in told]
    if told != (held.get(TOLD) or []):
        keep_judgment(work, complaint, held | {TOLD: told})


def _still_to_judge(complaint: Complaint) -> bool:
    """A withdrawal counts here until the complaint is decided; later the investigator weighs it."""
    open_still = complaint.state in OPEN_STATES and complaint.handled_by is None
    return open_still and not complaint.withdrawal_judged


def _judge_first(work: Work, complaint: Complaint) -> None:
    judged = keep_judgment(work, complaint, _overlay(work, complaint))
    _dispatch(work, complaint, judged)


def _judge_recheck(work: Work, complaint: Complaint, happened: list[Happening]) -> None:
    """The reply is contested: the next body up looks at it again (petition art. 35)."""
    concluded = _replies(happened)[complaint.rechecks - 1]
    days = (work.today - china_day(concluded.at)).days
    previous = {
        "tracking_number": complaint.tracking_number,
        "body": concluded.body,
        "state": "closed",
        "same_complainant": True,
        # Intake let it pass within the 30 days of the reply; the road here does not use them up.
        "closed_days_ago": min(days, 30),
    }
    asked = [one.at for one in happened if one.kind == "recheck_requested"][complaint.rechecks - 1]
    calendar, days = office_days.of(work.session), policy_of(work.session, complaint).accept_days
    complaint.due = calendar.add_days(china_day(asked), days)
    told = late_words.accused_by(work, complaint, happened)
    complaint.handled_by = None
    judged = keep_judgment(work, complaint, {"earlier": previous} | ({TOLD: told} if told else {}))
    _dispatch(work, complaint, judged)


def _take_on(work: Work, complaint: Complaint, designated: list[Happening]) -> None:
    """The order went back, and its sender says that it is ours: judged once more as from above, once for
    each time that it was said. The time to tell the complainant counts from then (petition art. 23)."""
    overlay = last_judgment(work.session, complaint).overlay
    if len(designated) <= overlay.get(DESIGNATED, 0):
        return
    complaint.channel = Channel.SUPERIOR
    calendar, days = office_days.of(work.session), policy_of(work.session, complaint).accept_days
    complaint.due = calendar.add_days(china_day(designated[-1].at), days)
    known = _overlay(work, complaint) | {DESIGNATED: len(designated)}
    judged = keep_judgment(work, complaint, known)
    complaint.accept_by = complaint.due
    _dispatch(work, complaint, judged)


def _replies(happened: list[Happening]) -> list[Happening]:
    """The first word of each body that answered; it may conclude again when all is carried out."""
    firsts = {one.body: one for one in reversed(happened) if one.kind == "concluded"}
    return sorted(firsts.values(), key=lambda one: one.at)


def _dispatch(work: Work, complaint: Complaint, judged: Judged) -> None:
    """At once where nobody inside may see it, and in mode `automatic` where nothing is left to weigh."""
    assessment = judged.assessment
    automatic = work.settings is not None and work.settings.triage_mode == "automatic"
    if assessment.desk is None or (automatic and is_clear_cut(assessment)):
        keep_ruling(work, complaint, judged, confirmed(assessment))


def _overlay(work: Work, complaint: Complaint) -> dict[str, Any]:
    """What the register knows besides: an earlier complaint. One that nobody named counts only where a
    person will look at it first."""
    known = precedents.overlay(work, complaint)
    if "found" not in known:
        return known
    judged = judge_complaint(complaint, known, work.today, rules=rules.rules_of(work.session, work.today))
    return {} if judged.assessment.desk is None else known


def _answered(complaint: Complaint, happened: list[Happening]) -> bool:
    asked = complaint.decided_at
    return any(one.kind == "supplemented" and (asked is None or one.at >= asked) for one in happened)


def _resume(work: Work, complaint: Complaint) -> None:
    if complaint.due is not None and complaint.decided_at is not None:
        asked = china_day(complaint.decided_at)
        complaint.due = resumed(
            complaint.due, asked, work.today, policy_of(work.session, complaint), office_days.of(work.session)
        )


def _held(work: Work, event: Any) -> Complaint | None:
    return work.found(Complaint, event.complaint_id, erasing.complaint_of)


def _expect(work: Work, event: Any) -> Complaint:
    """A complaint of which others speak before it has come itself."""
    expected = Complaint(
        id=event.complaint_id,
        tracking_number=event.tracking_number,
        state="expected",
        revision=0,
        rechecks=0,
        withdrawal_judged=False,
        corrected=None,
    )
    return work.put(Complaint, event.complaint_id, expected)


def _noted(work: Work, event: Any, kind: str, body: str | None = None, day: date | None = None) -> None:
    """Kept for whoever looks later; nothing follows from it here."""
    if not work.has(Complaint, event.complaint_id, erasing.complaint_of):
        _expect(work, event)
    about = {"complaint_id": event.complaint_id, "at": event.at, "body": body, "day": day}
    work.keep_once(Happening, id=event.id, kind=kind, text="", **about)
    work.record(f"heard.{kind}", event.tracking_number)


def _happened(work: Work, event: Any, kind: str, body: str | None = None, text: str = "") -> None:
    """Kept, and what is due now is done."""
    complaint = _held(work, event) or _expect(work, event)
    if work.session.get(Happening, event.id) is None:
        work.session.add(
            Happening(id=event.id, complaint_id=complaint.id, kind=kind, at=event.at, body=body, text=text)
        )
        work.record(f"heard.{kind}", complaint.tracking_number)
        work.session.flush()
    reconsider(work, complaint)


def _happenings(work: Work, complaint: Complaint) -> list[Happening]:
    query = select(Happening).where(Happening.complaint_id == complaint.id)
    return list(work.session.scalars(query.order_by(Happening.at, Happening.id)))


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
        CaseConcluded: on_case_concluded,
        CaseClosed: on_case_closed,
        **FILE_HANDLERS,
        HoldChanged: on_hold_changed,
    },
    Erased,
) | {ComplaintErased: on_complaint_erased}
