"""One case of a walk: what is so after each step, from which the core's facts follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from services.investigation.domain import closing, pauses
from services.investigation.domain import team as hands
from services.investigation.domain.absence import Away, decided_from, deciding, in_vain
from services.investigation.domain.case import ENDED, Caller, CaseFacts, State
from services.investigation.domain.chain import Office, Passed, able_at, chain_of
from services.investigation.domain.clocks import RUNNING
from services.investigation.domain.conflicts import Conflict
from services.investigation.domain.findings import Found
from services.investigation.domain.limits import Limits
from services.investigation.domain.opening import accused_persons
from services.investigation.domain.outcomes import Outcome
from services.investigation.domain.pauses import Pause
from services.investigation.domain.sight import parties_of
from services.investigation.domain.team import Team, lead_of
from services.investigation.domain.ties import Tie
from shared import office_days
from shared.contracts.terms import PauseGround, Role
from tests.investigation.builders import BODY, respondent
from tests.investigation.walks.people import (
    ABOVE,
    ACCUSED_UNIT,
    BOTH,
    CALLERS,
    HOLDERS,
    PEOPLE,
    TIED,
    TIED_UNTIL,
)

FIRST_DAY = date(2026, 11, 23)
TERM = date(2027, 1, 22)
RECHECK_TERM = date(2026, 12, 23)
SECOND_RECHECK = 2
"""So often its complaint was answered before."""
REF = "1"
PAUSES = {"pause_appraisal": 20, "pause_hearing": 10, "pause_in_all": 25}
RECHECK = PAUSES | {"investigation": 30}
"""What triage sends along with a recheck (petition art. 35)."""
LIMITS, RECHECK_LIMITS = Limits(**PAUSES), Limits(**RECHECK)


@dataclass
class Item:
    """One correction."""

    due: date
    state: str = "open"
    asked: bool = False
    """Whether the unit objects to it and waits."""
    answered: bool = False
    """Its unit objected, and it was kept: nobody objects to it again."""

    @property
    def settled(self) -> bool:
        return self.state in ("confirmed", "lifted")


@dataclass
class Application:
    """That somebody should withdraw."""

    who: str
    decider: str
    granted: bool | None = None
    tied: bool = False
    """Put forward by itself, of whoever worked in the accused unit."""
    moot: bool = False
    """It ended undecided with the case."""


@dataclass
class Life:
    """A case as it stands."""

    body: str = BODY
    state: State = State.QUEUED
    team: Team = ()
    found: Found | None = None
    outcomes: tuple[Outcome, ...] = ()
    proposer: str | None = None
    version: int = 0
    """Of the proposal."""
    items: list[Item] = field(default_factory=list)
    barred: frozenset[str] = field(default_factory=lambda: accused_persons([respondent()]))
    investigate_by: date = TERM
    asked: tuple[str, int] | None = None
    """Who wants more time, and how many days."""
    extended_by: int | None = None
    pauses: tuple[Pause, ...] = ()
    pause_asked: tuple[str, str, date] | None = None
    """Who wants the clock to stand still, for what, until when."""
    paused_until: date | None = None
    term: date = TERM
    """The last day as it would be without pauses."""
    recusals: list[Application] = field(default_factory=list)
    undeclared: frozenset[str] = frozenset()
    """Who was given a part in it and has not declared since."""
    lease: date | None = None
    called_back: bool | None = None
    archived: bool = False
    unfiled: int = 0
    """What was kept since, in no supplement."""
    answered: int = 0
    """So often its complaint was answered before: a recheck, or a second one."""
    chain: str = Office.HEAD
    approved_by: str | None = None
    passed: tuple[Passed, ...] = ()
    """Steps that were taken for the proposal that stands."""

    @classmethod
    def second_recheck(cls) -> "Life":
        return cls(answered=SECOND_RECHECK, investigate_by=RECHECK_TERM, term=RECHECK_TERM)

    @property
    def owed(self) -> list[Item]:
        return [each for each in self.items if not each.settled]

    @property
    def hands(self) -> frozenset[str]:
        return frozenset(each.staff_id for each in self.team)

    def unbarred(self, role: Role) -> list[Caller]:
        return _unbarred(self.body, self.barred, role)

    def heads(self, today: date, away: Iterable[Away]) -> set[str]:
        known = {each.staff_id for role in BOTH for each in self.unbarred(role)}
        now = [each for each in away if each.on(today) and self.body == BODY]
        return deciding({each.staff_id for each in self.unbarred(Role.HEAD)}, known, now, self.hands)

    def in_vain(self, today: date, away: Iterable[Away]) -> frozenset[str]:
        now = [each for each in away if each.on(today) and self.body == BODY]
        asked = {each.who for each in self.recusals if each.granted is None}
        out = self.hands | asked | set(self.conflicts(today))
        return in_vain({each.staff_id for each in self.unbarred(Role.HEAD)}, now, out)

    def head_from(self, today: date, away: Iterable[Away]) -> date | None:
        if self.heads(today, away := list(away)):
            return None
        known = {each.staff_id for role in BOTH for each in self.unbarred(role)}
        heads, now = {each.staff_id for each in self.unbarred(Role.HEAD)}, away if self.body == BODY else []
        return decided_from(heads, known, now, self.hands, today, self.investigate_by)

    def conflicts(self, today: date) -> Mapping[str, Conflict]:
        asked = next((each for each in self.recusals if each.tied), None)
        cleared = asked is not None and asked.granted is False and not asked.moot
        if today > TIED_UNTIL or PEOPLE[TIED].home != self.body or cleared:
            return {}
        known = today if asked is not None and asked.granted is None else None
        return {PEOPLE[TIED].id: Conflict(Tie.WORKED_THERE, ACCUSED_UNIT, TIED_UNTIL, known=known)}

    def begin_to_stand_in(self, deputy: str, today: date) -> None:
        """What waits about them goes above, and so does the tie that nobody decided."""
        if self.body != BODY or self.state in ENDED:
            return
        self.recusals = [
            replace(each, decider=ABOVE) if each.who == deputy and each.granted is None else each
            for each in self.recusals
        ]
        new = deputy in self.conflicts(today) and not any(each.tied for each in self.recusals)
        if new and f"STAFF-{deputy}" not in self.barred:
            self.recusals = [*self.recusals, Application(deputy, ABOVE, tied=True)]

    @property
    def decided_by(self) -> frozenset[str]:
        return closing.deciders(self.state, self.approved_by, self.passed)

    def able(self, today: date) -> int:
        ties, out = self.conflicts(today), self.decided_by
        free = (
            each
            for each in self.unbarred(Role.INVESTIGATOR)
            if each.staff_id not in out and (each.staff_id not in ties or ties[each.staff_id].known)
        )
        certified = [each.certificate_valid_to for each in free]
        return sum(until is not None and until >= today for until in certified)

    def facts(self, today: date, away: Iterable[Away] = ()) -> CaseFacts:
        return CaseFacts(
            state=self.state,
            body=self.body,
            today=today,
            lead=lead_of(self.team),
            team=(here := frozenset(each.staff_id for each in self.team if each.here)),
            undeclared=self.undeclared & here,
            hands=self.hands,
            proposer=self.proposer,
            found=int(self.found is not None),
            unreported=sum(each.state == "open" for each in self.items),
            unconfirmed=len(self.owed),
            barred=self.barred,
            investigate_by=self.investigate_by,
            extension_asked_by=self.asked[0] if self.asked else None,
            extended=self.extended_by is not None,
            answered_before=self.answered > 0,
            pauses_possible=bool(self.possible),
            pause_asked_by=self.pause_asked[0] if self.pause_asked else None,
            paused_until=self.paused_until if self.paused_until and self.paused_until > today else None,
            recusals_asked=frozenset(
                each.who for each in self.recusals if each.granted is None and each.decider == self.body
            ),
            recusals_waiting={each.who: each.who for each in self.recusals if each.granted is None},
            approved_by=self.approved_by,
            conflicts=self.conflicts(today),
            requests=sum(each.asked for each in self.items),
            late=sum(each.state == "open" and each.due < today for each in self.items),
            called_back=self.called_back,
            able=self.able(today),
            heads=len(self.heads(today, away)),
            in_vain=self.in_vain(today, away),
            head_from=self.head_from(today, away),
            above=ABOVE,
            archived=self.archived,
            unfiled=self.unfiled,
            chain=chain_of(self.chain if self.version else None),
            passed=self.passed,
            able_at=self.able_at(asked := {each.who for each in self.recusals if each.granted is None}),
            asked_at={
                office: people & asked & {each.who for each in self.recusals if each.decider == self.body}
                for office, people in self.able_at(set()).items()
            },
        )

    def able_at(self, asked: set[str]) -> Mapping[str, frozenset[str]]:
        held = {office: [PEOPLE[who].id] for office, who in HOLDERS.items()} if self.body == BODY else {}
        desk = {each.staff_id for role in (Role.INVESTIGATOR, Role.HEAD) for each in self.unbarred(role)}
        out = self.hands | ({self.proposer} if self.proposer else set())
        return able_at(held, {}, desk, out | asked, self.passed)

    @property
    def limits(self) -> Limits:
        return RECHECK_LIMITS if self.answered == SECOND_RECHECK else LIMITS

    @property
    def possible(self) -> Mapping[PauseGround, int]:
        return pauses.allowed(self.limits, self.pauses, second_recheck=self.answered == SECOND_RECHECK)

    def settle(self) -> None:
        days = pauses.not_counted(self.pauses)
        calendar = office_days.calendar()
        self.investigate_by = pauses.with_pauses(
            self.term, self.limits, FIRST_DAY, self.extended_by, days, calendar
        )

    def run_again(self, day: date) -> None:
        """The clock that stands still runs again."""
        self.pauses = (*self.pauses[:-1], replace(self.pauses[-1], until=day))
        self.paused_until = None
        self.settle()

    def end_with_the_decision(self, today: date) -> None:
        if self.paused_until is not None and self.state not in RUNNING:
            self.run_again(min(today, self.paused_until))

    def end_undecided(self) -> None:
        self.recusals = [
            replace(each, granted=False, moot=True) if each.granted is None else each
            for each in self.recusals
        ]

    def withdraw(self, who: str) -> None:
        self.barred |= {f"STAFF-{who}"}
        if any(each.here and each.staff_id == who for each in self.team):
            led = lead_of(self.team) == who
            self.team = hands.left(self.team, who)
            if led:
                self.lease = None
                self.state = hands.state_without(self.state, self.team)


@cache
def _unbarred(body: str, barred: frozenset[str], role: Role) -> list[Caller]:
    return [
        each
        for each in CALLERS.values()
        if each.home == body and role in each.roles and barred.isdisjoint(parties_of(each))
    ]


@cache
def is_head(who: str) -> bool:
    return any(each.id == who and Role.HEAD in each.roles for each in PEOPLE.values())
