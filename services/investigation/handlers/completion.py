"""From the approved outcome to the closed case: corrections proved, six checks met."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.domain import closing, correction_terms, traces, unit
from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.records import RecordKind
from services.investigation.domain.unit import Request
from services.investigation.folder import Folder
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.ending import WHEN_PROVED, revoke
from services.investigation.handlers.moot import HERE, end_undecided
from services.investigation.handlers.steps import Rejected, put_in_place, require, say, take
from services.investigation.handlers.unit_links import came_in
from services.investigation.models import Case, ClosingEvidence, Record, Rectification
from services.investigation.own import complaint_numbers
from shared.contracts.events import CaseClosed
from shared.work import Work


def report(
    work: Work,
    folder: Folder,
    caller: Caller,
    item: UUID | None,
    text: str,
    visit: int | None = None,
    received: date | None = None,
) -> None:
    """The unit reported on paper, which came in on that day, that it carried the measure out; no visit proves
    a report."""
    require([Fault("/visit", "visit_before_report")] if visit is not None else [])
    detail = _named(folder, item, "open")
    take(work, folder, caller, Action.REPORT_RECTIFICATION, detail=detail, text=text)
    chosen = _chosen(folder, item, "open")
    chosen.reported_on = came_in(work, chosen, received)
    chosen.report, chosen.reported_at = text, work.now


def confirm(
    work: Work,
    folder: Folder,
    caller: Caller,
    item: UUID | None,
    text: str,
    visit: int | None = None,
    received: date | None = None,
) -> None:
    """The investigators saw the proof, perhaps on site; with the last one only the closure is left."""
    require(_no_paper(received))
    to = after_one_less(folder)
    take(work, folder, caller, Action.CONFIRM_RECTIFICATION, to=to, text=text)
    chosen = _chosen(folder, item, "reported")
    require(_objection_faults(folder, chosen) + _visit_faults(work, folder, chosen, visit))
    chosen.confirmation, chosen.confirmed_at, chosen.confirmed_by = text, work.now, caller.staff_id
    chosen.visit = visit
    put_in_place(folder)
    revoke(work, whose(work, folder, chosen), WHEN_PROVED, chosen)
    if to is State.CONCLUDED:
        say_concluded(work, folder)


def after_one_less(folder: Folder) -> State:
    """Where a decided case goes with one correction less; another one is not decided by it."""
    last = folder.case.standing is State.RECTIFYING and len(folder.owed) == 1
    return State.CONCLUDED if last else folder.case.standing


def whose(work: Work, folder: Folder, item: Rectification) -> Folder:
    """The case whose outcome orders the correction."""
    if item.case_id == folder.case.id:
        return folder
    return folder_of(work.session, work.session.get_one(Case, item.case_id))


def ordering(work: Work, folder: Folder, item: Rectification) -> Outcome | None:
    """The outcome that orders the correction, as its document has it."""
    outcomes = whose(work, folder, item).outcomes
    return outcomes[item.position - 1] if item.position <= len(outcomes) else None


def ruled(work: Work, folder: Folder, item: Rectification) -> date | None:
    """The day beyond which no body moves its term (art. 18)."""
    if item.code not in correction_terms.SET_ELSEWHERE:
        return None
    outcome = ordering(work, folder, item)
    return correction_terms.bound(outcome, item.due) if outcome else None


def kept_whose(work: Work, folder: Folder, item: Rectification) -> Folder:
    """The same, kept from others, with its corrections as they are by then: of two that end at once, each in
    a case that follows it, the second finds the first one ended."""
    if item.case_id == folder.case.id:
        return folder
    case = work.session.get_one(Case, item.case_id, with_for_update=True, populate_existing=True)
    ordered = select(Rectification).where(Rectification.case_id == case.id)
    work.session.scalars(ordered.execution_options(populate_existing=True)).all()
    return folder_of(work.session, case)


def _objection_faults(folder: Folder, item: Rectification) -> list[Fault]:
    """An objection is answered in writing (825 art. 30), also of a unit that carries out meanwhile."""
    asked = (each.item_id == item.id and each.request == Request.OBJECTION for each in folder.waiting)
    return [Fault("/item", "objection_waiting", unit.ARTICLE)] if any(asked) else []


def _visit_faults(work: Work, folder: Folder, item: Rectification, number: int | None) -> list[Fault]:
    """The visit on which a confirmation rests is in the file, and was made after the unit reported."""
    if number is None:
        return []
    mine = select(Record).where(Record.case_id == folder.case.id, Record.kind == RecordKind.VISIT)
    visit = work.session.scalar(mine.where(Record.number == number))
    if visit is None:
        return [Fault("/visit", "unknown_visit")]
    seen = unit.shows(date.fromisoformat(visit.contents["day"]), item.reported_on or work.today)
    return [] if seen else [Fault("/visit", "visit_before_report")]


def refuse(
    work: Work,
    folder: Folder,
    caller: Caller,
    item: UUID | None,
    text: str,
    visit: int | None = None,
    received: date | None = None,
) -> None:
    """The report does not prove it: the measure is open again, and the unit may read why."""
    require(_no_paper(received))
    take(
        work,
        folder,
        caller,
        Action.CONFIRM_RECTIFICATION,
        to=folder.case.standing,
        kind="rectification_not_accepted",
        detail=_named(folder, item, "reported"),
        text=text,
    )
    chosen = _chosen(folder, item, "reported")
    require(_visit_faults(work, folder, chosen, visit))
    require(traces.number_faults({"/text": text}, complaint_numbers(work.session, folder)))
    chosen.report = chosen.reported_at = chosen.reported_on = None
    chosen.refusal, chosen.visit = text, visit


def _no_paper(received: date | None) -> list[Fault]:
    """What the body says of a report is of the day on which it says it."""
    return [] if received is None else [Fault("/received", "of_a_report")]


def _named(folder: Folder, item: UUID | None, state: str) -> dict[str, str]:
    """For the course of the case, which keeps the words of a report also when it was refused."""
    fitting = [each.id for each in folder.rectifications if each.state == state]
    if item is None and len(fitting) == 1:
        item = fitting[0]
    return {} if item is None else {"item": str(item)}


def _chosen(folder: Folder, item: UUID | None, state: str) -> Rectification:
    if item is None:
        fitting = [each for each in folder.rectifications if each.state == state]
        if len(fitting) != 1:
            raise Rejected([Fault("/item", "required")])
        return fitting[0]
    for each in folder.rectifications:
        if each.id == item:
            if each.state != state:
                raise Rejected([Fault("/item", f"rectification_{each.state}")])
            return each
    raise Rejected([Fault("/item", "unknown_item")])


def close(work: Work, folder: Folder, caller: Caller, checks: Mapping[str, str]) -> None:
    """The six checks of art. 4 are met, each with its evidence; nothing is left to do."""
    case = folder.case
    take(work, folder, caller, Action.CLOSE)
    require(closing.faults(checks))
    for check in closing.ClosingCheck:
        work.session.add(
            ClosingEvidence(
                case_id=case.id, check=check, evidence=checks[check], by=caller.staff_id, at=work.now
            )
        )
    end_undecided(work, case, HERE)
    case.closed_at = work.now
    say(work, case, CaseClosed, body=case.body, closed_at=work.now)
