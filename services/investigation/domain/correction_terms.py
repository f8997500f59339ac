"""How long a unit may be given to carry something out (Measures art. 14(2): by when).

Usually 30 days, as Sichuan art. 34 and others have it.

The law names no longest term; what is unusual is shown to the head, who decides. Only a day that must be a
slip of the pen is refused.

A review decision or judgment (art. 18) has the term that it sets: no body makes it longer, neither when it is
set nor when the unit asks for more time. Where that one is over, what is owed is owed at once, and the body
says by which day the unit has to show it: a term of the body's own, as any other.

A day off may be named: the paper says what was decided. Which working day follows is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from services.investigation.domain.case import Fault
from services.investigation.domain.outcomes import RULED_TERM, Outcome, is_day

LONGEST = 3653
"""Days from the day on which it is set: ten years."""
SET_ELSEWHERE = frozenset({"O8"})
ARTICLE, USUAL, RULED = "measures:14(2)", "sichuan:34", "measures:18"


@dataclass(frozen=True)
class Unusual:
    """A term longer than the province's own: nothing forbids it, the head should see it."""

    place: int
    """Of the outcome in the proposal, from 0 on."""
    due: date
    days: int
    usual: int
    article: str = USUAL


@dataclass(frozen=True)
class DayOff:
    """A term that ends on a day on which nobody works, and the next one on which somebody does."""

    place: int
    due: date
    next: date
    article: str = ARTICLE


def last(today: date) -> date:
    return today + timedelta(days=LONGEST)


def fault(day: date, today: date, pointer: str) -> Fault | None:
    """A term that nobody could follow to its end."""
    if day <= last(today):
        return None
    return Fault(pointer, "term_too_long", ARTICLE, {"last": last(today).isoformat()})


def faults(outcomes: Iterable[Outcome], today: date) -> Iterable[Fault]:
    """Of what units are to carry out by a day that is set here, and of what a decision gives a term."""
    proposed = list(outcomes)
    for index, day in _set_here(proposed, today):
        if wrong := fault(day, today, _at(index)):
            yield wrong
    for index, outcome in enumerate(proposed):
        until, ruled = outcome.carry_out_by, ruled_term(outcome)
        if until and ruled and today <= ruled < until:
            yield beyond(ruled, _at(index))


def beyond(ruled: date, pointer: str) -> Fault:
    """A day after the term of a review decision or judgment."""
    return Fault(pointer, "later_than_ruled", RULED, {"last": ruled.isoformat()})


def ruled_term(outcome: Outcome) -> date | None:
    """The term that a review decision or judgment sets, where it sets one."""
    text = outcome.fields.get(RULED_TERM.name, "")
    return date.fromisoformat(text) if outcome.code in SET_ELSEWHERE and is_day(text) else None


def bound(outcome: Outcome, due: date) -> date | None:
    """Up to which day that term may be made longer: the day that a review decision or judgment set, unless it
    was over when the body set a day of its own."""
    ruled = ruled_term(outcome)
    return ruled if ruled is not None and due <= ruled else None


def anew(outcome: Outcome, day: date, today: date) -> date:
    """The day of what is owed anew: no later one than the decision itself gives, while that term runs."""
    ruled = ruled_term(outcome)
    return min(day, ruled) if ruled is not None and ruled >= today else day


def _at(index: int) -> str:
    return f"/outcomes/{index}/fields/carry_out_by"


def unusual(outcomes: Iterable[Outcome], today: date, usual: int) -> list[Unusual]:
    """Terms that are longer than the province's."""
    return [
        Unusual(index, day, days, usual)
        for index, day in _set_here(outcomes, today)
        if (days := (day - today).days) > usual
    ]


def on_days_off(
    outcomes: Iterable[Outcome], today: date, next_workday: Callable[[date], date]
) -> list[DayOff]:
    """Terms set here that end on one; `next_workday` says the day itself of a working day."""
    return [
        found
        for index, day in _set_here(outcomes, today)
        if (found := on_day_off(day, next_workday, index)) is not None
    ]


def on_day_off(due: date, next_workday: Callable[[date], date], place: int = 0) -> DayOff | None:
    following = next_workday(due)
    return None if following == due else DayOff(place, due, following)


def _set_here(outcomes: Iterable[Outcome], today: date) -> Iterable[tuple[int, date]]:
    for index, outcome in enumerate(outcomes):
        ruled = ruled_term(outcome)
        theirs = outcome.code in SET_ELSEWHERE and (ruled is None or ruled >= today)
        if not theirs and outcome.carry_out_by is not None:
            yield index, outcome.carry_out_by
