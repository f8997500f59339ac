"""Whole lives of complaints a second, with empty databases and with a million complaints in them."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.bench.figure import Figure, Goal, Pairs
from tests.bench.life import WHOLE, lead
from tests.bench.stage import Stage, running
from tests.bench.through import Through
from tests.bench.towns import town
from tests.load.estate import Estate

AT_ONCE = 4
FULL = Goal(0.8, 0.8)


def measure(stage: Stage) -> list[Figure]:
    """Submit, accept, claim, find, approve, close, read: some at once, in turns at both."""
    lives, pairs = stage.pick(40, 4), Pairs()
    with running(town(stage, "empty")) as empty, running(town(stage, "large")) as large:
        for estate in (empty, large):
            _rate(estate, AT_ONCE)
        for _ in range(stage.pick(4, 1)):
            few = _rate(empty, lives)
            pairs.add(_rate(large, lives), few)
    name = "whole lives with a million complaints"
    return [pairs.figure("lifecycles", name, "with empty databases", "/s", FULL)]


def _rate(estate: Estate, lives: int) -> float:
    houses = [Through(estate) for _ in range(AT_ONCE)]
    for house in houses:
        for role in ("triage", "investigator", "head"):
            house.token(f"{role}-330106")  # signing in is slow on purpose, and no part of a life

    def live(house: Through) -> None:
        for _ in range(lives // AT_ONCE):
            lead(house, WHOLE)

    start = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(live, house) for house in houses]:
            done.result()
    taken = time.monotonic() - start
    for house in houses:
        house.close()
    return lives // AT_ONCE * AT_ONCE / taken
