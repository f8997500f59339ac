"""What the service hears of complaints, in any order and any number of times."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import update

from services.investigation.domain.case import ENDED, State
from services.investigation.domain.opening import accused_persons, alleged, case_id, further
from services.investigation.handlers import asked_before, conflicts, later_matters, turns
from services.investigation.handlers.alleging import allege, allege_anew
from services.investigation.handlers.barring import bar, bar_over
from services.investigation.handlers.following import follow, upholds_no_more
from services.investigation.handlers.kept_away import leave
from services.investigation.handlers.letters import (
    on_cluster_decided,
    on_complaint_joined,
    on_complaint_rated,
    on_complaint_reopened,
    on_complaint_supplemented,
    on_complaint_withdrawn,
    on_file_added,
    on_recheck_requested,
    on_words_passed,
)
from services.investigation.handlers.moot import ELSEWHERE, end_undecided
from services.investigation.handlers.office_days import on_workdays_announced
from services.investigation.handlers.province_settings import on_settings_changed
from services.investigation.handlers.retention import (
    on_complaint_erased,
    on_complaint_redacted,
    on_hold_changed,
)
from services.investigation.handlers.steps import keep_entry, note, say
from services.investigation.handlers.taking_in import fill, say_opened, until
from services.investigation.handlers.term import end_elsewhere, recount
from services.investigation.handlers.unfollowed import COMPLAINT, on_complaint_decided
from services.investigation.models import (
    Case,
    Entry,
    Erased,
    Hand,
    TakenOver,
    UnitLink,
)
from shared import erasing, office_days
from shared.contracts.events import (
    CasePassedUp,
    CaseTermMoved,
    ClusterDecided,
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintErased,
    ComplaintJoined,
    ComplaintRated,
    ComplaintRedacted,
    ComplaintReopened,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    Event,
    FileAdded,
    HoldChanged,
    RecheckRequested,
    SettingsChanged,
    StaffChanged,
    StaffServed,
    WordsPassed,
    WorkdaysAnnounced,
)
from shared.foresight import key_of, looking_for
from shared.staff.handlers import HANDLERS as STAFF_HANDLERS
from shared.work import Work

FIRST_RULING = 2
"""The version of a complaint that is judged and then decided, once."""


def _case_of(event: Event) -> UUID:
    """The case that an event of the batch is about; for those that open none, a name nobody bears."""
    return case_id(event.complaint_id, event.body) if isinstance(event, ComplaintAccepted) else event.id


@looking_for(key_of(Case), _case_of)
@looking_for(key_of(TakenOver), _case_of)
def on_complaint_accepted(work: Work, event: ComplaintAccepted) -> None:
    """The case stands in the body's queue; who is accused is barred before anyone can look."""
    turns.opening(work)
    if _had_before(event):
        event = later_matters.as_it_went_on(work, event)
    matters = alleged(event.allegations)
    persons = accused_persons([each.respondent for each in matters] + (event.facts.get("respondents") or []))
    barred = persons | set(event.barred)
    bar(work, event.complaint_id, barred)
    if event.taken_from:
        _take(work, event, event.taken_from)
    case = work.found(Case, case_id(event.complaint_id, event.body), _case_of)
    if case is None:
        case = _open(work, event)
        _follow(work, case, event)
        conflicts.opened(work, case, barred)
        return
    bar_over(work, event.complaint_id, persons | set(event.barred))
    if event.accepted_at < case.opened_at:
        _opened_before(work, case, event)
    if event.version > case.complaint_version:
        later = later_matters.beyond_the_answer(work, case, event)
        if later is None:
            _amend(work, case, event)
            _follow(work, case, event)
        conflicts.opened(work, later or case, barred)
    if barred:  # by an older word, too: barred is barred
        leave(work, event.complaint_id, barred)


def _follow(work: Work, case: Case, event: ComplaintAccepted) -> None:
    """Of most complaints no body had a case before: they are opened by triage's first word."""
    if _had_before(event):
        follow(work, case)


def _had_before(event: ComplaintAccepted) -> bool:
    return bool(event.taken_from) or event.version > FIRST_RULING


def _open(work: Work, event: ComplaintAccepted) -> Case:
    case = Case(
        id=case_id(event.complaint_id, event.body),
        complaint_id=event.complaint_id,
        version=1,
        state=State.QUEUED,
        opened_at=event.accepted_at,
        returned=False,
    )
    last = until(work, event)
    fill(case, event, last)
    work.put(Case, case.id, case)
    if _had_before(event):
        recount(work, case, office_days.of(work.session))
    allege(work, case, later_matters.unanswered(work, event) if _had_before(event) else event)
    keep_entry(work, case, "opened", detail={"decision": event.decision}, at=event.accepted_at)
    say_opened(work, case)
    if case.investigate_by != last:
        note(work, case, "term_goes_on", {"to": case.investigate_by.isoformat()})
    if case.investigate_by != event.investigate_by:
        say(work, case, CaseTermMoved, body=case.body, investigate_by=case.investigate_by)
    taken = work.found(TakenOver, case.id, _case_of)
    if taken is not None:
        _end(work, case, taken)
    elif _had_before(event):
        asked_before.go_on(work, case)
    return case


