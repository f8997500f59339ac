"""What earlier opinions ordered and a recheck lets stand (petition art. 35, 36).

A recheck that finds the same of a matter confirms the opinion there: that goes on with its measures and its
terms, followed by whoever follows it already. Ordering them again would bind the unit twice for one thing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.investigation.domain.archive import sealed_outcome
from services.investigation.domain.findings import Found
from services.investigation.domain.outcomes import SPECS, Group, Outcome

ARTICLE = "petition:35"
LETS_STAND = frozenset({"confirm", "change"})
"""With these results of a recheck; an annulled opinion orders nothing any more."""


@dataclass(frozen=True)
class Order:
    """One measure of an earlier opinion that holds: by which body, with which document, where that is known;
    `due` while the unit owes it still."""

    code: str
    body: str
    document: str = ""
    due: date | None = None
    place: tuple[UUID, int] | None = field(default=None, compare=False)
    """The case that gave it, and which of its outcomes it is."""


@dataclass(frozen=True)
class Opinion:
    """What one body answered, found and ordered before; the latter two under the allegations of the present
    case. `document`: the number of the answer, where it was a paper."""

    body: str = ""
    day: date | None = None
    document: str = ""
    found: Mapping[str, Found] = field(default_factory=dict)
    orders: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)


def whole(later: Opinion, earlier: Opinion) -> Opinion:
    """What one body answered in two cases: the later one is about matters that were alleged since."""
    return replace(
        later,
        document="、".join(filter(None, (earlier.document, later.document))),
        found={**earlier.found, **later.found},
        orders={**earlier.orders, **later.orders},
    )


Stands = Mapping[str, tuple[Order, ...]]
"""Allegations that an earlier opinion answered in a way that holds, and how."""


def standing(
    found: Mapping[str, Found | None], before: Iterable[Opinion], first_result: str | None
) -> Stands:
    """What need not be ordered again, with the newest opinion told first: of each breach that is found as it
    was found there, the measures of that opinion, and of those before it that it had let stand itself."""
    if first_result not in LETS_STAND:
        return {}
    opinions = tuple(before)
    kept = {each: _of(each, now, opinions) for each, now in found.items() if now is not None and now.breach}
    return {each: orders for each, orders in kept.items() if orders}


def _of(allegation: str, now: Found, before: Iterable[Opinion]) -> tuple[Order, ...]:
    kept: list[Order] = []
    for opinion in before:
        then = opinion.found.get(allegation)
        if then is None or not same(now, then):
            break
        mine = opinion.orders.get(allegation, ())
        kept += [each for each in mine if SPECS[each.code].group is Group.MEASURE]
    return tuple(kept)


def ordered_again(outcomes: Iterable[Outcome], stands: Stands) -> list[int]:
    """Places, from 0 on, of outcomes of a kind that stands for one of their allegations: nothing forbids to
    order more or otherwise, and a head should see that the unit is bound twice."""
    return [
        place
        for place, outcome in enumerate(outcomes)
        if any(order.code == outcome.code for each in outcome.allegations for order in stands.get(each, ()))
    ]


def told_otherwise(said: Iterable[tuple[str, str]], stands: Stands) -> bool:
    """Whether a system that proposes takes other orders for standing (allegation and outcome) than do: it
    would rest on what was lifted meanwhile, or bind the unit twice. What is sealed it cannot know of."""
    return set(said) != {(ref, each.code) for ref, orders in unsealed(stands).items() for each in orders}


def unsealed(stands: Stands) -> Stands:
    """Those without the orders whose contents are sealed within the body."""
    kept = {
        ref: tuple(each for each in orders if not sealed_outcome(each.code)) for ref, orders in stands.items()
    }
    return {ref: orders for ref, orders in kept.items() if orders}


def same(now: Found, then: Found) -> bool:
    """Whether the breach is confirmed: with its category, its nature and its weight (Measures art. 4, 14)."""
    return all(
        getattr(now, name) == getattr(then, name) for name in ("finding", "category", "nature", "serious")
    )
