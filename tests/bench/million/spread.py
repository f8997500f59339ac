"""How a country's complaints are spread: over bodies, states and days. Pure."""

from collections.abc import Sequence

from shared.divisions import divisions

SLOTS = 8_000
HOME = "330106"
HOME_SHARE = 0.005
"""A busy county: sixteen times the average of all bodies."""
FULL_PAGE_SHARE = 0.3
"""Of ten thousand complaints: so many that a page of what awaits a decision is as full as among a million."""

STATES = {"closed": 80, "rectifying": 6, "investigating": 7, "queued": 5, "awaiting": 2}
"""Of a hundred complaints; most of a register is history."""
OLDEST_DAYS = {"closed": 365, "rectifying": 90, "investigating": 65, "queued": 30, "awaiting": 14}


def slots(home_share: float = HOME_SHARE) -> list[str]:
    """One division a slot; the heavier a body's load, the more slots are its own."""
    bodies = [one for one in divisions().with_body() if one.code != HOME]
    bodies.sort(key=lambda one: (one.level != "county", one.code))
    home = [HOME] * int(SLOTS * home_share)
    rest = SLOTS - len(home)
    # Every body has some; the harmonic rest makes a few large and most small.
    shares = [1 / (rank + 10) for rank in range(len(bodies))]
    spare = max(0, rest - len(bodies))
    counted = [1 + round(spare * share / sum(shares)) for share in shares]
    made = home + [one.code for one, count in zip(bodies, counted, strict=True) for _ in range(count)]
    return made[:SLOTS]


def kinds(order: Sequence[str]) -> list[int]:
    """For each of a hundred complaints, the place in `order` of the state it is in."""
    return [order.index(state) for state, share in STATES.items() for _ in range(share)]
