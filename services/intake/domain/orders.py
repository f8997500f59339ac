"""The life of a work order that another office sent us: what may be done with it now, and by which day.

The order is the sender's; the complaint is ours. The order is signed for, sent back or answered; what becomes
of the complaint is decided elsewhere and only read here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.contracts.terms import Channel, Decision
from shared.workdays import Workdays


class State(StrEnum):
    """`return_asked`: a petition office or superior must agree before it is back with them (信访 art. 23)."""

    RECEIVED = "received"
    SIGNED = "signed"
    INTERIM = "interim"
    RETURN_ASKED = "return_asked"
    RETURNED = "returned"
    REPLIED = "replied"


class Step(StrEnum):
    SIGN = "sign"
    RETURN = "return"
    AGREE = "agree"
    DESIGNATE = "designate"
    INTERIM = "interim"
    REPLY = "reply"


OPEN = frozenset({State.RECEIVED, State.SIGNED, State.INTERIM})
AFTER: dict[tuple[State, Step], State] = {
    (State.RECEIVED, Step.SIGN): State.SIGNED,
    **{(state, Step.RETURN): State.RETURNED for state in OPEN},
    **{(state, Step.INTERIM): State.INTERIM for state in OPEN},
    (State.RETURN_ASKED, Step.AGREE): State.RETURNED,
    (State.RETURN_ASKED, Step.DESIGNATE): State.SIGNED,
    (State.RETURNED, Step.DESIGNATE): State.SIGNED,
    **{(state, Step.REPLY): State.REPLIED for state in (*OPEN, State.REPLIED)},
}
"""Every step that there is; a pair that is missing here is closed."""

SIGN_DAYS, RETURN_DAYS, COMPLEX_DAYS, OBJECTION_DAYS, INTERIM_DAYS = 1, 1, 3, 5, 5
"""Working days from the dispatch: 唐山 23 (signing, returning, hard cases), 信访 23 (petition office),
潍坊 20 (interim reply)."""
MOST_RETURNS = 1
"""After that the superior designates (潍坊 22)."""
MUST_AGREE = frozenset({Channel.PETITION_OFFICE, Channel.SUPERIOR})
NOT_OURS = frozenset({Decision.RETURN, Decision.REFER})
"""What triage decides when another is in charge."""
ENDING = NOT_OURS | {Decision.DECLINE, Decision.RECORD_ONLY, Decision.ANSWER, Decision.CLOSE_WITHDRAWN}
"""Decisions with which nothing more will come; their text is the answer."""


@dataclass(frozen=True)
class Days:
    """The last day of each of an order's clocks."""

    sign_by: date
    return_by: date
    interim_by: date


def days(calendar: Workdays, dispatched: date, channel: Channel, *, hard: bool = False) -> Days:
    """`dispatched`: the day in China on which the sender gave it to us."""
    back = OBJECTION_DAYS if channel in MUST_AGREE else COMPLEX_DAYS if hard else RETURN_DAYS
    first, second, third = (calendar.add_workdays(dispatched, n) for n in (SIGN_DAYS, back, INTERIM_DAYS))
    return Days(first, second, third)


class Closed(StrEnum):
    """Why a step is not open."""

    DONE = "done"
    OVER = "over"
    NOT_RETURNED = "not_returned"
    NOT_DECIDED = "not_decided"
    OURS = "ours"
    RETURNED_BEFORE = "returned_before"


@dataclass(frozen=True)
class Standing:
    """An order at one moment. `decision` is triage's word on the complaint, None while there is none."""

    state: State
    channel: Channel
    returns: int = 0
    designated: bool = False
    decision: Decision | None = None


def closed(step: Step, order: Standing) -> Closed | None:
    """Why the step is closed now; None when it is open."""
    if (order.state, step) not in AFTER:
        if step in (Step.AGREE, Step.DESIGNATE):
            return Closed.NOT_RETURNED
        return Closed.DONE if step is Step.SIGN and order.state in OPEN else Closed.OVER
    return _not_to_be_returned(order) if step is Step.RETURN else None


def _not_to_be_returned(order: Standing) -> Closed | None:
    if order.designated or order.returns >= MOST_RETURNS:
        return Closed.RETURNED_BEFORE
    if order.decision is None:
        return Closed.NOT_DECIDED
    return None if order.decision in NOT_OURS else Closed.OURS


def after(step: Step, order: Standing) -> State:
    """The state that an open step leads to."""
    if step is Step.RETURN and order.channel in MUST_AGREE:
        return State.RETURN_ASKED
    return AFTER[order.state, step]


def answers_by_itself(order: Standing) -> bool:
    """Whether triage's decision is the final answer: it ends the matter, and the order cannot go back."""
    if order.decision not in ENDING or (order.state, Step.REPLY) not in AFTER:
        return False
    return order.decision not in NOT_OURS or closed(Step.RETURN, order) is not None


RESTS = (1, 5, 30, 120, 360, 720, 1440, 1440)
"""Minutes between one try to deliver and the next; a sender's system may be down over a weekend."""


def rest_after(attempts: int) -> int | None:
    """How many minutes to wait after so many tries that failed; None: a person must look."""
    return RESTS[attempts - 1] if attempts <= len(RESTS) else None
