"""Where the day stands by which a complainant is told: warned of before it, passed upward after it.

The law knows one hard day (petition art. 23). The rest are our own numbers: an aim inside the house after
local rules, how long before the day one is warned, and how long after it each further body above is told.
"""

from collections.abc import Callable
from datetime import date, timedelta

from services.triage.domain.country import Country
from services.triage.domain.policy import Policy
from shared.workdays import Unit, Workdays

NEAR_DAYS = 3
TOLD_AFTER_DAYS = (1, 6)
"""Days past the day after which the first, the second body above is told."""


def aim(received: date, workdays: Workdays, policy: Policy) -> date:
    """The day by which the province itself wants it decided; missing it only brings a warning."""
    return workdays.deadline(received, policy.aim_workdays, Unit.WORKDAYS).day


def stage(due: date, today: date) -> str:
    left = (due - today).days
    if left <= 0:
        return "overdue" if left < 0 else "today"
    return "near" if left <= NEAR_DAYS else "ahead"


def level(due: date, today: date) -> int:
    """How many bodies above are to know by now."""
    late = (today - due).days
    return sum(late >= days for days in TOLD_AFTER_DAYS)


def superiors(division: str, barred: Callable[[str], bool], country: Country) -> list[str]:
    """The divisions of the bodies above, the next one first, without any that must not learn of it."""
    found: list[str] = []
    above = country.above(division)
    while above is not None:
        if not barred(above):
            found.append(above)
        above = country.above(above)
    return found


def resumed(due: date, asked: date, answered: date, policy: Policy, workdays: Workdays) -> date:
    """The day after the complainant's answer: later by the days of waiting, where the province allows that.

    The law itself knows no such pause (petition art. 34), so none is the default.
    """
    waited = max(0, (answered - asked).days)
    if not policy.pauses_while_asked or not waited:
        return due
    return workdays.next_workday(due + timedelta(days=waited))
