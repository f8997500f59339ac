"""What the unit asks for, by its link or on paper, and what the head says to it."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.investigation.cabinet import folder_of
from services.investigation.document_text import Letterhead
from services.investigation.domain import traces, unit
from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.clocks import OWES
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.ends import OF_RULING
from services.investigation.domain.limits import limits
from services.investigation.domain.unit import Asked, Request, Ruling
from services.investigation.folder import Folder
from services.investigation.handlers.completion import after_one_less, kept_whose, ruled, whose
from services.investigation.handlers.conclusion import say_concluded
from services.investigation.handlers.documents import issue
from services.investigation.handlers.ending import ended, nothing_left
from services.investigation.handlers.fell import tell
from services.investigation.handlers.restoring import restore_lifted
from services.investigation.handlers.steps import Rejected, note, put_in_place, require, take
from services.investigation.handlers.unit_links import (
    came_in,
    document_number,
    find_item,
    sending,
    stay_open,
)
from services.investigation.models import Case, Rectification, ServiceRecord, UnitRequest
from services.investigation.own import complaint_numbers
from services.investigation.replies import NameOf
from services.investigation.unit_text import unit_answer
from shared import office_days
from shared.papers import Paper
from shared.work import Work


def ask(work: Work, token: str, asked: Asked) -> None:
    """The unit asks by its link. Raises NoSuchLink, TooOften, Rejected."""
    link, folder = sending(work, token)
    item = find_item(folder, link.item_id)
    _keep(work, folder, item, asked, work.today, link_id=link.id)
    note(work, folder.case, f"unit_{asked.request}", {"link": str(link.id)}, asked.reasons)


def enter(
    work: Work, folder: Folder, caller: Caller, item_id: UUID, asked: Asked, received: date | None
) -> None:
    """The unit asked on paper, which came in on that day. Raises Rejected."""
    take(work, folder, caller, Action.ENTER_REQUEST, kind=f"unit_{asked.request}", text=asked.reasons)
    item = find_item(folder, item_id)
    _keep(work, folder, item, asked, came_in(work, item, received), caller=caller)


def _keep(
    work: Work,
    folder: Folder,
    item: Rectification,
    asked: Asked,
    received: date,
    *,
    link_id: UUID | None = None,
    caller: Caller | None = None,
) -> None:
    if item.settled:
        raise Rejected([Fault("/reasons", f"rectification_{item.state}")])
    require([] if folder.case.standing in OWES else [Fault("/reasons", "follows_no_more")])
    if any(each.item_id == item.id and each.request == asked.request for each in folder.waiting):
        raise Rejected([Fault("/reasons", "asked_already", unit.ARTICLE)])
    before = asked.request is Request.OBJECTION and objected_before(folder, item)
    require([Fault("/reasons", "objected_before", unit.ARTICLE)] if before else [])
    until, at_most = objection_until(work, folder, item), ruled(work, folder, item)
    require(unit.faults(asked, item.due, received, until, at_most))
    days = limits(folder.case.limits).unit_objection_answer
    row = UnitRequest(
        id=work.new_id(),
        case_id=folder.case.id,
        item_id=item.id,
        link_id=link_id,
        request=asked.request,
        who=asked.who,
        reasons=asked.reasons,
        until=asked.until if asked.request is Request.MORE_TIME else None,
        at=work.now,
        by_name=caller.name if caller else None,
        answer_by=office_days.calendar().add_days(received, days),
    )
    folder.requests.append(row)
    work.session.add(row)


def objected_before(folder: Folder, item: Rectification) -> bool:
    """Whether an objection to it was answered for good."""
    return unit.answered(each.ruling for each in folder.requests if each.item_id == item.id)


def objection_until(work: Work, folder: Folder, item: Rectification) -> date | None:
    """The last day for objecting; None while it is not kept when the document was served. Of several receipts
    the last counts: one before may be of a copy, and whoever is bound loses no day by it."""
    if item.document_id is None:
        return None
    served = select(ServiceRecord.served_on).where(ServiceRecord.document_id == item.document_id)
    last = work.session.scalar(served.order_by(ServiceRecord.served_on.desc()).limit(1))
    if last is None:
        return None
    days = limits(folder.case.limits).unit_objection
    return unit.objection_until(last, days, office_days.calendar().add_days)


def decide(
    work: Work,
    folder: Folder,
    caller: Caller,
    request_id: UUID,
    ruling: Ruling,
    answer: str,
    until: date | None,
    name_of: NameOf,
) -> None:
    """The head's word, written to the unit: a measure may be kept, changed or lifted, a term made longer.

    Raises Rejected.
    """
    row = next((each for each in folder.requests if each.id == request_id), None)
    item = _find(folder, row.item_id) if row is not None else None
    there = _following(work, folder, item) if item in folder.upheld else folder
    answered = kept_whose(work, there, item) if folder.case.own and item is not None else folder
    lifts = ruling is Ruling.LIFTED and item is not None and not item.settled and there is folder
    to = after_one_less(folder) if lifts else folder.case.standing
    take(work, folder, caller, Action.DECIDE_REQUEST, to=to, kind=f"request_{ruling}", text=answer)
    if row is None or item is None:
        raise Rejected([Fault("/request", "unknown_request")])
    if folder.decided_in(row) != folder.case.id:
        raise Rejected([Fault("/request", "objection_above", unit.UPHELD)])
    if row.ruling is not None or item.settled:
        raise Rejected([Fault("/request", "request_answered", unit.ARTICLE)])
    asked = Request(row.request)
    at_most = ruled(work, there, item)
    require(unit.ruling_faults(asked, ruling, answer, until, item.due, work.today, at_most))
    require(traces.number_faults({"/answer": answer}, complaint_numbers(work.session, folder)))
    row.ruling, row.answer, row.decided_by, row.decided_at = ruling, answer, caller.signed, work.now
    if ruling in unit.MOVES_THE_DAY and until is not None:
        _move(work, there, item, until)
    if ruling is Ruling.LIFTED:
        item.lifted_at = work.now
    put_in_place(there)
    _write(work, folder, caller, row, item, until, name_of)
    if ruling is Ruling.LIFTED:
        restore_lifted(work, folder, whose(work, there, item), item, caller.signed, name_of)
    if there is not folder:
        nothing_left(there)
        note(
            work,
            there.case,
            f"above_{ruling}",
            {"body": folder.case.body, "document": document_number(work, item)},
        )
    letter, by = "", (caller.staff_id, caller.signed)
    if ruling in OF_RULING:
        letter = tell(work, answered, item, OF_RULING[ruling], by)
    elsewhere = there is not folder and ruling is Ruling.LIFTED and not there.owed
    if letter and answered is not there:
        say_concluded(work, answered, letter)
    if there.case.concluded_at and (
        to is State.CONCLUDED or elsewhere or ruling in unit.MOVES_THE_DAY or ruling in OF_RULING
    ):
        say_concluded(work, there, letter if answered is there else "")


def _find(folder: Folder, item_id: UUID) -> Rectification:
    """One that is followed here, or below since this recheck let it stand. Raises Rejected."""
    return next((each for each in folder.upheld if each.id == item_id), None) or find_item(folder, item_id)


def _following(work: Work, folder: Folder, item: Rectification) -> Folder:
    """The case below that follows what this recheck let stand, kept from others; and the correction as it
    is by then."""
    while True:
        key = item.followed_in or item.case_id
        case = work.session.get_one(Case, key, with_for_update=True, populate_existing=True)
        work.session.refresh(item)
        if key == (item.followed_in or item.case_id):
            return folder_of(work.session, case)


def _move(work: Work, folder: Folder, item: Rectification, until: date) -> None:
    item.first_due = item.first_due or item.due
    item.due, item.urged_until = until, None
    folder.case.rectify_by = max((each.due for each in folder.owed), default=None)
    stay_open(work, item)


def _write(
    work: Work,
    folder: Folder,
    caller: Caller,
    row: UnitRequest,
    item: Rectification,
    until: date | None,
    name_of: NameOf,
) -> None:
    number, ruling, answer = document_number(work, item), Ruling(row.ruling or ""), row.answer or ""
    unit_name, request = item.unit, Request(row.request)

    above = item in folder.upheld

    def write(head: Letterhead) -> Paper:
        return unit_answer(unit_name, number, request, ruling, answer, until, head, above=above)

    made = issue(work, folder, DocumentKind.UNIT_ANSWER, caller.signed, name_of, write)
    work.session.flush()
    row.document_id = made.id
    if ruling in OF_RULING:
        ended(work, item.document_id, OF_RULING[ruling], made.id)
