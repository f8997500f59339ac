"""What the law forbids, told from a ledger that the walk keeps by hand beside the core."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.investigation.domain.case import Action, State
from services.investigation.domain.outcomes import SPECS
from shared.contracts.terms import Role
from tests.investigation.walks.core import open_to
from tests.investigation.walks.life import PAUSES, SECOND_RECHECK
from tests.investigation.walks.people import ACCUSED, CHAIN, HOLDERS, PEOPLE, TIED
from tests.investigation.walks.world import Answer, Step, World

DECIDED = frozenset({State.RECTIFYING, State.CONCLUDED, State.CLOSED, State.TERMINATED})
KEPT_FROM = frozenset({Action.CLAIM, Action.ENDORSE, Action.APPROVE, Action.RETURN, Action.DECIDE_REQUEST})
"""What nobody does who worked in the accused unit."""
JUDGES = frozenset(
    {
        Action.APPROVE,
        Action.RETURN,
        Action.DECIDE_EXTENSION,
        Action.DECIDE_PAUSE,
        Action.DECIDE_REQUEST,
        Action.URGE_UNIT,
    }
)
TAKES = frozenset({Action.CLAIM})
ON = {
    State.QUEUED: frozenset({Action.CLAIM, Action.HAND_OVER, Action.PASS_UP}),
    State.INVESTIGATING: frozenset(
        {Action.PROPOSE_OUTCOME, Action.RELEASE, Action.HAND_OVER, Action.PASS_UP}
    ),
    State.PROPOSED: frozenset({Action.APPROVE, Action.RETURN, Action.PASS_UP}),
    State.RECTIFYING: frozenset(
        {Action.REPORT_RECTIFICATION, Action.CONFIRM_RECTIFICATION, Action.HAND_OVER}
    ),
    State.CONCLUDED: frozenset({Action.CLOSE, Action.HAND_OVER}),
}
OVER = frozenset({State.CLOSED, State.TERMINATED, State.PASSED_UP})
MOST_STILL = {"appraisal": PAUSES["pause_appraisal"], "hearing": PAUSES["pause_hearing"]}
"""For how many days the province lets a clock stand still at once."""
HEARING_MOST = 30
"""At the second recheck, where the law itself does not count a hearing (petition art. 36)."""


class Broken(AssertionError):
    """Something that must never be."""


def never(is_so: bool, what: str, step: Step) -> None:
    if is_so:
        raise Broken(f"{what}: {step}")


@dataclass(frozen=True)
class Still:
    """A clock that stands still, until the day from which it runs again."""

    since: date
    until: date
    by_law: bool
    """The hearing at the second recheck: it takes nothing from what the province gives."""

    def days(self, until: date) -> int:
        return (until - self.since).days


@dataclass
class Entry:
    """One case as the law looks at it."""

    term: date
    answered: int
    """So often its complaint was answered before."""
    worked: set[str] = field(default_factory=set)
    """Whoever ever took it up, was given it, or did an investigator's work on it."""
    proposed_by: str | None = None
    approved: tuple[str, str] | None = None
    """By whom, and whose proposal."""
    said_yes: set[str] = field(default_factory=set)
    """To the proposal that stands, at any step."""
    asked_time: str | None = None
    extensions: int = 0
    last: date | None = None
    """The last day as it stood before the step."""
    asked_pause: tuple[str, str] | None = None
    """By whom, and for what."""
    still: Still | None = None
    by_province: int = 0
    """Days of the pauses that are over, as the next."""
    by_law: int = 0
    withdrew: set[str] = field(default_factory=set)
    over: State | None = None

    def run_out(self, today: date) -> None:
        """The day of a pause came before the step."""
        if self.still is not None and self.still.until <= today:
            self.run_again(self.still.until)

    def run_again(self, day: date) -> None:
        if self.still is not None and self.still.by_law:
            self.by_law += self.still.days(day)
        elif self.still is not None:
            self.by_province += self.still.days(day)
        self.still = None


