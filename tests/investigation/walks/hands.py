"""Who works on a case in a walk: taken up, given back or on, withdrawn from, gone to the body above."""

from dataclasses import replace
from datetime import date

from services.investigation.domain import closing, lease, recusal, team
from services.investigation.domain.absence import acting
from services.investigation.domain.case import Action, State
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.states import Forbidden, closed_reason
from shared import office_days
from shared.contracts.terms import Role
from tests.investigation.builders import BODY
from tests.investigation.walks.life import Application, Life, is_head
from tests.investigation.walks.people import ABOVE, BOTH, CALLERS
from tests.investigation.walks.world import Doing, Refused, Step, World


def claim(at: Doing) -> None:
    life = at.life
    if life.state is State.INVESTIGATING and team.lead_of(life.team) == at.caller.staff_id:
        facts = life.facts(at.world.today)
        if closed_reason(facts, at.caller, Action.NOTE) is None:
            return
    try:
        at.take()
    except Forbidden as refused:
        if refused.closed.code != "state" or team.lead_of(life.team) is None:
            raise
        raise Refused("already_claimed") from refused
    life.team = team.led_by(life.team, at.caller.staff_id)
    life.undeclared -= {at.caller.staff_id}
    life.lease = lease.until(at.world.today, office_days.calendar().add_workdays)


def release(at: Doing) -> None:
    at.take()
    at.life.lease, at.life.team = None, team.dissolved(at.life.team)


def give(at: Doing) -> None:
    life, colleague = at.life, CALLERS[at.step.said["to"]]
    at.take(State.INVESTIGATING if life.state is State.QUEUED else life.state)
    certified = colleague.certificate_valid_to
    if colleague not in life.unbarred(Role.INVESTIGATOR) or certified is None or certified < at.world.today:
        raise Refused("not_available")
    if colleague.staff_id in life.conflicts(at.world.today):
        raise Refused("worked_there")
    at.require(closing.given_to(colleague.staff_id in life.decided_by, colleague.name))
    lead = at.step.action is Action.HAND_OVER
    then = team.given(life.team, colleague.staff_id, team.LEAD if lead else team.SECOND)
    if then is None:
        raise Refused("leads_already")
    if not any(each.here and each.staff_id == colleague.staff_id for each in life.team):
        life.undeclared |= {colleague.staff_id}
    life.team = then
    life.unfiled += life.archived


def declare(at: Doing) -> None:
    at.take(at.life.state)
    at.life.undeclared -= {at.caller.staff_id}


def apply_recusal(at: Doing) -> None:
    at.take(at.life.state)
    life, who = at.life, CALLERS[at.step.said["concerned"]]
    own = who.staff_id == at.caller.staff_id
    side = recusal.Side.SELF if at.step.said["self"] else recusal.Side.OTHERS
    known = who.staff_id if who.home == life.body and who.roles.intersection(BOTH) else None
    at.require(recusal.faults(side, at.caller.staff_id, known, "有关系"))
    mine = [each for each in life.recusals if each.who == who.staff_id and not each.tied]
    before = [recusal.Asked(each.who, "other", None, _refused(each)) for each in mine]
    code = recusal.asked_before(side, recusal.Asked(who.staff_id, "other"), before)
    if code is not None:
        raise Refused(code)
    asked = Application(who.staff_id, recusal.decider(life.body, ABOVE, _as_head(at, who.staff_id)))
    life.recusals = [*life.recusals, asked]
    if recusal.at_once(side) and own:
        _settle(at, asked, granted=True, decided=False)


def _refused(each: Application) -> bool | None:
    return None if each.granted is None else not (each.granted or each.moot)


def _as_head(at: Doing, who: str) -> bool:
    deputies = acting(at.world.absences, at.world.today) if at.life.body == BODY else set()
    return is_head(who) or who in deputies


def decide_recusal(at: Doing) -> None:
    at.take(at.life.state)
    asked = _waiting(at)
    if asked is None:
        raise Refused("unknown_recusal")
    if asked.who == at.caller.staff_id:
        raise Refused("own_recusal")
    at.world.issue(at.step.case, DocumentKind.RECUSAL)
    _settle(at, asked, at.step.said["granted"], decided=True)


def _waiting(at: Doing) -> Application | None:
    """The one that was chosen, counted among those that wait for a head of the body."""
    waiting = [each for each in at.life.recusals if each.granted is None and each.decider == at.life.body]
    return waiting[at.step.said["which"] % len(waiting)] if waiting else None


def decide_above(world: World, case: int, granted: bool) -> bool:
    """The head of the body above decides on the first head below whose recusal waits."""
    life = world.lives[case]
    asked = next((each for each in life.recusals if each.granted is None and each.decider != life.body), None)
    if asked is None:
        return False
    at = Doing(world, Step("superior", case, Action.DECIDE_RECUSAL), life, world.caller("superior"))
    world.issue(case, DocumentKind.RECUSAL, ABOVE)
    _settle(at, asked, granted, decided=True)
    return True


def _settle(at: Doing, asked: Application, granted: bool, decided: bool) -> None:
    life = at.life
    life.recusals = [
        replace(each, granted=granted)
        if each is asked or (granted and each.who == asked.who and each.granted is None)
        else each
        for each in life.recusals
    ]
    if not granted:
        return
    life.withdraw(asked.who)
    facts = life.facts(at.world.today, at.world.absences)
    if recusal.takes_it_up(facts, decided):
        _end_above(life, at.world.today)


def _end_above(life: Life, today: date) -> None:
    life.state, life.team = State.PASSED_UP, team.dissolved(life.team)
    life.end_with_the_decision(today)
    life.end_undecided()


def pass_up(at: Doing) -> None:
    at.take()
    _end_above(at.life, at.world.today)
