"""What the pure core answers to a step, and what the case is afterwards.

Every decision is asked of services.investigation.domain; only what a step writes down is done here, and the
walks through the real application (test_shell.py) show that it is the same there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from services.investigation.domain import (
    approval,
    closing,
    extensions,
    findings,
    lease,
    pauses,
    proposal,
    recusal,
    team,
    unit,
)
from services.investigation.domain.absence import Away
from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.chain import Office, Passed
from services.investigation.domain.documents import DocumentKind, called_for
from services.investigation.domain.pauses import Pause
from services.investigation.domain.states import Forbidden, closed_reason, move
from services.investigation.domain.unit import Request, Ruling
from shared import office_days
from shared.contracts.terms import PauseGround
from tests.investigation.walks.life import REF, Application, Item, Life, is_head
from tests.investigation.walks.people import CALLERS, caller_on

EXTENSION_MOST = extensions.MOST_DAYS


class Refused(Exception):
    """What was handed in is wrong; `codes` say how."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.codes = codes


@dataclass(frozen=True)
class Step:
    """Somebody tries something on one of the cases."""

    who: str
    case: int
    action: Action
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """The state afterwards; why it was refused, else nothing. Nobody without sight learns the state."""

    state: State | None
    refused: tuple[str, ...] = ()


Issued = tuple[str, str, int, int, int]
"""A document: body, kind, year, number, case."""


@dataclass
class World:
    """Cases, the day, who is away, and the documents that were issued."""

    lives: list[Life]
    today: date
    away: Away | None = None
    series: dict[tuple[str, str, int], int] = field(default_factory=dict)
    issued: list[Issued] = field(default_factory=list)

    def caller(self, who: str) -> Caller:
        return caller_on(who, self.away, self.today)

    @property
    def absences(self) -> tuple[Away, ...]:
        return (self.away,) if self.away else ()

    def issue(self, case: int, kind: DocumentKind) -> None:
        key = (self.lives[case].body, kind.value, self.today.year)
        self.series[key] = self.series.get(key, 0) + 1
        self.issued.append((*key, self.series[key], case))

    def pass_days(self, days: int) -> None:
        """Claims on which nothing was done end by themselves."""
        self.today += timedelta(days=days)
        for life in self.lives:
            if life.lease is not None and life.lease < self.today and life.state is State.INVESTIGATING:
                life.state, life.lease, life.team = State.QUEUED, None, team.dissolved(life.team)
            if life.paused_until is not None and life.paused_until <= self.today:
                life.run_again(life.paused_until)


Do = Callable[["Doing"], None]


@dataclass
class Doing:
    """A step while it is made."""

    world: World
    step: Step
    life: Life
    caller: Caller

    def take(self, to: State | None = None) -> None:
        facts = self.life.facts(self.world.today, self.world.absences)
        self.life.state = move(facts, self.caller, self.step.action, to)
        if self.step.action not in lease.HANDED_ROUND:
            self.life.lease = None
        self.life.end_with_the_decision(self.world.today)

    def require(self, faults: list[Fault]) -> None:
        if faults:
            raise Refused(*sorted({fault.code for fault in faults}))


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
    able = facts.able_at.get(office, frozenset())
    below = office is not Office.HEAD and world.caller(who).staff_id in able
    return Action.ENDORSE if below else Action.APPROVE


def _stays(at: Doing) -> None:
    at.take(at.life.state)


def _claim(at: Doing) -> None:
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
    life.lease = lease.until(at.world.today, office_days.calendar().add_workdays)


def _release(at: Doing) -> None:
    at.take()
    at.life.lease, at.life.team = None, team.dissolved(at.life.team)


def _give(at: Doing) -> None:
    life, colleague = at.life, CALLERS[at.step.said["to"]]
    at.take(State.INVESTIGATING if life.state is State.QUEUED else life.state)
    certified = colleague.certificate_valid_to
    if colleague not in life.unbarred(_INVESTIGATOR) or certified is None or certified < at.world.today:
        raise Refused("not_available")
    lead = at.step.action is Action.HAND_OVER
    then = (team.led_by if lead else team.joined)(life.team, colleague.staff_id)
    if then is None:
        raise Refused("leads_already")
    life.team = then


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


def _approve(at: Doing) -> None:
    life, today = at.life, at.world.today
    to = proposal.after_approval(life.outcomes)
    at.take(to)
    at.require(proposal.faults(proposal.Proposal({REF: life.found}, life.outcomes), today))
    life.items = [Item(each.carry_out_by) for each in life.outcomes if each.carry_out_by is not None]
    if life.called_back is None:
        life.called_back = False
    for kind, _ in called_for(life.outcomes):
        at.world.issue(at.step.case, kind)
    at.world.issue(at.step.case, DocumentKind.REPLY)


