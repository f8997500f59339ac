"""Who has the case: claim, give back, hand over, second investigator."""

from services.investigation.domain import lease
from services.investigation.domain.case import Action, Caller, Closed, Fault, State
from services.investigation.domain.states import Forbidden
from services.investigation.folder import Folder
from services.investigation.handlers.steps import Rejected, note, put_in_place, require, say, take
from services.investigation.models import Hand
from shared import office_days
from shared.contracts.events import InvestigationStarted
from shared.contracts.terms import Role
from shared.work import Work

LEAD, SECOND = "lead", "second"


def claim(work: Work, folder: Folder, caller: Caller) -> None:
    """The caller takes the case up; claiming what one has already changes nothing."""
    case = folder.case
    if case.standing is State.INVESTIGATING and case.lead == caller.staff_id:
        return
    try:
        take(work, folder, caller, Action.CLAIM)
    except Forbidden as refused:
        holder = next((hand for hand in folder.team if hand.part == LEAD), None)
        if refused.closed.code != "state" or holder is None:
            raise
        raise Forbidden(Closed("already_claimed", None, {"name": holder.name})) from refused
    _lead(work, folder, caller)
    case.lease_until = lease.until(work.today, office_days.calendar().add_workdays)
    say(work, case, InvestigationStarted, body=case.body)


def release(work: Work, folder: Folder, caller: Caller, reason: str) -> None:
    """The case goes back to the queue; what was found stays with it."""
    require([Fault("/reason", "required")] if not reason.strip() else [])
    take(work, folder, caller, Action.RELEASE, text=reason)
    folder.case.lead, folder.case.lease_until = None, None
    for hand in folder.team:
        hand.until = work.now


def assign(work: Work, folder: Folder, caller: Caller, username: str, part: str) -> None:
    """A certified colleague becomes second investigator, or takes the lead (hand-over)."""
    action = Action.HAND_OVER if part == LEAD else Action.ASSIGN
    colleague = eligible(work, folder).get(username)
    queued = folder.case.standing is State.QUEUED
    to = State.INVESTIGATING if queued else folder.case.standing
    take(work, folder, caller, action, to=to, detail={"to": username, "part": part})
    if colleague is None:
        raise Rejected([Fault("/username", "not_available", "measures:6")])
    if part == LEAD:
        _lead(work, folder, colleague)
    else:
        _put(work, folder, colleague, SECOND)
    if queued:
        say(work, folder.case, InvestigationStarted, body=folder.case.body)


def lapse(work: Work, folder: Folder) -> None:
    """Nothing was done within the days of the claim: the case stands in the queue again."""
    case = folder.case
    held = next((hand for hand in folder.team if hand.part == LEAD), None)
    case.state, case.lead, case.lease_until = State.QUEUED, None, None
    for hand in folder.team:
        hand.until = work.now
    put_in_place(folder)
    note(work, case, "lease_ended", {"name": held.name} if held else {})


def eligible(work: Work, folder: Folder) -> dict[str, Caller]:
    """Investigators of the body by username who are certified and may know of the case."""
    return {
        username: each
        for username, each in folder.unbarred(Role.INVESTIGATOR).items()
        if each.certificate_valid_to is not None and each.certificate_valid_to >= work.today
    }


def withdraw(work: Work, folder: Folder, staff_id: str) -> None:
    """Somebody leaves the team for good; the second takes the lead, or the case goes back to the queue."""
    case = folder.case
    for hand in folder.team:
        if hand.staff_id == staff_id:
            hand.until = work.now
    if case.lead != staff_id:
        return
    heir = next(iter(folder.team), None)
    case.lead = heir.staff_id if heir else None
    if heir is not None:
        heir.part = LEAD
    elif case.standing is State.INVESTIGATING:
        case.state = State.QUEUED


def _lead(work: Work, folder: Folder, person: Caller) -> None:
    for hand in folder.team:
        if hand.part == LEAD and hand.staff_id != person.staff_id:
            hand.until = work.now
    folder.case.lead = person.staff_id
    _put(work, folder, person, LEAD)


def _put(work: Work, folder: Folder, person: Caller, part: str) -> None:
    hand = next((each for each in folder.hands if each.staff_id == person.staff_id), None)
    if hand is None:
        hand = Hand(case_id=folder.case.id, staff_id=person.staff_id, name=person.name, since=work.now)
        folder.hands.append(hand)
        work.session.add(hand)
    elif hand.part == LEAD and part == SECOND and hand.until is None:
        raise Rejected([Fault("/username", "leads_already")])
    hand.part, hand.until = part, None
