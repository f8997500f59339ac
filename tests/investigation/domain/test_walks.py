"""Random people try random things on several cases: nothing that the law forbids comes about."""

from dataclasses import replace

import pytest

from services.investigation.domain import states
from services.investigation.domain.case import Action, State
from tests.investigation.walks import core
from tests.investigation.walks.ledger import Broken
from tests.investigation.walks.steps import ACTIONS
from tests.investigation.walks.walk import walk

STEPS = 25_000


def test_no_walk_reaches_what_is_forbidden() -> None:
    count = walk("tests-7", STEPS)

    assert count.steps == STEPS
    assert set(count.done) == set(ACTIONS)
    assert set(count.ends) == set(State)
    assert count.documents > 100


BROKEN = {
    "approved by the proposer|judged by somebody with a hand": (Action.APPROVE, "who"),
    "time given by whoever|judged by somebody with a hand": (Action.DECIDE_EXTENSION, "who"),
    "asked for time twice": (Action.ASK_EXTENSION, "when"),
    "paused by whoever|judged by somebody with a hand": (Action.DECIDE_PAUSE, "who"),
    "two applications for a pause|a pause asked for": (Action.ASK_PAUSE, "when"),
    "taken up without a certificate": (Action.CLAIM, "who"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_rule_less_is_noticed(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    action, checks = BROKEN[what]
    weaker = replace(states.TABLE[action], **{checks: ()})
    monkeypatch.setitem(states.TABLE, action, weaker)  # type: ignore[arg-type]

    with pytest.raises(Broken, match=what):
        walk("weaker", STEPS)


def test_a_closing_without_its_checks_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core.closing, "faults", lambda checks: [])

    with pytest.raises(Broken, match="six checks"):
        walk("weaker", STEPS)


def test_a_shut_eye_that_opens_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "sees", lambda facts, caller: caller.home == facts.body)

    with pytest.raises(Broken, match="acted"):
        walk("weaker", STEPS)
