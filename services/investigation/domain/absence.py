"""Who stands in for a head that is away, on which days (and the body above when nobody can)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from services.investigation.domain.case import Fault

MOST_DAYS = 90


@dataclass(frozen=True)
class Away:
    """A head is away from the first to the last day; `deputy` stands in, if anybody does."""

    head: str
    head_name: str
    first: date
    last: date
    deputy: str | None = None
    as_head: bool = True
    """False: they hold an office below, and their deputy takes its steps, no more."""

    def on(self, day: date) -> bool:
        return self.first <= day <= self.last


def deciding(
    heads: Collection[str], known: Collection[str], away: Collection[Away], hands: Collection[str]
) -> set[str]:
    """Who can decide as a head: heads who are there, and the deputies of those who are not; none of them
    after having had a hand in the case. `known` are all of the body who may know of it."""
    there = set(heads) - {each.head for each in away}
    deputies = {each.deputy for each in away if each.deputy is not None and each.deputy in known}
    return (there | deputies) - set(hands)


def faults(first: date | None, last: date | None, today: date, head: str, deputy: str | None) -> list[Fault]:
    """What is wrong with an absence; `deputy` is None for nobody."""
    wrong = [Fault(f"/{name}", "required") for name, day in (("first", first), ("last", last)) if day is None]
    if first is not None and last is not None:
        if last < max(first, today):
            wrong.append(Fault("/last", "day_is_past"))
        elif (last - first).days >= MOST_DAYS:
            wrong.append(Fault("/last", "absence_too_long", None, {"most": MOST_DAYS}))
    return wrong + ([Fault("/deputy", "not_oneself")] if deputy == head else [])
