"""A statement with passages blacked out. The places are of the original, so that it can be made again."""

import re
from collections.abc import Iterable, Sequence

BLOCK = "■■■"
"""The same for every passage: its length tells nothing."""
Mark = tuple[int, int]


class BadMark(ValueError):
    """A mark lies outside the text."""


def merged(marks: Iterable[Mark], length: int) -> list[Mark]:
    """In order, those that touch as one. Raises BadMark."""
    found: list[Mark] = []
    for start, end in sorted(set(marks)):
        if not 0 <= start < end <= length:
            raise BadMark(f"{start}-{end}")
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def redacted(text: str, marks: Sequence[Mark]) -> str:
    """`marks` as `merged` gives them."""
    parts, at = [], 0
    for start, end in marks:
        parts += [text[at:start], BLOCK]
        at = end
    return "".join([*parts, text[at:]])


def places(text: str, words: Iterable[str]) -> list[Mark]:
    """Wherever one of the words stands, small letters or large."""
    wanted = {word.strip() for word in words if word.strip()}
    return [
        (match.start(), match.end())
        for word in wanted
        for match in re.finditer(re.escape(word), text, re.IGNORECASE)
    ]


def missing(text: str, words: Iterable[str]) -> list[str]:
    """Those of the words that stand nowhere in the text: a slip while typing, most likely."""
    return [word.strip() for word in words if word.strip() and not places(text, [word])]
