"""How long a unit may be given to carry something out (Measures art. 14(2): by when).

Usually 30 days, as Sichuan art. 34 and others have it.

The law names no longest term; what is unusual is shown to the head, who decides. Only a day that must be a
slip of the pen is refused. A review decision or judgment (art. 18) has the term that it sets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from services.investigation.domain.case import Fault
from services.investigation.domain.outcomes import Outcome

LONGEST = 3653
"""Days from the day on which it is set: ten years."""
SET_ELSEWHERE = frozenset({"O8"})
ARTICLE, USUAL = "measures:14(2)", "sichuan:34"


@dataclass(frozen=True)
class Unusual:
    """A term longer than the province's own: nothing forbids it, the head should see it."""

    place: int
    """Of the outcome in the proposal, from 0 on."""
    due: date
    days: int
    usual: int
    article: str = USUAL


def last(today: date) -> date:
    return today + timedelta(days=LONGEST)


def fault(day: date, today: date, pointer: str) -> Fault | None:
    """A term that nobody could follow to its end."""
    if day <= last(today):
        return None
    return Fault(pointer, "term_too_long", ARTICLE, {"last": last(today).isoformat()})


def faults(outcomes: Iterable[Outcome], today: date) -> Iterable[Fault]:
    """Of what units are to carry out by a day that is set here."""
    for index, day in _set_here(outcomes):
        if wrong := fault(day, today, f"/outcomes/{index}/fields/carry_out_by"):
            yield wrong


def unusual(outcomes: Iterable[Outcome], today: date, usual: int) -> list[Unusual]:
    """Terms that are longer than the province's."""
    return [
        Unusual(index, day, days, usual)
        for index, day in _set_here(outcomes)
        if (days := (day - today).days) > usual
    ]


def _set_here(outcomes: Iterable[Outcome]) -> Iterable[tuple[int, date]]:
    for index, outcome in enumerate(outcomes):
        if outcome.code not in SET_ELSEWHERE and outcome.carry_out_by is not None:
            yield index, outcome.carry_out_by
