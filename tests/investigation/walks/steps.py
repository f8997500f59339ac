"""Random steps: half of them what somebody may do now, half whatever anybody could try."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from services.investigation.domain.absence import Away
from services.investigation.domain.case import Action
from services.investigation.domain.closing import ClosingCheck
from services.investigation.domain.outcomes import SPECS, Outcome
from shared.contracts.terms import Finding
from tests.investigation.builders import BODY, fields_for, found
from tests.investigation.walks.core import decision, open_to
from tests.investigation.walks.hands import decide_above
from tests.investigation.walks.life import FIRST_DAY, REF, Life
from tests.investigation.walks.people import ACCUSED, CALLERS, CHAIN, ELSEWHERE, HEAD_AWAY, PEOPLE
from tests.investigation.walks.world import Step, World

LAST_TERM = date(2026, 12, 30)
NAMES = tuple(PEOPLE)
CHECKS = {check.value: "见卷宗" for check in ClosingCheck}
FOUND = (*(found(REF, each) for each in Finding), found(REF, serious=True))
COMPLETE = {code: fields_for(code) for code in SPECS}
for _fields in COMPLETE.values():
    if "carry_out_by" in _fields:
        _fields["carry_out_by"] = LAST_TERM.isoformat()
FITTING = {
    Finding.UNFOUNDED: ("O12",),
    Finding.UNSUBSTANTIATED: ("O13",),
}
MEASURES = tuple(f"O{number}" for number in range(1, 12))
DESKS = {
    body: [name for name, each in PEOPLE.items() if each.home == body and each.name != ACCUSED]
    for body in (BODY, ELSEWHERE)
}
OUTSIDE = frozenset(
    {
        Action.OBJECT,
        Action.BIND,
        Action.REPORT_BACK,
        Action.ISSUE_LINK,
        Action.REVOKE_LINK,
    }
)
"""What the cases of a walk do not have: given by hand, own, links."""
ACTIONS = tuple(action for action in Action if action not in OUTSIDE)
FORWARD = frozenset(
    {
        Action.CLAIM,
        Action.RECORD_FINDING,
        Action.PROPOSE_OUTCOME,
        Action.ENDORSE,
        Action.APPROVE,
        Action.REPORT_RECTIFICATION,
        Action.CONFIRM_RECTIFICATION,
        Action.CLOSE,
        Action.ASK_PAUSE,
        Action.DECIDE_PAUSE,
        Action.DECIDE_EXTENSION,
        Action.ENTER_REQUEST,
        Action.DECIDE_REQUEST,
    }
)
"""What brings a case on, or lies before somebody who decides."""
RARE = frozenset({Action.APPLY_RECUSAL, Action.PASS_UP, Action.RELEASE})
"""What would end most walks before they begin."""


def world() -> World:
    return World([Life(), Life(chain=CHAIN), Life(ELSEWHERE), Life.second_recheck()], FIRST_DAY)


def step(random: Random, at: World) -> Step:
    case = random.randrange(len(at.lives))
    who = random.choice(NAMES if random.random() < 0.3 else DESKS[at.lives[case].body])
    action = random.choice(ACTIONS)
    if random.random() < 0.6:
        may = [each for each in open_to(at, who, case) if each not in OUTSIDE]
        on = [each for each in may if each in FORWARD]
        action = random.choice(on if on and random.random() < 0.6 else may or [action])
    if action in (Action.ENDORSE, Action.APPROVE):
        action = decision(at, who, case)
    if action in RARE and random.random() < 0.9:
        action = Action.NOTE
    make = SAYS.get(action)
    return Step(who, case, action, make(random, at.lives[case]) if make else {})


def between(random: Random, at: World) -> None:
    """Days pass, the head goes away or comes back, the body above decides on a head."""
    what = random.random()
    if what < 0.015:
        at.pass_days(random.randrange(1, 20))
    elif what < 0.025:
        at.go_away(None if at.away else _away(random, at.today))
    elif what < 0.035:
        decide_above(at, random.randrange(len(at.lives)), random.random() < 0.5)


def _away(random: Random, today: date) -> Away:
    head = CALLERS[HEAD_AWAY]
    deputy = CALLERS[random.choice(("ida", "jan", "bo", "gu", "accused"))]
    return Away(head.staff_id, head.name, today, today + timedelta(days=60), deputy.staff_id)


def _outcomes(random: Random, life: Life) -> dict[str, Any]:
    """Mostly what answers the finding; sometimes anything, and sometimes with a content missing."""
    if life.found is not None and random.random() < 0.8:
        codes: tuple[str, ...] = FITTING.get(life.found.finding, ())
        codes = codes or ("O2", random.choice(MEASURES))
    else:
        codes = tuple(random.sample(sorted(SPECS), random.randrange(1, 3)))
    made = [Outcome(code, (), COMPLETE[code]) for code in dict.fromkeys(codes)]
    if random.random() < 0.15:
        gone = random.choice(sorted(made[0].fields))
        fields = {name: value for name, value in made[0].fields.items() if name != gone}
        made[0] = Outcome(made[0].code, (), fields)
    return {"outcomes": made}


def _checks(random: Random, _: Life) -> dict[str, Any]:
    lacks = random.choice((None, None, *CHECKS))
    return {"checks": {name: text for name, text in CHECKS.items() if name != lacks}}


def _recusal(random: Random, _: Life) -> dict[str, Any]:
    return {"concerned": random.choice(NAMES), "self": random.random() < 0.3}


def _item(random: Random, _: Life) -> dict[str, Any]:
    return {"item": random.randrange(3), "accepted": random.random() < 0.8}


SAYS: Mapping[Action, Callable[[Random, Life], dict[str, Any]]] = {
    Action.HAND_OVER: lambda random, _: {"to": random.choice(NAMES)},
    Action.ASSIGN: lambda random, _: {"to": random.choice(NAMES)},
    Action.RECORD_FINDING: lambda random, _: {"found": random.choice(FOUND)},
    Action.PROPOSE_OUTCOME: _outcomes,
    Action.APPLY_RECUSAL: _recusal,
    Action.DECIDE_RECUSAL: lambda random, _: {
        "which": random.randrange(3),
        "granted": random.random() < 0.5,
    },
    Action.ASK_EXTENSION: lambda random, _: {"days": random.randrange(0, 33)},
    Action.DECIDE_EXTENSION: lambda random, _: {"granted": random.random() < 0.7},
    Action.ASK_PAUSE: lambda random, _: {
        "ground": random.choice(("appraisal", "hearing", "litigation")),
        "days": random.randrange(0, 24),
    },
    Action.DECIDE_PAUSE: lambda random, _: {"granted": random.random() < 0.7},
    Action.END_PAUSE: lambda random, _: {"days": random.choice((0, 0, 0, -2, 1))},
    Action.REPORT_RECTIFICATION: _item,
    Action.CONFIRM_RECTIFICATION: _item,
    Action.ENTER_REQUEST: _item,
    Action.DECIDE_REQUEST: lambda random, _: {"ruling": random.choice(("kept", "lifted", "granted"))},
    Action.CLOSE: _checks,
}
