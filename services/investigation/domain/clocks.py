"""The terms that run on a case, and how near they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.investigation.domain.case import ENDED, State

SOON_DAYS = 7
RECHECK_DAYS = 30
ROUNDS = ("petition:34", "petition:35", "petition:36")
"""The law behind the days: of a first handling, a recheck, the second one."""
RUNNING = frozenset({State.QUEUED, State.INVESTIGATING, State.PROPOSED})
"""States in which the 60 days of 信访 art. 34 run."""
OWES = RUNNING | {State.RECTIFYING}
"""States in which a unit may still owe a correction to the body that has the case."""


class DueState(StrEnum):
    """A word and a shape for each, never colour alone."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    RUNNING = "running"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Term:
    """One term: what for, by when, under which article."""

    name: str
    due: date
    state: DueState
    days_left: int
    article: str


def due_state(due: date, today: date) -> DueState:
    left = (due - today).days
    if left < 0:
        return DueState.OVERDUE
    if left == 0:
        return DueState.TODAY
    return DueState.SOON if left <= SOON_DAYS else DueState.RUNNING


def term(name: str, due: date, today: date, article: str, *, stopped: bool = False) -> Term:
    state = DueState.STOPPED if stopped else due_state(due, today)
    return Term(name, due, state, (due - today).days, article)


def current_due(state: State, investigate_by: date, next_rectification: date | None) -> date:
    """The day that puts a case into its place in the queue."""
    if next_rectification is None:
        return investigate_by
    if state in RUNNING:  # of a body that answered before and lost the case: whichever comes first
        return min(investigate_by, next_rectification)
    return next_rectification if state is State.RECTIFYING else investigate_by


def terms(
    state: State,
    today: date,
    investigate_by: date,
    next_rectification: date | None = None,
    recheck_until: date | None = None,
    answers_before: int = 0,
    opened_under: str | None = None,
) -> list[Term]:
    """The case's terms, the one that presses first. So many answers were contested before this handling; what
    no complaint began has its days by the article that it was `opened_under`."""
    here, next_round = ROUNDS[min(answers_before, 2)], ROUNDS[min(answers_before + 1, 2)]
    found = [
        term("investigation", investigate_by, today, opened_under or here, stopped=state not in RUNNING),
    ]
    if next_rectification is not None and state not in ENDED:
        found.insert(0, term("rectification", next_rectification, today, "measures:14(2)"))
    if recheck_until is not None:
        found.append(term("recheck", recheck_until, today, next_round, stopped=recheck_until < today))
    return found


def recheck_until(served: date, next_working_day: Callable[[date], date]) -> date:
    """信访 art. 35: a recheck may be asked for within 30 days of the reply; the day itself is not counted."""
    return next_working_day(served + timedelta(days=RECHECK_DAYS))
