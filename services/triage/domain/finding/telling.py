"""Which words a match of a pattern must hold, read off the parsed pattern.

Of a sequence every part counts, of alternatives any, of what may be left out nothing. So most rules are
settled without trying their patterns. A group that captures tells nothing: the tables have none.
"""

from collections.abc import Iterable, Iterator
from re import _parser  # type: ignore[attr-defined]  # the only way to a pattern's parts
from typing import Any

Words = frozenset[str]
Parts = list[tuple[Any, Any]]
MOST = 60
"""A set of more words says too little to be looked for."""
RUNS = 24


def ways(pattern: str) -> tuple[tuple[Words, ...], ...]:
    """The ways in which it can match; for each the sets of which some word is there, the most telling first.

    Raises ValueError for a pattern that can match without a word.
    """
    found = tuple(_sorted(_sets(parts)) for parts in _alternatives(list(_parser.parse(pattern))))
    if not all(found):
        raise ValueError(f"matches without a word: {pattern[:40]}")
    return found


def needed(pattern: str) -> Words:
    """The fewest and longest words of which one is in every match; empty if there are none."""
    found = _sequence(list(_parser.parse(pattern)))
    return _plain(found) if found else frozenset()


def _alternatives(parts: Parts) -> Iterator[Parts]:
    if len(parts) == 1 and str(parts[0][0]) == "BRANCH":
        for branch in parts[0][1][1]:
            yield from _alternatives(list(branch))
    else:
        yield parts


def _sorted(sets: Iterable[Words]) -> tuple[Words, ...]:
    plain = {_plain(words) for words in sets if len(words) <= MOST}
    return tuple(sorted(plain, key=lambda words: (_worth(words), sorted(words)), reverse=True))


def _plain(words: Words) -> Words:
    """Without those that contain another of them."""
    return frozenset(one for one in words if not any(other != one and other in one for other in words))


def _sequence(parts: Parts) -> Words | None:
    return max(_sets(parts), key=_worth, default=None)


def _sets(parts: Parts) -> Iterator[Words]:
    """Of each part of a sequence the words of which one is there; neighbouring characters read as words."""
    run = [""]
    for operator, argument in [*parts, ("", None)]:
        choices = _characters(operator, argument)
        if choices is not None and len(run) * len(choices) <= RUNS:
            run = [one + two for one in run for two in choices]
            continue
        if run != [""]:
            yield frozenset(run)
        run = choices if choices is not None else [""]
        if (found := _one(operator, argument)) is not None:
            yield found


def _characters(operator: Any, argument: Any) -> list[str] | None:
    """What a part can read, when it is a character or a small set of them."""
    match str(operator):
        case "LITERAL":
            return [chr(argument)]
        case "IN":
            signs = list(argument)
            if all(str(kind) == "LITERAL" for kind, _ in signs):
                return [chr(code) for _, code in signs]
    return None


def _one(operator: Any, argument: Any) -> Words | None:
    match str(operator):
        case "BRANCH":
            found = [_sequence(list(branch)) for branch in argument[1]]
            told = [words for words in found if words is not None]
            return _plain(frozenset().union(*told)) if len(told) == len(found) else None
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, _, parts = argument
            return _sequence(list(parts)) if least else None
    return None


def _worth(words: Words) -> tuple[int, int]:
    """Words of two characters tell more than a set of single ones; then the fewer the better."""
    shortest = min(len(word) for word in words)
    return (min(shortest, 2) if len(words) <= MOST else 0, -len(words))
