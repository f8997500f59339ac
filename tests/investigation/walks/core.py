"""What the pure core answers to a step, and what the case is afterwards.

Every decision is asked of services.investigation.domain; only what a step writes down is done here, and the
walks through the real application (test_same_as_core.py) show that it is the same there.
"""

from collections.abc import Callable, Mapping

from services.investigation.domain import approval, closing, findings, proposal, unit
from services.investigation.domain.case import Action, State
from services.investigation.domain.chain import Office, Passed
from services.investigation.domain.documents import DocumentKind, called_for
from services.investigation.domain.states import Forbidden, closed_reason
from services.investigation.domain.team import lead_of
from services.investigation.domain.unit import Request, Ruling
from tests.investigation.walks import clock, hands
from tests.investigation.walks.life import REF, Item
from tests.investigation.walks.world import Answer, Doing, Refused, Step, World

Do = Callable[[Doing], None]


def do(world: World, step: Step) -> Answer:
    """Try the step; a refused one leaves everything as it was."""
    life = world.lives[step.case]
    before = dict(vars(life)) | {"items": [Item(**vars(each)) for each in life.items]}
    doing = Doing(world, step, life, world.caller(step.who))
    try:
        DOES.get(step.action, _stays)(doing)
    except Forbidden as refused:
        vars(life).update(before)
        code = refused.closed.code
        return Answer(None if code == "no_sight" else life.state, (code,))
    except Refused as refused:
        vars(life).update(before)
        return Answer(life.state, refused.codes)
    return Answer(life.state)


def open_to(world: World, who: str, case: int) -> list[Action]:
    facts = world.lives[case].facts(world.today, world.absences)
    caller = world.caller(who)
    return [action for action in Action if closed_reason(facts, caller, action) is None]


def decision(world: World, who: str, case: int) -> Action:
    """What a yes to the proposal is: a step below the head's for whose turn it is, else the approval."""
    facts = world.lives[case].facts(world.today, world.absences)
    office = approval.step(facts)
    theirs = facts.able_at.get(office, frozenset()) | facts.asked_at.get(office, frozenset())
    below = office is not Office.HEAD and world.caller(who).staff_id in theirs
    return Action.ENDORSE if below else Action.APPROVE


def _stays(at: Doing) -> None:
    at.take(at.life.state)
    at.life.unfiled += at.life.archived


def _find(at: Doing) -> None:
    at.take()
    found = at.step.said["found"]
    at.require(findings.faults(found, [REF]))
    at.life.found = found


def _propose(at: Doing) -> None:
    life, given = at.life, at.step.said["outcomes"]
    at.take()
    complete = tuple(proposal.with_allegations(each, {REF: life.found}) for each in given)
    at.require(proposal.faults(proposal.Proposal({REF: life.found}, complete), at.world.today))
    life.outcomes, life.proposer, life.version = complete, at.caller.staff_id, life.version + 1
    life.passed = ()


def _endorse(at: Doing) -> None:
    now = approval.step(at.life.facts(at.world.today, at.world.absences))
    at.take()
    at.life.passed = (*at.life.passed, Passed(now, at.caller.staff_id))


def _return(at: Doing) -> None:
    at.take(State.INVESTIGATING if lead_of(at.life.team) else State.QUEUED)


def _approve(at: Doing) -> None:
    life, today = at.life, at.world.today
    to = proposal.after_approval(life.outcomes)
    at.take(to)
    at.require(proposal.faults(proposal.Proposal({REF: life.found}, life.outcomes), today))
    life.approved_by = at.caller.staff_id
    if to is State.TERMINATED:
        life.end_undecided()
    life.items = [Item(each.carry_out_by) for each in life.outcomes if each.carry_out_by is not None]
    if life.called_back is None:
        life.called_back = False
    for kind, _ in called_for(life.outcomes):
        at.world.issue(at.step.case, kind)
    at.world.issue(at.step.case, DocumentKind.REPLY)


def _report(at: Doing) -> None:
    at.take()
    item = _item(at)
    if item.state != "open":
        raise Refused(f"rectification_{item.state}")
    item.state = "reported"


def _confirm(at: Doing) -> None:
    life, accepted = at.life, at.step.said["accepted"]
    last = len(life.owed) == 1
    at.take(State.CONCLUDED if last and accepted else State.RECTIFYING)
    item = _item(at)
    if item.state != "reported":
        raise Refused(f"rectification_{item.state}")
    if accepted and item.asked:
        raise Refused("objection_waiting")
    item.state = "confirmed" if accepted else "open"


def _item(at: Doing) -> Item:
    return at.life.items[at.step.said["item"] % len(at.life.items)]


def _ask_for_unit(at: Doing) -> None:
    at.take()
    item = _item(at)
    if item.settled:
        raise Refused(f"rectification_{item.state}")
    if item.asked:
        raise Refused("asked_already")
    if item.answered:
        raise Refused("objected_before")
    item.asked = True


def _decide_request(at: Doing) -> None:
    life, ruling = at.life, Ruling(at.step.said["ruling"])
    asked = next((each for each in life.items if each.asked), None)
    lifts = ruling is Ruling.LIFTED and asked is not None and not asked.settled
    at.take(State.CONCLUDED if lifts and len(life.owed) == 1 else State.RECTIFYING)
    if asked is None:
        raise Refused("unknown_request")
    if asked.settled:
        raise Refused("request_answered")
    at.require(unit.ruling_faults(Request.OBJECTION, ruling, "答复", None, asked.due, at.world.today))
    asked.asked, asked.answered = False, asked.answered or ruling is Ruling.KEPT
    if lifts:
        asked.state = "lifted"
    at.world.issue(at.step.case, DocumentKind.UNIT_ANSWER)


def _call_back(at: Doing) -> None:
    at.take(at.life.state)
    at.life.called_back = True
    at.life.unfiled += at.life.archived


def _close(at: Doing) -> None:
    at.take()
    at.require(closing.faults(at.step.said["checks"]))
    at.life.end_undecided()


def _archive(at: Doing) -> None:
    at.take(at.life.state)
    at.life.archived = True


def _add_to_archive(at: Doing) -> None:
    at.take(at.life.state)
    at.life.unfiled = 0


DOES: Mapping[Action, Do] = {
    Action.CLAIM: hands.claim,
    Action.RELEASE: hands.release,
    Action.HAND_OVER: hands.give,
    Action.ASSIGN: hands.give,
    Action.DECLARE: hands.declare,
    Action.RECORD_FINDING: _find,
    Action.PROPOSE_OUTCOME: _propose,
    Action.ENDORSE: _endorse,
    Action.APPROVE: _approve,
    Action.RETURN: _return,
    Action.APPLY_RECUSAL: hands.apply_recusal,
    Action.DECIDE_RECUSAL: hands.decide_recusal,
    Action.PASS_UP: hands.pass_up,
    Action.ASK_EXTENSION: clock.ask_extension,
    Action.DECIDE_EXTENSION: clock.decide_extension,
    Action.ASK_PAUSE: clock.ask_pause,
    Action.DECIDE_PAUSE: clock.decide_pause,
    Action.END_PAUSE: clock.end_pause,
    Action.REPORT_RECTIFICATION: _report,
    Action.CONFIRM_RECTIFICATION: _confirm,
    Action.ENTER_REQUEST: _ask_for_unit,
    Action.DECIDE_REQUEST: _decide_request,
    Action.CALL_BACK: _call_back,
    Action.CLOSE: _close,
    Action.ARCHIVE: _archive,
    Action.ADD_TO_ARCHIVE: _add_to_archive,
}
"""Whatever does not stand here only keeps a record."""
