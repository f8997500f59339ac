"""Walks through the real application on PostgreSQL: it answers each step as the pure core does."""

import os
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from services.investigation.domain.case import Action, State
from services.investigation.domain.states import may
from services.investigation.models import Case
from shared.work import SYSTEM, Works
from tests.investigation.builders import accepted, respondent
from tests.investigation.conftest import Time
from tests.investigation.walks.core import do
from tests.investigation.walks.ledger import Ledger
from tests.investigation.walks.life import PAUSES, RECHECK, RECHECK_TERM
from tests.investigation.walks.people import ACCUSED_UNIT, CHAIN, ELSEWHERE, PEOPLE
from tests.investigation.walks.shell import SAYS, Shell
from tests.investigation.walks.steps import between, step, world
from tests.investigation.walks.world import Step, World
from tests.sampled import dealt

SEEDS = os.environ.get("JIANDU_WALKS", "").split() or dealt(("a", "b"), 0, 2)
"""One of two walks, the other the next day; more of them walk further: JIANDU_WALKS="1 2 3 …"."""
STEPS = 100
TERMS = {"approval_chain": CHAIN, **PAUSES}
ABOUT = {"respondents": [respondent(unit=ACCUSED_UNIT)]}
NO_DESK = frozenset({"clerk"})
"""The door turns them away before there is a case; it calls that otherwise."""


pytestmark = pytest.mark.postgres


@pytest.fixture
def shell(app: Flask, works: Works, time: Time, enrol: Any, opened: Any) -> Shell:
    cases = [
        opened(terms=PAUSES, facts=ABOUT),
        opened(terms=TERMS, facts=ABOUT),
        opened(body=ELSEWHERE, terms=PAUSES, facts=ABOUT),
    ]
    return Shell(app, works, time, enrol, [*cases, second_recheck(opened, works)])


def second_recheck(opened: Any, works: Works) -> str:
    """A case whose complaint was answered twice, by other bodies."""
    complaint = uuid4()
    asked = {"facts": ABOUT, "decision": "recheck", "recheck_of": complaint, "terms": RECHECK}
    for version, body, said in ((2, "SUP-330183", {}), (4, "SUP-330127", asked)):
        case = UUID(opened(accepted(complaint, version=version, body=body, **said)))
        with works.begin(SYSTEM) as work:
            answered = {"state": State.CLOSED, "concluded_at": work.now}
            work.session.execute(update(Case).where(Case.id == case).values(**answered))
    return str(opened(accepted(complaint, version=6, investigate_by=RECHECK_TERM, **asked)))


def tried(random: Random, at: World) -> Step:
    """A step that a request can say."""
    while True:
        found = step(random, at)
        if found.action not in SAYS or found.who in NO_DESK:
            continue
        if found.action is Action.ASK_EXTENSION and not 1 <= found.said["days"] <= 30:
            continue  # the door's own check
        if found.action is Action.DECIDE_RECUSAL and not _waits(at, found):
            continue  # there is none to name
        return found


def _waits(at: World, found: Step) -> bool:
    life = at.lives[found.case]
    return any(each.granted is None and each.decider == life.body for each in life.recusals)


def alike(random: Random, at: World, shell: Shell) -> None:
    """What the page offers to somebody, with every reason, is what the core says."""
    who, case = (
        random.choice([name for name in PEOPLE if name not in NO_DESK]),
        random.randrange(len(at.lives)),
    )
    facts = at.lives[case].facts(at.today, at.absences)
    wanted = {
        str(name): closed.code if closed else None for name, closed in may(facts, at.caller(who)).items()
    }
    shown = shell.may(who, case)
    assert (shown or dict.fromkeys(wanted, "no_sight")) == wanted, (who, case)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_application_answers_as_the_core(seed: str, shell: Shell) -> None:
    random, at = Random(seed), world()
    ledger = Ledger.of(at)
    for _ in range(STEPS):
        _between(random, at, shell)
        found = tried(random, at)
        wanted = do(at, found)

        assert shell.do(found) == wanted, found
        ledger.look(at, found, wanted)
        alike(random, at, shell)

    assert shell.numbers() == sorted(each[:4] for each in at.issued)


def _between(random: Random, at: World, shell: Shell) -> None:
    """The same days, absences and decisions from above on both sides."""
    today, away = at.today, at.away
    lives = [list(life.recusals) for life in at.lives]
    between(random, at)
    if at.today != today:
        shell.pass_days((at.today - today).days)
    if at.away != away:
        shell.go_away(at.away.deputy if at.away else None, at.away.last if at.away else None)
        return
    for case, (life, before) in enumerate(zip(at.lives, lives, strict=True)):
        if life.recusals != before:
            decided = next(now.granted for now, was in zip(life.recusals, before, strict=True) if now != was)
            assert shell.decide_above(case, bool(decided))
