"""How alike two texts are: by the pairs of characters that they share."""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

SHORTEST = 12
"""A shorter text says too little to be compared: only the very same one counts."""
NEAR = 0.4
"""From here on, two texts are shown as similar."""
WITHIN = 0.8
"""So much of the shorter text stands in the longer one that it was taken over."""

Pairs = frozenset[str]


def plain(text: str) -> str:
    """Letters and figures alone, in one width and case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def pairs(text: str) -> Pairs:
    """The pairs of neighbouring characters of a plain text; of a short one, the text as a whole."""
    if len(text) < SHORTEST:
        return frozenset({text} if text else ())
    return frozenset(map("".join, pairwise(text)))


@dataclass(frozen=True)
class Likeness:
    """`common`: the share of all pairs that both have; `within`: the share of the smaller text's pairs."""

    common: float = 0.0
    within: float = 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.common)

    @property
    def near(self) -> bool:
        return self.common >= NEAR or self.within >= WITHIN


def likeness(one: Pairs, other: Pairs) -> Likeness:
    """Of two texts by their pairs; the order does not matter."""
    both = len(one & other)
    if not both:
        return Likeness()
    return Likeness(both / (len(one) + len(other) - both), both / min(len(one), len(other)))
