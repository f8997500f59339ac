"""How alike two complaints are, for a seat that writes one down: a hint, which decides nothing."""

from collections.abc import Collection
from dataclasses import dataclass

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
