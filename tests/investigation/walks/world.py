"""Cases, the day and who is away; and a step on it while it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from services.investigation.domain import lease, team
from services.investigation.domain.absence import Away
from services.investigation.domain.case import Action, Caller, Fault, State
from services.investigation.domain.documents import DocumentKind
from services.investigation.domain.states import declares, move
from tests.investigation.walks.life import Life
from tests.investigation.walks.people import caller_on


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

    def go_away(self, away: Away | None) -> None:
        self.away = away
        for life in self.lives if away is not None and away.deputy else ():
            life.begin_to_stand_in(str(away.deputy), self.today)

    def issue(self, case: int, kind: DocumentKind, body: str | None = None) -> None:
        key = (body or self.lives[case].body, kind.value, self.today.year)
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
        if lease.ends(self.step.action, on_the_team=self.caller.staff_id in facts.team):
            self.life.lease = None
        if declares(facts, self.caller, self.step.action):
            self.life.undeclared -= {self.caller.staff_id}
        self.life.end_with_the_decision(self.world.today)

    def require(self, faults: list[Fault]) -> None:
        if faults:
            raise Refused(*sorted({fault.code for fault in faults}))
