"""Numbers of matters as people write them: 1、3、5-9."""

import re
from collections.abc import Iterable

_APART = re.compile(r"[\s,，、;；]+")
_SPAN = re.compile(r"(\d{1,4})(?:\s*(?:-|–|—|~|～|至|到)\s*(\d{1,4}))?")
_AROUND_SPAN = re.compile(r"\s*([-–—~～至到])\s*")
SEPARATOR = "、"
TO = "–"


class NotNumbers(ValueError):
    """A part of what was written is no number of a matter; its text is the part."""


def read(said: str, most: int) -> list[int]:
    """The numbers that are meant, each once, in their order. Raises NotNumbers."""
    found: set[int] = set()
    for part in filter(None, _APART.split(_AROUND_SPAN.sub(r"\1", said.strip()))):
        found.update(_span(part, most))
    return sorted(found)


def _span(part: str, most: int) -> range:
    match = _SPAN.fullmatch(part)
    if match is None:
        raise NotNumbers(part)
    first = int(match[1])
    last = int(match[2] or first)
    if not 1 <= first <= last <= most:
        raise NotNumbers(part)
    return range(first, last + 1)


def write(numbers: Iterable[int]) -> str:
    """As short as it can be said; what `read` reads."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return SEPARATOR.join(_written(span) for span in spans)


def _written(span: list[int]) -> str:
    if len(span) < 3:
        return SEPARATOR.join(map(str, span))
    return f"{span[0]}{TO}{span[-1]}"
