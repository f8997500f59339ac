"""What the service hears of complaints, in any order and any number of times."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, func, select, update

from services.investigation.domain.case import State
from services.investigation.domain.limits import last_day, limits
from services.investigation.domain.opening import accused_persons, alleged, case_id
from services.investigation.handlers.office_days import on_workdays_announced
from services.investigation.handlers.province_settings import on_settings_changed
from services.investigation.handlers.retention import (
    on_complaint_erased,
    on_complaint_redacted,
    on_hold_changed,
)
from services.investigation.handlers.steps import keep_entry, say
from services.investigation.handlers.term import recount
from services.investigation.models import (
    Allegation,
    BarredParty,
    Case,
    Entry,
    Erased,
    FindingRow,
    Notice,
)
from services.investigation.sight import party_index
from shared import erasing, office_days
from shared.clock import china_day
from shared.contracts.events import (
    CaseOpened,
    CaseTermMoved,
    ClusterDecided,
    ComplaintAccepted,
    ComplaintAssessed,
    ComplaintErased,
    ComplaintJoined,
    ComplaintRated,
    ComplaintRedacted,
    ComplaintReopened,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    Event,
    HoldChanged,
    RecheckRequested,
    SettingsChanged,
    WorkdaysAnnounced,
)
from shared.files.register import HANDLERS as FILE_HANDLERS
from shared.staff.handlers import HANDLERS as STAFF_HANDLERS
from shared.work import Work


def on_complaint_accepted(work: Work, event: ComplaintAccepted) -> None:
    """The case stands in the body's queue; who is accused is barred before anyone can look."""
    matters = alleged(event.allegations)
    persons = accused_persons([each.respondent for each in matters] + (event.facts.get("respondents") or []))
    _bar(work, event.complaint_id, persons | set(event.barred))
    case = work.found(Case, case_id(event.complaint_id, event.body), _case_of)
    if case is None:
        _open(work, event)
        return
    if event.accepted_at < case.opened_at:
        _opened_before(work, case, event)
    if event.version > case.complaint_version:
        _amend(work, case, event)


def _case_of(event: Event) -> UUID:
    """The case that an event of the batch is about; for those that open none, a name nobody bears."""
    return case_id(event.complaint_id, event.body) if isinstance(event, ComplaintAccepted) else event.id


def _open(work: Work, event: ComplaintAccepted) -> None:
    case = Case(
        id=case_id(event.complaint_id, event.body),
        complaint_id=event.complaint_id,
        version=1,
        state=State.QUEUED,
        opened_at=event.accepted_at,
        returned=False,
    )
    _fill(case, event, _until(work, event))
    work.put(Case, case.id, case)
    _allege(work, case, event)
    keep_entry(work, case, "opened", detail={"decision": event.decision}, at=event.accepted_at)
    _say_opened(work, case)
    if case.investigate_by != event.investigate_by:
        say(work, case, CaseTermMoved, body=case.body, investigate_by=case.investigate_by)


def _say_opened(work: Work, case: Case) -> None:
    work.record("case.opened", f"case:{case.id}", {"tracking_number": case.tracking_number})
    work.emit(
        work.event(
            CaseOpened,
            case_id=case.id,
            complaint_id=case.complaint_id,
            tracking_number=case.tracking_number,
            version=case.version,
            body=case.body,
        )
    )


def _designated(work: Work, case: Case) -> None:
    """The common superior left it with the body that objected: it waits in the queue again."""
    case.state, case.closed_at, case.objected_at = State.QUEUED, None, None
    case.version += 1
    keep_entry(work, case, "designated", at=work.now)
    _say_opened(work, case)


def _opened_before(work: Work, case: Case, event: ComplaintAccepted) -> None:
    """An earlier word comes after a later one: the case was opened by the earlier."""
    case.opened_at = event.accepted_at
    mine = update(Entry).where(Entry.case_id == case.id, Entry.kind == "opened")
    work.session.execute(mine.values(at=event.accepted_at, detail={"decision": event.decision}))


def _amend(work: Work, case: Case, event: ComplaintAccepted) -> None:
    """Triage decided anew for the same body: its later word holds, as far as nobody has begun."""
    if case.standing is State.PASSED_UP and case.objected_at is not None:
        _designated(work, case)
    _fill(case, event, _until(work, event))
    recount(work, case, office_days.of(work.session))
    begun = select(func.count()).select_from(FindingRow).where(FindingRow.case_id == case.id)
    if case.state == State.QUEUED and not work.session.scalar(begun):
        work.session.execute(delete(Allegation).where(Allegation.case_id == case.id))
        _allege(work, case, event)


def _until(work: Work, event: ComplaintAccepted) -> date:
    """The last day by the calendar known here: triage may have counted before a year was announced."""
    if not event.terms:
        return event.investigate_by
    return last_day(limits(event.terms), china_day(event.accepted_at), None, office_days.of(work.session))


