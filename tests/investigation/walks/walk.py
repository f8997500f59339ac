"""Walks: from the queue on, so many steps, then anew; the same seed walks the same way."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from services.investigation.domain.case import Action, State
from tests.investigation.walks.core import do
from tests.investigation.walks.ledger import Ledger
from tests.investigation.walks.steps import between, step, world

LENGTH = 600


@dataclass
class Count:
    """What came about."""

    steps: int = 0
    walks: int = 0
    done: Counter[Action] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    ends: Counter[State] = field(default_factory=Counter)
    documents: int = 0

    def __iadd__(self, other: "Count") -> "Count":
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self


def walk(seed: str, steps: int) -> Count:
    """Raises ledger.Broken, naming the step."""
    random, count = Random(seed), Count()
    while count.steps < steps:
        count += _one(random, min(LENGTH, steps - count.steps))
    return count


def _one(random: Random, steps: int) -> Count:
    at = world()
    ledger = Ledger.of(at)
    for _ in range(steps):
        between(random, at)
        tried = step(random, at)
        ledger.look(at, tried, do(at, tried))
    for case in range(len(at.lives)):
        ledger.goes_on(at, case)
    ends = Counter(life.state for life in at.lives)
    return Count(steps, 1, ledger.done, ledger.refused, ends, len(at.issued))
