"""Random people try random things on several cases: nothing that the law forbids comes about.

That a walk would notice is shown each day by some of the rules that may be missing, the others have their turn
(tests/sampled.py).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.investigation.domain import states
from services.investigation.domain.case import Action, State
from tests.investigation.walks import clock, core, life
from tests.investigation.walks.ledger import Broken, Ledger
from tests.investigation.walks.life import PAUSES, Life
from tests.investigation.walks.steps import ACTIONS, world
from tests.investigation.walks.walk import walk
from tests.investigation.walks.world import Step, World
from tests.sampled import dealt

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


@pytest.mark.parametrize("what", dealt(BROKEN, 0, 2))
def test_a_rule_less_is_noticed(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    action, checks = BROKEN[what]
    weaker = replace(states.TABLE[action], **{checks: ()})
    monkeypatch.setitem(states.TABLE, action, weaker)  # type: ignore[arg-type]

    with pytest.raises(Broken, match=what):
        walk("weaker", LONG_ENOUGH)


def _never_answered(facts: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *said: replace(facts(*said), answered_before=False)


WEAKER: dict[str, tuple[object, str, Any, str]] = {
    "decided by who is entered as absent": (states.absence, "entered", lambda caller: None, "absent"),
    "a recheck to be extended": (Life, "facts", _never_answered(Life.facts), "rechecked"),
    "paused too long": (clock.pauses, "faults", lambda *said: [], "weaker"),
    "six checks": (core.closing, "faults", lambda checks: [], "weaker"),
    "given to who decided on it": (core.closing, "given_to", lambda decided, name: [], "weaker"),
    "acted": (states, "sees", lambda facts, caller: caller.home == facts.body, "weaker"),
}
"""By what a walk says: what looks away then, and on which walk it shows itself."""


@pytest.mark.parametrize("said", dealt(WEAKER, 0, 3))
def test_what_looks_away_is_noticed(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, instead, seed = WEAKER[said]
    monkeypatch.setattr(where, name, instead)

    with pytest.raises(Broken, match=said):
        walk(seed, LONG_ENOUGH)


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