@dataclass
class Ledger:
    """Asked after each step."""

    entries: list[Entry]
    seen: int = 0
    """Documents checked so far."""
    numbers: dict[tuple[str, str, int], int] = field(default_factory=dict)
    done: Counter[Action] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, world: World) -> "Ledger":
        return cls([Entry(life.investigate_by, life.answered) for life in world.lives])

    def look(self, world: World, step: Step, answer: Answer) -> None:
        """Raises Broken."""
        entry, life = self.entries[step.case], world.lives[step.case]
        entry.run_out(world.today)
        if answer.refused:
            self.refused.update(answer.refused)
        else:
            self.done[step.action] += 1
            self._acted(world, step, entry)
        entry.withdrew |= {each.who for each in life.recusals if each.granted}
        self._stands(world, step, entry)
        self._series(world, step)

    def _acted(self, world: World, step: Step, entry: Entry) -> None:
        life, person = world.lives[step.case], PEOPLE[step.who]
        head = world.away is not None and world.away.deputy == person.id and world.away.on(world.today)
        desk = person.roles & {Role.INVESTIGATOR, Role.HEAD} or head
        never(person.home != life.body, "somebody of another body acted", step)
        never(person.name == ACCUSED, "the accused acted", step)
        never(person.id in entry.withdrew, "somebody who withdrew acted", step)
        never(not desk, "somebody without a desk acted", step)
        never(
            entry.over is not None and step.action in JUDGES | {Action.CLOSE}, "decided after the end", step
        )
        tied = TIED if PEOPLE[TIED].id in life.conflicts(world.today) else None
        worked = step.who == tied and step.action in KEPT_FROM
        never(worked, "taken up or judged by who worked in the accused unit", step)
        if step.action in TAKES:
            valid = person.valid_to
            never(valid is None or valid < world.today, "taken up without a certificate", step)
            entry.worked.add(step.who)
        if step.action in (Action.HAND_OVER, Action.ASSIGN):
            given = PEOPLE[step.said["to"]]
            never(given.valid_to is None or given.valid_to < world.today, "given without a certificate", step)
            never(step.said["to"] == tied, "given to who worked in the accused unit", step)
            never(given.id in entry.withdrew or given.name == ACCUSED, "given to a barred eye", step)
            open_still = life.state in (State.RECTIFYING, State.CONCLUDED)
            never(open_still and step.said["to"] in entry.said_yes, "given to who decided on it", step)
            entry.worked.add(step.said["to"])
        if step.action is Action.ENDORSE:
            never(step.who not in HOLDERS.values(), "passed on by who holds no office", step)
            never(step.who in entry.worked, "passed on by somebody with a hand in it", step)
            entry.said_yes.add(step.who)
        if step.action in JUDGES:
            gone = world.away is not None and world.away.head == person.id and world.away.on(world.today)
            never(gone, "decided by who is entered as absent", step)
            office = step.action is Action.RETURN and life.chain == CHAIN and step.who in HOLDERS.values()
            never(not (Role.HEAD in person.roles or head or office), "decided by no head", step)
            never(step.who in entry.worked, "judged by somebody with a hand in it", step)
            for_whom = world.away.head if head and world.away and Role.HEAD not in person.roles else None
            theirs = for_whom in {PEOPLE[who].id for who in entry.worked} and not office
            never(theirs, "judged in the place of somebody with a hand in it", step)
        JUDGED.get(step.action, _nothing)(self, world, step, entry)

    def _proposed(self, world: World, step: Step, entry: Entry) -> None:
        entry.proposed_by, entry.said_yes = step.who, set()
        entry.worked.add(step.who)

    def _approved(self, world: World, step: Step, entry: Entry) -> None:
        never(entry.proposed_by is None, "approved without a proposal", step)
        never(entry.proposed_by == step.who, "approved by the proposer", step)
        never(entry.approved is not None, "approved twice", step)
        never(any(each.by == PEOPLE[step.who].id for each in world.lives[step.case].passed), "twice", step)
        entry.approved = (step.who, entry.proposed_by or "")
        entry.said_yes.add(step.who)
        for outcome in world.lives[step.case].outcomes:
            lacks = [
                each.name
                for each in SPECS[outcome.code].fields
                if each.required and not outcome.fields.get(each.name)
            ]
            never(bool(lacks), f"issued without {lacks}", step)
            due = outcome.carry_out_by
            never(due is not None and due < world.today, "issued with a day that is past", step)

    def _asked(self, world: World, step: Step, entry: Entry) -> None:
        never(entry.answered > 0, "a recheck to be extended", step)
        never(entry.asked_time is not None or entry.extensions > 0, "asked for time twice", step)
        entry.asked_time = step.who

    def _extended(self, world: World, step: Step, entry: Entry) -> None:
        never(entry.asked_time is None, "time given unasked", step)
        never(entry.asked_time == step.who, "time given by whoever asked for it", step)
        entry.asked_time = None
        if step.said["granted"]:
            never((entry.last or entry.term) < world.today, "time given after the term", step)
            entry.extensions += 1

    def _asked_pause(self, world: World, step: Step, entry: Entry) -> None:
        never(entry.asked_pause is not None, "two applications for a pause", step)
        never(entry.still is not None, "a pause asked for while one runs", step)
        never((entry.last or entry.term) < world.today, "a pause asked for after the term", step)
        entry.asked_pause = (step.who, step.said["ground"])

    def _paused(self, world: World, step: Step, entry: Entry) -> None:
        never(entry.asked_pause is None, "paused unasked", step)
        by, ground = entry.asked_pause or ("", "")
        never(by == step.who, "paused by whoever asked for it", step)
        entry.asked_pause = None
        if step.said["granted"]:
            never(entry.still is not None, "two pauses at once", step)
            never((entry.last or entry.term) < world.today, "paused after the term", step)
            by_law = ground == "hearing" and entry.answered == SECOND_RECHECK
            most = HEARING_MOST if by_law else MOST_STILL.get(ground, 0)
            still = Still(world.today, world.lives[step.case].paused_until or world.today, by_law)
            never(not 0 < still.days(still.until) <= most, "paused too long", step)
            entry.still = still

    def _ran_again(self, world: World, step: Step, entry: Entry) -> None:
        never(entry.still is None, "a clock set going that ran", step)
        since = entry.still.since if entry.still else world.today
        day = world.today + timedelta(days=step.said["days"])
        never(not since <= day <= world.today, "set going on a day outside the pause", step)
        entry.run_again(day)

    def _closed(self, world: World, step: Step, entry: Entry) -> None:
        never(entry.approved is None, "closed without an approval", step)
        never(step.who in entry.said_yes, "closed by who decided on it", step)
        checks = step.said["checks"]
        never(len(checks) != 6 or not all(checks.values()), "closed without its six checks", step)
        owed = world.lives[step.case].owed
        never(bool(owed), "closed with a correction owed", step)

    def _stands(self, world: World, step: Step, entry: Entry) -> None:
        life = world.lives[step.case]
        never(life.state in DECIDED and entry.approved is None, "decided without an approval", step)
        never(entry.over is not None and life.state is not entry.over, "an ended case went on", step)
        entry.over = life.state if life.state in OVER else None
        self._clock(world, step, entry)
        here = [each for each in life.team if each.here]
        leads = [each for each in here if each.part == "lead"]
        never(len(leads) > 1 or (bool(here) and not leads), "no lead, or two", step)
        never(life.state is State.QUEUED and bool(here), "in the queue with a team", step)
        never(any(each.staff_id in entry.withdrew for each in here), "works on it after withdrawing", step)

    def _end_pauses(self, world: World) -> None:
        """With the case; of each, since a step in one may end another: who withdraws leaves both."""
        for entry, life in zip(self.entries, world.lives, strict=True):
            if entry.still is not None and life.state in DECIDED | OVER:
                entry.run_again(min(entry.still.until, world.today))

    def _clock(self, world: World, step: Step, entry: Entry) -> None:
        """By hand: the days of an extension and of the pauses, each with the days off that may follow."""
        life = world.lives[step.case]
        self._end_pauses(world)
        now = entry.still.days(entry.still.until) if entry.still else 0
        by_province = entry.by_province + (0 if entry.still and entry.still.by_law else now)
        still = entry.by_province + entry.by_law + now
        moved = (life.investigate_by - entry.term).days
        never(entry.extensions > 1, "extended twice", step)
        never(entry.extensions > 0 and entry.answered > 0, "a recheck extended", step)
        never(by_province > PAUSES["pause_in_all"], "stands still for longer than the province allows", step)
        never(moved != 0 and entry.extensions + still == 0, "the clock moved by itself", step)
        never(moved < still or moved > still + entry.extensions * 30 + 20, "the clock moved too far", step)
        entry.last = life.investigate_by

    def goes_on(self, world: World, case: int) -> None:
        """Somebody can take every case on that has not ended, or else give it to the body above. One that is
        decided is not given away any more: with nobody certified left it waits for whoever is appointed. What
        waits for a decision on a withdrawal goes on with that, here or above; where the head comes back within
        the term it waits for them."""
        life = world.lives[case]
        wanted = ON.get(life.state)
        if wanted is None or (life.state in DECIDED and not life.able(world.today)):
            return
        able = {action for who in PEOPLE for action in open_to(world, who, case)}
        above = any(each.granted is None and each.decider != life.body for each in life.recusals)
        if above or Action.DECIDE_RECUSAL in able or life.head_from(world.today, world.absences):
            return
        never(
            not able & wanted, f"nobody can take on a case that is {life.state}", Step("", case, Action.NOTE)
        )

    def _series(self, world: World, step: Step) -> None:
        """Each number follows the one before of its body, kind and year."""
        for body, kind, year, number, case in world.issued[self.seen :]:
            key = (body, kind, year)
            never(number != self.numbers.get(key, 0) + 1, f"a gap or a double in {key}", step)
            self.numbers[key] = number
            never(
                kind == "reply" and self.entries[case].approved is None, "answered without an approval", step
            )
        self.seen = len(world.issued)


def _nothing(*_: object) -> None:
    """Nothing more to write down."""


JUDGED = {
    Action.PROPOSE_OUTCOME: Ledger._proposed,
    Action.APPROVE: Ledger._approved,
    Action.ASK_EXTENSION: Ledger._asked,
    Action.DECIDE_EXTENSION: Ledger._extended,
    Action.ASK_PAUSE: Ledger._asked_pause,
    Action.DECIDE_PAUSE: Ledger._paused,
    Action.END_PAUSE: Ledger._ran_again,
    Action.CLOSE: Ledger._closed,
}
