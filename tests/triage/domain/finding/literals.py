"""Which words must stand in every text that a pattern matches: what the tables list under `needs`.

Read off the parsed pattern: of a sequence its most telling part counts, of alternatives all, of what may be
left out nothing.
"""

import re
from re import _parser  # type: ignore[attr-defined]  # the only way to a pattern's parts

Literals = frozenset[str] | None
"""Any one of them is there; None: nothing can be said."""

MOST = 60


def needed(pattern: str) -> frozenset[str]:
    """The fewest and longest words of which one is in every match; empty if there are none."""
    found = _sequence(list(_parser.parse(pattern)))
    return _plain(found) if found else frozenset()


def _plain(words: frozenset[str]) -> frozenset[str]:
    """Without those that contain another of them."""
    return frozenset(one for one in words if not any(other != one and other in one for other in words))


def _sequence(parts: list[tuple[object, object]]) -> Literals:
    best: Literals = None
    run: list[str] = [""]
    for operator, argument in [*parts, ("END", None)]:
        choices = _characters(operator, argument)
        if choices is not None and len(run) * len(choices) <= 24:
            run = [one + two for one in run for two in choices]
            continue
        best = _better(best, frozenset(run) if run != [""] else None)
        run = [""] if choices is None else list(choices)
        best = _better(best, _one(operator, argument))
    return best


def _characters(operator: object, argument: object) -> list[str] | None:
    """What a part can read, when it is a character or a small set of them, or words without choice."""
    match str(operator):
        case "LITERAL":
            return [chr(argument)]  # type: ignore[call-overload]  # a literal's argument is its code
        case "IN":
            signs = list(argument)  # type: ignore[call-overload]  # the members of the set
            if all(str(kind) == "LITERAL" for kind, _ in signs):
                return [chr(code) for _, code in signs]
    return None


def _one(operator: object, argument: object) -> Literals:
    match str(operator):
        case "SUBPATTERN":
            return _sequence(list(argument[3]))  # type: ignore[index]  # (group, flags, flags, parts)
        case "BRANCH":
            return _union([_sequence(list(branch)) for branch in argument[1]])  # type: ignore[index]
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, _, parts = argument  # type: ignore[misc]
            return _sequence(list(parts)) if least else None
    return None


def _union(found: list[Literals]) -> Literals:
    if any(one is None for one in found):
        return None
    every = frozenset().union(*(one for one in found if one))
    return _plain(every)


def _better(one: Literals, other: Literals) -> Literals:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=_worth)


def _worth(words: frozenset[str]) -> tuple[int, float]:
    """Words of two characters tell more than a set of single ones; then the fewer the better."""
    shortest = min(len(word) for word in words)
    return (min(shortest, 2) if len(words) <= MOST else 0, -len(words))


def matches_without(pattern: re.Pattern[str], needs: tuple[str, ...], text: str) -> bool:
    """Whether the pattern finds something in a text that has none of the words."""
    return not any(word in text for word in needs) and pattern.search(text) is not None
