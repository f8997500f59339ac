"""Estates with little and with much in them, made once for all parts that need them."""

from dataclasses import dataclass, field

from tests.bench.life import UPTO, lead
from tests.bench.million import repeat, spread
from tests.bench.stage import Stage, running
from tests.bench.through import Through
from tests.load.estate import Estate

SIZES = {"empty": (0, 0), "small": (10_000, 1_000), "large": (1_000_000, 3_000)}
"""Complaints in a full run and in a quick one."""
SHARES = {"small": spread.FULL_PAGE_SHARE}
"""Of the busy body, where it is another than in the country: pages are compared with as much on them."""


@dataclass
class Towns:
    """By name; each is filled when it is first asked for."""

    stage: Stage
    _made: dict[str, Estate] = field(default_factory=dict)

    def get(self, name: str) -> Estate:
        if name not in self._made:
            self._made[name] = self._filled(name, self.stage.pick(*SIZES[name]))
        return self._made[name]

    def _filled(self, name: str, count: int) -> Estate:
        estate = self.stage.estate(name, JIANDU_TRIAGE_MODE="assisted")
        if count:
            with running(estate):
                originals = {state: lead(Through(estate), steps) for state, steps in UPTO.items()}
            repeat.fill(estate.databases, originals, count, SHARES.get(name, spread.HOME_SHARE))
            estate.units.clear()
        return estate


def town(stage: Stage, name: str) -> Estate:
    """The stage's town of that name."""
    towns: Towns = stage.shelf.setdefault("towns", Towns(stage))
    return towns.get(name)
