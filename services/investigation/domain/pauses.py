"""The clock of a case stands still: for a ground that its province allows (Measures art. 22), so long as the
province allows, asked for by an investigator, approved by a head who had no hand in it.

The petition regulations know no stop of the 60 days (art. 34), so nothing is allowed that no province has
set. A hearing at the second recheck is the law's own exception (art. 36). The day on which a pause begins is
its first that does not count; the day on which it ends counts again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.investigation.domain.case import Caller, CaseFacts, Closed, Fault
from services.investigation.domain.limits import Limits, last_day
from shared.contracts.terms import PauseGround
from shared.workdays import Workdays

ARTICLE = "measures:22"
HEARING = "petition:36"


@dataclass(frozen=True)
class Pause:
    """One that was granted; `until` is the day from which the clock runs again."""

    ground: PauseGround
    since: date
    until: date

    @property
    def days(self) -> int:
        return max((self.until - self.since).days, 0)


def not_counted(pauses: Iterable[Pause]) -> int:
    """How many days of the term do not count, by what is known of its pauses now."""
    return sum(each.days for each in pauses)


def allowed(limits: Limits, before: Iterable[Pause], *, second_recheck: bool) -> Mapping[PauseGround, int]:
    """For what the clock may stand still now, and how many days at most: what one pause may have, and what
    is left of all. A hearing that the law does not count takes nothing from what the province gives."""
    own = [each for each in before if not (second_recheck and each.ground is PauseGround.HEARING)]
    left = limits.pause_in_all - not_counted(own)
    found = {ground: min(limits.pause_of(ground), left) for ground in PauseGround}
    if second_recheck:
        found[PauseGround.HEARING] = limits.pause_second_hearing
    return {ground: most for ground, most in found.items() if most > 0}


def faults(
    ground: str, reason: str, until: date, today: date, possible: Mapping[PauseGround, int]
) -> list[Fault]:
    """What an application lacks, were it granted on the day it is made."""
    wrong = [] if reason.strip() else [Fault("/reason", "required", ARTICLE)]
    most = {str(each): days for each, days in possible.items()}.get(ground)
    if most is None:
        return [Fault("/ground", "pause_not_allowed", ARTICLE), *wrong]
    if until <= today:
        return [Fault("/until", "day_is_past", ARTICLE), *wrong]
    if until > today + timedelta(days=most):
        last = (today + timedelta(days=most)).isoformat()
        return [Fault("/until", "pause_too_long", ARTICLE, {"most": most, "last": last}), *wrong]
    return wrong


def ending_faults(resumed: date, reason: str, since: date, until: date, today: date) -> list[Fault]:
    """The clock runs again from a day within the pause, told on that day or later."""
    wrong = [] if reason.strip() else [Fault("/reason", "required", ARTICLE)]
    if resumed > today:
        return [Fault("/resumed_on", "day_is_to_come", ARTICLE), *wrong]
    within = since <= resumed <= until
    return wrong if within else [Fault("/resumed_on", "outside_the_pause", ARTICLE), *wrong]


def with_pauses(
    term: date, limits: Limits, accepted: date, extended_by: int | None, days: int, calendar: Workdays
) -> date:
    """The last day when so many do not count. Where the term is the rule's it counts from acceptance, the
    extension on top; one that was given otherwise (by who assigned the matter) moves by the days."""
    if days <= 0:
        return term
    if term == last_day(limits, accepted, extended_by, calendar):
        return last_day(limits, accepted, extended_by, calendar, days)
    return calendar.add_days(term, days)


def a_pause_is_allowed(facts: CaseFacts, caller: Caller) -> Closed | None:
    """The province says for what; once its days are used up, for nothing more."""
    return None if facts.pauses_possible else Closed("no_pause_allowed", ARTICLE)


def no_pause_stands(facts: CaseFacts, caller: Caller) -> Closed | None:
    """Pauses do not overlap, and one application lies before the head at a time."""
    if facts.paused_until is not None:
        return Closed("paused_already", ARTICLE, {"until": facts.paused_until.isoformat()})
    return Closed("pause_asked", ARTICLE) if facts.pause_asked_by else None


def a_pause_is_asked(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.pause_asked_by else Closed("no_pause_asked", ARTICLE)


def did_not_ask_for_it(facts: CaseFacts, caller: Caller) -> Closed | None:
    own = facts.pause_asked_by in caller.theirs
    return Closed("own_application", ARTICLE) if own else None


def the_clock_stands_still(facts: CaseFacts, caller: Caller) -> Closed | None:
    return None if facts.paused_until is not None else Closed("not_paused", ARTICLE)