def _apply_recusal(at: Doing) -> None:
    at.take(at.life.state)
    life, who = at.life, CALLERS[at.step.said["concerned"]]
    own = who.staff_id == at.caller.staff_id
    side = recusal.Side.SELF if at.step.said["self"] else recusal.Side.OTHERS
    known = who.staff_id if who.home == life.body and who.roles & _DESK else None
    at.require(recusal.faults(side, at.caller.staff_id, known, "有关系"))
    if any(each.who == who.staff_id and each.granted is None for each in life.recusals):
        raise Refused("recusal_asked")
    asked = Application(who.staff_id, recusal.decider(life.body, _ABOVE, is_head(who.staff_id)))
    life.recusals = [*life.recusals, asked]
    if recusal.at_once(side) and own:
        _settle(at, asked, granted=True, decided=False)


def _decide_recusal(at: Doing) -> None:
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
    _settle(at, asked, granted, decided=True)
    return True


def _settle(at: Doing, asked: Application, granted: bool, decided: bool) -> None:
    life = at.life
    life.recusals = [
        Application(each.who, each.decider, granted) if each is asked else each for each in life.recusals
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


def _pass_up(at: Doing) -> None:
    at.take()
    _end_above(at.life, at.world.today)


def _ask_extension(at: Doing) -> None:
    at.take(at.life.state)
    days = at.step.said["days"]
    at.require(extensions.faults(days, "取证未毕", EXTENSION_MOST))
    at.life.asked = (at.caller.staff_id, days)


def _decide_extension(at: Doing) -> None:
    life = at.life
    at.take(life.state)
    days = life.asked[1] if life.asked else 0
    life.asked = None
    if not at.step.said["granted"]:
        return
    if life.investigate_by < at.world.today:
        raise Refused("term_passed")
    calendar = office_days.calendar()
    life.term = extensions.extended(life.term, days, calendar.next_workday)
    life.extended_by = days
    life.settle()
    at.world.issue(at.step.case, DocumentKind.EXTENSION)


def _ask_pause(at: Doing) -> None:
    at.take(at.life.state)
    today, ground = at.world.today, at.step.said["ground"]
    until = today + timedelta(days=at.step.said["days"])
    at.require(pauses.faults(ground, "鉴定", until, today, at.life.possible))
    at.life.pause_asked = (at.caller.staff_id, ground, until)


def _decide_pause(at: Doing) -> None:
    life, today = at.life, at.world.today
    at.take(life.state)
    _, ground, until = life.pause_asked or ("", "", today)
    life.pause_asked = None
    if not at.step.said["granted"]:
        return
    if life.investigate_by < today:
        raise Refused("term_passed")
    if until <= today:
        raise Refused("pause_over")
    life.pauses, life.paused_until = (*life.pauses, Pause(PauseGround(ground), today, until)), until
    life.settle()
    at.world.issue(at.step.case, DocumentKind.PAUSE)


def _end_pause(at: Doing) -> None:
    life, today = at.life, at.world.today
    at.take(life.state)
    running, day = life.pauses[-1], today + timedelta(days=at.step.said["days"])
    at.require(pauses.ending_faults(day, "完成", running.since, running.until, today))
    life.run_again(day)
    at.world.issue(at.step.case, DocumentKind.RESUMPTION)


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
    asked.asked = False
    if lifts:
        asked.state = "lifted"
    at.world.issue(at.step.case, DocumentKind.UNIT_ANSWER)


def _call_back(at: Doing) -> None:
    at.take(at.life.state)
    at.life.called_back = True


def _close(at: Doing) -> None:
    at.take()
    at.require(closing.faults(at.step.said["checks"]))


def _archive(at: Doing) -> None:
    at.take(at.life.state)
    at.life.archived = True


_INVESTIGATOR = next(iter(CALLERS["ida"].roles))
_DESK = CALLERS["bo"].roles
_ABOVE = CALLERS["superior"].home

DOES: Mapping[Action, Do] = {
    Action.CLAIM: _claim,
    Action.RELEASE: _release,
    Action.HAND_OVER: _give,
    Action.ASSIGN: _give,
    Action.RECORD_FINDING: _find,
    Action.PROPOSE_OUTCOME: _propose,
    Action.ENDORSE: _endorse,
    Action.APPROVE: _approve,
    Action.RETURN: Doing.take,
    Action.APPLY_RECUSAL: _apply_recusal,
    Action.DECIDE_RECUSAL: _decide_recusal,
    Action.PASS_UP: _pass_up,
    Action.ASK_EXTENSION: _ask_extension,
    Action.DECIDE_EXTENSION: _decide_extension,
    Action.ASK_PAUSE: _ask_pause,
    Action.DECIDE_PAUSE: _decide_pause,
    Action.END_PAUSE: _end_pause,
    Action.REPORT_RECTIFICATION: _report,
    Action.CONFIRM_RECTIFICATION: _confirm,
    Action.ENTER_REQUEST: _ask_for_unit,
    Action.DECIDE_REQUEST: _decide_request,
    Action.CALL_BACK: _call_back,
    Action.CLOSE: _close,
    Action.ARCHIVE: _archive,
}
"""Whatever does not stand here only keeps a record."""
