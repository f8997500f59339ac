"""A statement with passages blacked out. The places are of the original, so that it can be made again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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


def missing(texts: Iterable[str], words: Iterable[str]) -> list[str]:
    """Those of the words that stand in none of the texts: a slip while typing, most likely."""
    known = list(texts)
    return [
        word.strip() for word in words if word.strip() and not any(places(text, [word]) for text in known)
    ]


@dataclass(frozen=True)
class Part:
    """A text of the complainant as it stands in a version, and what is blacked out of the original."""

    text: str
    marks: list[Mark]


def parts(
    texts: Mapping[str, str], marks: Mapping[str, Sequence[Mark]], words: Sequence[str]
) -> dict[str, Part]:
    """Each text of a version; words are blacked out in all of them. Raises BadMark."""
    found = {}
    for name, text in texts.items():
        cut = merged([*marks.get(name, ()), *places(text, words)], len(text))
        found[name] = Part(redacted(text, cut), cut)
    return found


def heading(day: date) -> str:
    """Before a message in a version; officials read it, so it is Chinese in every language."""
    return f"【补充材料，{day.year}年{day.month}月{day.day}日】"


def composed(statement: str, messages: Iterable[tuple[date, str]]) -> str:
    """All of a version as one text."""
    return "\n\n".join([statement, *(f"{heading(day)}\n{text}" for day, text in messages)])