def _take(work: Work, event: ComplaintAccepted, body: str) -> None:
    """The case of that body ends, once it is known."""
    before = case_id(event.complaint_id, body)
    if work.found(TakenOver, before, _case_of) is not None:
        return
    taken = TakenOver(case_id=before, complaint_id=event.complaint_id, at=event.at, to_body=event.body)
    work.put(TakenOver, before, taken)
    case = work.found(Case, before, _case_of)
    if case is not None:
        for each in (case, *later_matters.of(work, case)):
            _end(work, each, taken)


def _end(work: Work, case: Case, taken: TakenOver) -> None:
    if case.standing in ENDED:
        return
    case.state, case.closed_at = State.PASSED_UP, taken.at
    case.due, case.indexed = case.investigate_by, False
    case.version += 1
    end_elsewhere(work, case, taken.at)
    hands = update(Hand).where(Hand.case_id == case.id, Hand.until.is_(None))
    work.session.execute(hands.values(until=taken.at))
    links = update(UnitLink).where(UnitLink.case_id == case.id, UnitLink.revoked_at.is_(None))
    work.session.execute(links.values(revoked_at=taken.at))  # nobody of this body can any more
    end_undecided(work, case, ELSEWHERE)
    upholds_no_more(work, case)
    keep_entry(work, case, "taken_over", at=taken.at)
    work.record("case.taken_over", f"case:{case.id}", {"to": taken.to_body})
    about = {"body": case.body, "to_body": taken.to_body, "passed_at": taken.at, "taken_over": True}
    say(work, case, CasePassedUp, **about, beside=further(case.id, case.complaint_id, case.body))


def _designated(work: Work, case: Case) -> None:
    """The common superior left it with the body that objected: it waits in the queue again."""
    case.state, case.closed_at, case.objected_at = State.QUEUED, None, None
    case.version += 1
    keep_entry(work, case, "designated", at=work.now)
    say_opened(work, case)


def _opened_before(work: Work, case: Case, event: ComplaintAccepted) -> None:
    """An earlier word comes after a later one: the case was opened by the earlier."""
    case.opened_at = event.accepted_at
    mine = update(Entry).where(Entry.case_id == case.id, Entry.kind == "opened")
    work.session.execute(mine.values(at=event.accepted_at, detail={"decision": event.decision}))


def _amend(work: Work, case: Case, event: ComplaintAccepted) -> None:
    """Triage decided anew for the same body: its later word holds, as far as nobody has begun."""
    if case.standing is State.PASSED_UP and case.objected_at is not None:
        _designated(work, case)
    fill(case, event, until(work, event))
    recount(work, case, office_days.of(work.session))
    allege_anew(work, case, later_matters.unanswered(work, event))


@looking_for(COMPLAINT, erasing.complaint_of)
def on_complaint_assessed(work: Work, event: ComplaintAssessed) -> None:
    """Barred is barred: an earlier or later assessment never opens a door again."""
    bar(work, event.complaint_id, event.barred)
    if event.barred and not work.lacks(COMPLAINT, event.complaint_id):  # else there is no case to be bound
        bar_over(work, event.complaint_id, event.barred)
        leave(work, event.complaint_id, event.barred)


HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = erasing.unless_erased(
    {
        ComplaintAccepted: on_complaint_accepted,
        ComplaintAssessed: on_complaint_assessed,
        ComplaintDecided: on_complaint_decided,
        ComplaintSupplemented: on_complaint_supplemented,
        ComplaintWithdrawn: on_complaint_withdrawn,
        ComplaintRated: on_complaint_rated,
        RecheckRequested: on_recheck_requested,
        WordsPassed: on_words_passed,
        ComplaintJoined: on_complaint_joined,
        ComplaintReopened: on_complaint_reopened,
        ClusterDecided: on_cluster_decided,
        WorkdaysAnnounced: on_workdays_announced,
        SettingsChanged: on_settings_changed,
        **STAFF_HANDLERS,
        StaffChanged: conflicts.on_staff_changed,
        StaffServed: conflicts.on_staff_served,
        FileAdded: on_file_added,
        ComplaintRedacted: on_complaint_redacted,
        HoldChanged: on_hold_changed,
    },
    Erased,
) | {ComplaintErased: on_complaint_erased}
