"""The clock of a case stands still: asked for by the investigators, decided by a head, told to the
complainant both when it stops and when it runs again."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from services.investigation.cabinet import folder_of
from services.investigation.document_text import Letterhead
from services.investigation.domain import pauses
from services.investigation.domain.case import Action, Caller, Closed, Fault
from services.investigation.domain.clocks import RUNNING
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.states import Forbidden
from services.investigation.folder import Folder
from services.investigation.handlers.documents import issue
from services.investigation.handlers.steps import note, put_in_place, require, say, take
from services.investigation.handlers.term import settle_folder
from services.investigation.models import Case, Pause
from services.investigation.pause_text import over, paused, resumed, told
from services.investigation.replies import NameOf
from shared.contracts.events import CasePaused, CaseResumed
from shared.papers import Paper
from shared.work import SYSTEM, Work, Works


def ask(work: Work, folder: Folder, caller: Caller, ground: str, until: date, reason: str) -> None:
    """An application to the head. Raises Rejected."""
    detail = {"ground": ground, "until": until.isoformat()}
    take(work, folder, caller, Action.ASK_PAUSE, to=folder.case.standing, detail=detail, text=reason)
    require(pauses.faults(ground, reason, until, work.today, folder.pauses_possible))
    asked = Pause(
        id=work.new_id(),
        case_id=folder.case.id,
        ground=ground,
        until=until,
        reason=reason,
        by=caller.staff_id,
        by_name=caller.name,
        at=work.now,
    )
    folder.pauses.append(asked)
    work.session.add(asked)


def decide(work: Work, folder: Folder, caller: Caller, granted: bool, answer: str, name_of: NameOf) -> None:
    """The head's word. What is granted moves the term; the complainant reads the ground in neutral words, the
    head's own reasons stay in the file."""
    case, asked = folder.case, folder.pause_asked
    kind = "pause_granted" if granted else "pause_refused"
    detail = {"ground": asked.ground, "until": asked.until.isoformat()} if asked else {}
    take(work, folder, caller, Action.DECIDE_PAUSE, to=case.standing, kind=kind, detail=detail, text=answer)
    require([] if answer.strip() else [Fault("/reason", "required", pauses.ARTICLE)])
    if asked is None:
        raise Forbidden(Closed("no_pause_asked", pauses.ARTICLE))
    if granted:
        _may_begin(work, folder, asked)
    asked.granted, asked.answer = granted, answer
    asked.decided_by, asked.decided_at = caller.signed, work.now
    if granted:
        _begin(work, folder, asked)
        _write(work, folder, DocumentKind.PAUSE, caller, name_of, paused(folder, asked))


def _may_begin(work: Work, folder: Folder, asked: Pause) -> None:
    """Too late to stop what has run out, not for days that are over, and not for more than the case's terms
    allow now (triage may have sent others since it was asked for); all can still be refused."""
    if folder.case.investigate_by < work.today:
        raise Forbidden(Closed("term_passed", pauses.ARTICLE))
    if asked.until <= work.today:
        raise Forbidden(Closed("pause_over", pauses.ARTICLE))
    if pauses.faults(asked.ground, asked.reason, asked.until, work.today, folder.pauses_possible):
        raise Forbidden(Closed("no_pause_allowed", pauses.ARTICLE))


def _begin(work: Work, folder: Folder, asked: Pause) -> None:
    case = folder.case
    _end_what_is_over(work, folder)
    asked.since, asked.message_id = work.today, work.new_id()
    settle_folder(folder)
    put_in_place(folder)
    say(
        work,
        case,
        CasePaused,
        body=case.body,
        body_name=case.body_name,
        since=asked.since,
        until=asked.until,
        investigate_by=case.investigate_by,
        message_id=asked.message_id,
        text=paused(folder, asked),
    )


def end(work: Work, folder: Folder, caller: Caller, resumed_on: date, reason: str, name_of: NameOf) -> None:
    """What the clock stood still for is over: it runs again from that day on. Raises Rejected."""
    case, running = folder.case, folder.pause_running
    detail = {"until": resumed_on.isoformat()}
    take(
        work,
        folder,
        caller,
        Action.END_PAUSE,
        to=case.standing,
        kind="pause_ended",
        detail=detail,
        text=reason,
    )
    if running is None or running.since is None:
        raise Forbidden(Closed("not_paused", pauses.ARTICLE))
    require(pauses.ending_faults(resumed_on, reason, running.since, running.until, work.today))
    running.ended_by, running.ending = caller.signed, reason
    _resume(work, folder, running, resumed_on, by_itself=False)
    _write(work, folder, DocumentKind.RESUMPTION, caller, name_of, resumed(folder, resumed_on))


def _resume(work: Work, folder: Folder, running: Pause, day: date, *, by_itself: bool) -> None:
    case = folder.case
    running.resumed_on, running.ended_at = day, work.now
    settle_folder(folder)
    put_in_place(folder)
    say(
        work,
        case,
        CaseResumed,
        body=case.body,
        body_name=case.body_name,
        resumed_on=day,
        investigate_by=case.investigate_by,
        message_id=work.new_id(),
        text=(over if by_itself else resumed)(folder, day),
    )


def _write(
    work: Work, folder: Folder, kind: DocumentKind, caller: Caller, name_of: NameOf, text: str
) -> None:
    """中止、恢复办理期限告知书, where the complainant can be reached."""
    if not folder.case.contactable:
        return

    def write(head: Letterhead) -> Paper:
        return told(kind, folder.case.tracking_number, text, head)

    issue(work, folder, kind, caller.signed, name_of, write)


def _end_what_is_over(work: Work, folder: Folder) -> None:
    """One whose day has come, before the round has seen it."""
    running = folder.pause_running
    if running is not None and running.until <= work.today:
        _resume(work, folder, running, running.until, by_itself=True)


def end_pauses(works: Works) -> int:
    """End what has come to its day; how many cases. Each is a transaction of its own."""
    with works.begin(SYSTEM) as work:
        over_now = list(work.session.scalars(_over(work).with_only_columns(Case.id)))
    return sum(_end_one(works, case_id) for case_id in over_now)


def _over(work: Work) -> Select[Case]:
    return select(Case).where(Case.paused_until <= work.today, Case.state.in_(RUNNING))


def _end_one(works: Works, case_id: UUID) -> bool:
    with works.begin(SYSTEM) as work:
        case = work.session.scalar(_over(work).where(Case.id == case_id).with_for_update())
        if case is None:
            return False
        folder = folder_of(work.session, case)
        running = folder.pause_running
        if running is None:
            return False
        note(work, case, "pause_over", {"until": running.until.isoformat()})
        _resume(work, folder, running, running.until, by_itself=True)
    return True
