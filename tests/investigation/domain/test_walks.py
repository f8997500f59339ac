"""Random people try random things on several cases: nothing that the law forbids comes about."""

from dataclasses import replace

import pytest

from services.investigation.domain import states
from services.investigation.domain.case import Action, State
from tests.investigation.walks import clock, core, life
from tests.investigation.walks.ledger import Broken, Ledger
from tests.investigation.walks.life import PAUSES, Life
from tests.investigation.walks.steps import ACTIONS, world
from tests.investigation.walks.walk import walk
from tests.investigation.walks.world import Step, World

STEPS = 25_000
"""`make walks` takes three million."""
LONG_ENOUGH = 25_000
"""For each broken rule to show itself."""


def test_no_walk_reaches_what_is_forbidden() -> None:
    count = walk("tests-7", STEPS)

    assert count.steps == STEPS
    assert set(count.done) == set(ACTIONS)
    assert set(count.ends) == set(State)
    assert count.documents > 100


BROKEN = {
    "approved by the proposer|judged by somebody with a hand": (Action.APPROVE, "who"),
    "time given by whoever|judged by somebody with a hand": (Action.DECIDE_EXTENSION, "who"),
    "asked for time twice|a recheck to be extended": (Action.ASK_EXTENSION, "when"),
    "paused by whoever|judged by somebody with a hand": (Action.DECIDE_PAUSE, "who"),
    "two applications for a pause|a pause asked for": (Action.ASK_PAUSE, "when"),
    "taken up without a certificate": (Action.CLAIM, "who"),
    "closed by who decided on it": (Action.CLOSE, "who"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_rule_less_is_noticed(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    action, checks = BROKEN[what]
    weaker = replace(states.TABLE[action], **{checks: ()})
    monkeypatch.setitem(states.TABLE, action, weaker)  # type: ignore[arg-type]

    with pytest.raises(Broken, match=what):
        walk("weaker", LONG_ENOUGH)


def test_a_head_who_decides_while_absent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states.absence, "entered", lambda caller: None)

    with pytest.raises(Broken, match="decided by who is entered as absent"):
        walk("absent", LONG_ENOUGH)


def test_an_extended_recheck_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = Life.facts
    monkeypatch.setattr(Life, "facts", lambda *said: replace(facts(*said), answered_before=False))

    with pytest.raises(Broken, match="a recheck to be extended"):
        walk("rechecked", STEPS)


def test_a_clock_that_stands_still_too_long_at_once_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock.pauses, "faults", lambda *said: [])

    with pytest.raises(Broken, match="paused too long"):
        walk("weaker", LONG_ENOUGH)


def test_clocks_that_stand_still_too_long_in_all_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = life.pauses.allowed
    monkeypatch.setattr(life.pauses, "allowed", lambda limits, before, **said: allowed(limits, [], **said))
    at = world()
    ledger = Ledger.of(at)

    _paused(at, ledger)
    at.pass_days(PAUSES["pause_appraisal"])
    with pytest.raises(Broken, match="longer than the province allows"):
        _paused(at, ledger)


def _paused(at: World, ledger: Ledger) -> None:
    """For as long as one appraisal may take."""
    asked = {"ground": "appraisal", "days": PAUSES["pause_appraisal"]}
    for step in (
        Step("ida", 0, Action.CLAIM),
        Step("ida", 0, Action.ASK_PAUSE, asked),
        Step("gu", 0, Action.DECIDE_PAUSE, {"granted": True}),
    ):
        answer = core.do(at, step)
        assert not answer.refused
        ledger.look(at, step, answer)


def test_a_closing_without_its_checks_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core.closing, "faults", lambda checks: [])

    with pytest.raises(Broken, match="six checks"):
        walk("weaker", LONG_ENOUGH)


def test_a_case_given_to_who_decided_on_it_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core.closing, "given_to", lambda decided, name: [])

    with pytest.raises(Broken, match="given to who decided on it"):
        walk("weaker", LONG_ENOUGH)


def test_a_shut_eye_that_opens_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "sees", lambda facts, caller: caller.home == facts.body)

    with pytest.raises(Broken, match="acted"):
        walk("weaker", LONG_ENOUGH)
