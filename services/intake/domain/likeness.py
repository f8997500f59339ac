"""How alike two complaints are, for a seat that writes one down: a hint, which decides nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from zlib import crc32

READ = 2_000
"""Characters of a text that are compared: the matter stands at its beginning."""
SAME_PLACE = SAME_CATEGORY = 0.15
"""What the same division, and a category in common, add to the likeness of the texts."""
ALIKE = 0.25
"""From here on two complaints are shown as alike: place and category together suffice, neither does alone."""


@dataclass(frozen=True)
class Matter:
    """What of a complaint is compared."""

    text: str = ""
    divisions: Collection[str] = ()
    categories: Collection[str] = ()


def likeness(one: Matter, other: Matter) -> float:
    """0 for nothing in common; the texts give up to 1 (Dice's coefficient of their pairs of characters)."""
    place = SAME_PLACE if set(one.divisions) & set(other.divisions) else 0.0
    category = SAME_CATEGORY if set(one.categories) & set(other.categories) else 0.0
    return _texts(_pairs(one.text), _pairs(other.text)) + place + category


def _pairs(text: str) -> set[str]:
    plain = "".join(character for character in text[:READ].casefold() if character.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _texts(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


KEPT = 256
"""Of a longer text's pairs those of the smallest hashes: the same choice from every text, so that two
choices can be compared."""


@dataclass(frozen=True)
class Sketch:
    """What is kept of a complaint to find it again: enough to tell what is worth opening, no text."""

    pairs: frozenset[int]
    divisions: frozenset[str]
    categories: frozenset[str]


def sketch(matter: Matter) -> Sketch:
    hashes = sorted({crc32(pair.encode()) for pair in _pairs(matter.text)})
    return Sketch(frozenset(hashes[:KEPT]), frozenset(matter.divisions), frozenset(matter.categories))


def promise(one: Sketch, other: Sketch) -> float:
    """About the likeness of the two; the same where both texts are short."""
    place = SAME_PLACE if one.divisions & other.divisions else 0.0
    category = SAME_CATEGORY if one.categories & other.categories else 0.0
    return _about(one.pairs, other.pairs) + place + category


def _about(one: frozenset[int], other: frozenset[int]) -> float:
    both = one & other
    if not both:
        return 0.0
    # Of a text that was cut only hashes up to its largest are known: beyond that nothing is compared.
    bounds = [max(pairs) for pairs in (one, other) if len(pairs) == KEPT]
    if bounds:
        bound = min(bounds)
        both = frozenset(pair for pair in both if pair <= bound)
        one = frozenset(pair for pair in one if pair <= bound)
        other = frozenset(pair for pair in other if pair <= bound)
    return 2 * len(both) / (len(one) + len(other))