def _fill(case: Case, event: ComplaintAccepted, until: date) -> None:
    case.complaint_version = event.version
    case.tracking_number = event.tracking_number
    case.body = event.body
    case.body_name = event.body_name
    case.decision = event.decision
    case.identity = event.identity
    case.channel = event.channel
    case.contactable = event.contactable
    case.accepted_at = event.accepted_at
    case.investigate_by = until
    if case.state in (None, State.QUEUED, State.INVESTIGATING, State.PROPOSED):
        case.due = until
    case.recheck_body = event.recheck_body
    case.recheck_of = event.recheck_of
    case.given_by, case.object_by = event.given_by, event.object_by
    case.limits = limits(event.terms).as_json()
    case.flags = list(event.flags)
    case.statement = event.statement
    case.facts = event.facts
    case.reasons = event.reasons
    case.referrals = event.referrals
    case.indexed = False


def _allege(work: Work, case: Case, event: ComplaintAccepted) -> None:
    for position, each in enumerate(alleged(event.allegations), start=1):
        work.session.add(
            Allegation(
                case_id=case.id,
                ref=each.ref,
                position=position,
                respondent_kind=each.respondent.get("kind"),
                natures=list(each.natures),
                categories=list(each.categories),
                respondent=dict(each.respondent),
            )
        )


def on_complaint_assessed(work: Work, event: ComplaintAssessed) -> None:
    """Barred is barred: an earlier or later assessment never opens a door again."""
    _bar(work, event.complaint_id, event.barred)


def _bar(work: Work, complaint_id: UUID, codes: Iterable[str]) -> None:
    for code in sorted(set(codes)):
        work.keep_once(BarredParty, complaint_id=complaint_id, party=party_index(code), code=code)


def on_complaint_supplemented(work: Work, event: ComplaintSupplemented) -> None:
    _notice(work, event, "supplemented", event.text)


def on_complaint_withdrawn(work: Work, event: ComplaintWithdrawn) -> None:
    """A withdrawal is a fact for the investigator; what it ends is theirs and the head's to decide."""
    _notice(work, event, "withdrawn", event.reason)


def on_complaint_rated(work: Work, event: ComplaintRated) -> None:
    marks = {"manner": event.manner, "speed": event.speed, "result": event.result}
    _notice(work, event, "rated", event.comment, marks)


def on_recheck_requested(work: Work, event: RecheckRequested) -> None:
    _notice(work, event, "recheck_requested", event.reason)


def on_complaint_joined(work: Work, event: ComplaintJoined) -> None:
    """The same person complained again about the matter: the investigator reads that too."""
    _bar(work, event.complaint_id, event.barred)
    _notice(work, event, "joined", event.text)


def on_complaint_reopened(work: Work, event: ComplaintReopened) -> None:
    """What was joined stands by itself again."""
    if event.joined_before is not None:
        _notice(work, replace(event, complaint_id=UUID(event.joined_before)), "parted", "")


def on_cluster_decided(work: Work, event: ClusterDecided) -> None:
    """Each of the cases learns that it is to be part of a special one (Measures art. 12)."""
    work.record("cluster.decided", f"cluster:{event.cluster_id}", {"decision": event.decision})
    if event.decision == "neither":
        return
    for complaint in event.complaints:
        work.keep_once(
            Notice,
            id=uuid5(event.id, complaint),
            complaint_id=UUID(complaint),
            kind=event.decision,
            version=event.version,
            at=event.decided_at,
            detail={"cluster": str(event.cluster_id)},
            text=event.reason,
        )


def _notice(
    work: Work,
    event: ComplaintSupplemented
    | ComplaintWithdrawn
    | ComplaintRated
    | RecheckRequested
    | ComplaintJoined
    | ComplaintReopened,
    kind: str,
    text: str,
    detail: dict[str, Any] | None = None,
) -> None:
    work.keep_once(
        Notice,
        id=event.id,
        complaint_id=event.complaint_id,
        kind=kind,
        version=event.version,
        at=event.at,
        detail=detail or {},
        text=text,
    )
    work.record(f"complaint.{kind}", f"complaint:{event.complaint_id}")


HANDLERS: dict[type[Event], Callable[[Work, Any], None]] = erasing.unless_erased(
    {
        ComplaintAccepted: on_complaint_accepted,
        ComplaintAssessed: on_complaint_assessed,
        ComplaintSupplemented: on_complaint_supplemented,
        ComplaintWithdrawn: on_complaint_withdrawn,
        ComplaintRated: on_complaint_rated,
        RecheckRequested: on_recheck_requested,
        ComplaintJoined: on_complaint_joined,
        ComplaintReopened: on_complaint_reopened,
        ClusterDecided: on_cluster_decided,
        WorkdaysAnnounced: on_workdays_announced,
        SettingsChanged: on_settings_changed,
        **STAFF_HANDLERS,
        **FILE_HANDLERS,
        ComplaintRedacted: on_complaint_redacted,
        HoldChanged: on_hold_changed,
    },
    Erased,
) | {ComplaintErased: on_complaint_erased}
