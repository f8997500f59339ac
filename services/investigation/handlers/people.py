"""Who has the case: claim, give back, hand over, second investigator."""

from services.investigation.domain import certificates, closing, lease, team, tied
from services.investigation.domain.case import Action, Caller, Closed, Fault, State
from services.investigation.domain.states import Forbidden
from services.investigation.domain.team import LEAD, Member
from services.investigation.folder import Folder
from services.investigation.handlers.steps import Rejected, declared, note, put_in_place, require, say, take
from services.investigation.models import Hand
from shared import office_days
from shared.contracts.events import InvestigationStarted
from shared.contracts.terms import Role
from shared.work import Work


def claim(work: Work, folder: Folder, caller: Caller) -> None:
    """The caller takes the case up, and says by it that they know of no tie; claiming what one has already
    changes nothing."""
    case = folder.case
    if case.standing is State.INVESTIGATING and case.lead == caller.staff_id:
        return
    try:
        take(work, folder, caller, Action.CLAIM)
    except Forbidden as refused:
        if refused.closed.code == "state":
            _require_nobody_has_it(folder)
        raise
    _become(work, folder, team.led_by(_team(folder), caller.staff_id), caller)
    declared(work, folder, caller)
    case.lease_until = lease.until(work.today, office_days.calendar().add_workdays)
    say(work, case, InvestigationStarted, body=case.body)


def declare(work: Work, folder: Folder, caller: Caller) -> None:
    """Who was given the case, or a part in it, knows of no tie to it or to anybody concerned."""
    take(work, folder, caller, Action.DECLARE, to=folder.case.standing)
    declared(work, folder, caller)


def _require_nobody_has_it(folder: Folder) -> None:
    """Whoever has it is named. Raises Forbidden."""
    holder = next((hand for hand in folder.team if hand.part == LEAD), None)
    if holder is not None:
        raise Forbidden(Closed("already_claimed", None, {"name": holder.name}))


def share_out(work: Work, folder: Folder, caller: Caller, username: str) -> None:
    """A case from the queue to a colleague; one that somebody took up meanwhile stays with them. Raises
    Forbidden, Rejected."""
    _require_nobody_has_it(folder)
    assign(work, folder, caller, username, LEAD)


def release(work: Work, folder: Folder, caller: Caller, reason: str) -> None:
    """The case goes back to the queue; what was found stays with it."""
    require([Fault("/reason", "required")] if not reason.strip() else [])
    take(work, folder, caller, Action.RELEASE, text=reason)
    folder.case.lease_until = None
    _become(work, folder, team.dissolved(_team(folder)))


def assign(work: Work, folder: Folder, caller: Caller, username: str, part: str) -> None:
    """A certified colleague becomes second investigator, or takes the lead (hand-over)."""
    action = Action.HAND_OVER if part == LEAD else Action.ASSIGN
    colleague = eligible(work, folder).get(username)
    queued = folder.case.standing is State.QUEUED
    to = State.INVESTIGATING if queued else folder.case.standing
    becomes = part if folder.case.lead else LEAD
    named = colleague.name if colleague else username
    take(work, folder, caller, action, to=to, detail={"to": named, "part": becomes})
    if colleague is None:
        raise Rejected([Fault("/username", "not_available", "measures:6")])
    if tie := folder.conflicts(work.today).get(colleague.staff_id):
        raise Rejected([tied.fault(tie, "/username", colleague.name)])
    require(closing.given_to(colleague.staff_id in folder.decided_by, colleague.name))
    then = team.given(_team(folder), colleague.staff_id, part)
    if then is None:
        raise Rejected([Fault("/username", "leads_already")])
    _become(work, folder, then, colleague)
    if queued:
        say(work, folder.case, InvestigationStarted, body=folder.case.body)


def lapse(work: Work, folder: Folder) -> None:
    """Nothing was done within the days of the claim: the case stands in the queue again."""
    case = folder.case
    held = next((hand for hand in folder.team if hand.part == LEAD), None)
    case.state, case.lease_until = State.QUEUED, None
    _become(work, folder, team.dissolved(_team(folder)))
    put_in_place(folder)
    note(work, case, "lease_ended", {"name": held.name} if held else {})


def eligible(work: Work, folder: Folder) -> dict[str, Caller]:
    """Investigators of the body by username who are certified and may know of the case."""
    return {
        username: each
        for username, each in folder.unbarred(Role.INVESTIGATOR).items()
        if certificates.holds(each, work.today)
    }


def withdraw(work: Work, folder: Folder, staff_id: str) -> None:
    """Somebody leaves the team for good, and their claim ends with it; the second takes the lead, or the case
    goes back to the queue."""
    case, then = folder.case, team.left(_team(folder), staff_id)
    if case.lead == staff_id:
        case.lease_until = None
    case.state = team.state_without(case.standing, then)
    _become(work, folder, then)


def _team(folder: Folder) -> team.Team:
    return tuple(Member(each.staff_id, each.part, each.until is None) for each in folder.hands)


def _become(work: Work, folder: Folder, then: team.Team, newcomer: Caller | None = None) -> None:
    """Keep the team as it is now; `newcomer` is whoever may not have had a hand in the case before."""
    hands = {each.staff_id: each for each in folder.hands}
    for member in then:
        hand = hands.get(member.staff_id)
        if hand is None and newcomer is not None:
            hand = Hand(case_id=folder.case.id, staff_id=member.staff_id, name=newcomer.name, since=work.now)
            folder.hands.append(hand)
            work.session.add(hand)
        if hand is not None:
            if member.here and hand.until is not None:
                hand.declared_at = None  # back again: what they know may be another thing by now
            hand.part = member.part
            hand.until = None if member.here else hand.until or work.now
    folder.case.lead = team.lead_of(then)
