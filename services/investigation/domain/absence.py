"""Who stands in for a head that is away, on which days (and the body above when nobody can)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from services.investigation.domain.case import Caller, Closed, Fault
from shared.contracts.terms import Role

ARTICLE = "measures:14(2)"
MOST_DAYS = 90
ONE_DAY = timedelta(days=1)


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
    """Who can decide as a head: heads who are there, and the deputies of those who are not, as far as these
    are there themselves; none of them after having had a hand in the case, nor in the place of a head who
    had, or who must not know of it: nobody chooses who judges their own work. `known` are all at the desk who
    may know of it; `away` are all who are away that day."""
    gone, able = {each.head for each in away}, set(heads) - set(hands)
    acting_for = [each for each in away if each.as_head and each.head in able]
    deputies = {each.deputy for each in acting_for if each.deputy and each.deputy in known}
    return ((able | deputies) - gone) - set(hands)


def in_vain(heads: Collection[str], away: Collection[Away], out: Collection[str]) -> frozenset[str]:
    """Deputies of none but heads who may not decide on the case themselves (`out`)."""
    able = set(heads) - set(out)
    acting_for = [each for each in away if each.as_head and each.deputy]
    good = {each.deputy for each in acting_for if each.head in able}
    return frozenset(str(each.deputy) for each in acting_for) - good - set(heads)


def acting(away: Collection[Away], day: date) -> set[str]:
    """Who stands in for a head that day: what ties them is the superior's to judge."""
    return {each.deputy for each in away if each.as_head and each.deputy is not None and each.on(day)}


def decided_from(
    heads: Collection[str],
    known: Collection[str],
    away: Collection[Away],
    hands: Collection[str],
    today: date,
    term: date | None,
) -> date | None:
    """The first day after today, before the term is over, on which somebody decides as a head: one who is
    back, or a deputy. Only where an absence begins or ends can that change."""
    turns = {day for each in away for day in (each.first, each.last + ONE_DAY)}
    days = (day for day in sorted(turns) if term is not None and today < day <= term)
    there = (day for day in days if deciding(heads, known, [each for each in away if each.on(day)], hands))
    return next(there, None)


def as_head(caller: Caller, article: str | None = ARTICLE) -> Closed | None:
    """Who may decide as a head. Approval is the head's (art. 14(2)), and one person holds the office at a
    moment: whoever is entered as absent today leaves it to the deputy, until they say that they are back."""
    if caller.is_head:
        return None
    return entered(caller) or Closed("role", article, {"roles": [Role.HEAD]})


def entered(caller: Caller) -> Closed | None:
    """What they are told who would decide as a head but are entered as absent."""
    return absent(caller) if Role.HEAD in caller.roles else None


def absent(caller: Caller) -> Closed | None:
    """The same of whatever office they hold."""
    until = caller.away_until
    return Closed("entered_as_absent", ARTICLE, {"until": until}) if until is not None else None


def faults(
    first: date | None,
    last: date | None,
    today: date,
    head: str,
    deputy: str | None,
    held: Collection[Away] = (),
) -> list[Fault]:
    """What is wrong with an absence; `deputy` is None for nobody, `held` are the others of the same person:
    of two that overlap each would have its deputy, and both would decide."""
    wrong = [Fault(f"/{name}", "required") for name, day in (("first", first), ("last", last)) if day is None]
    if first is not None and last is not None:
        if last < max(first, today):
            wrong.append(Fault("/last", "day_is_past"))
        elif (last - first).days >= MOST_DAYS:
            wrong.append(Fault("/last", "absence_too_long", None, {"most": MOST_DAYS}))
        wrong += [
            Fault("/first", "absence_overlaps", None, {"first": each.first, "last": each.last})
            for each in held
            if each.first <= last and first <= each.last
        ][:1]
    return wrong + ([Fault("/deputy", "not_oneself")] if deputy == head else [])
