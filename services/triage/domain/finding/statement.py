"""A statement made ready for rules: typing slips mended, cut into clauses, each place traced back."""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from string import ascii_letters, digits

CLAUSE_ENDS = re.compile("[，,。！!？?；;：:\\n…]")
SENTENCE_ENDS = re.compile("[。！!？?；;\\n]")
PHRASE_ENDS = re.compile("[，,。！!？?；;\\n]")


_RUN = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]+|\n"
)
"""What is read. Blanks and what cannot be seen are there by accident only; line ends divide."""
_FOLDED = {ord(sign) + 0xFEE0: sign for sign in ascii_letters + digits}
"""Ｂ and ８ are written with B and 8."""


class Statement:
    """`text` has no blanks and no common slips; `origin` leads from its places back to what was written."""

    def __init__(self, written: str) -> None:
        runs = [(found.start(), found.end()) for found in _RUN.finditer(written)]
        self.origin = [at for start, end in runs for at in range(start, end)]
        self.text = mended("".join(written[start:end] for start, end in runs).translate(_FOLDED))
        self._clauses = _starts(self.text, CLAUSE_ENDS)
        self._sentences = _starts(self.text, SENTENCE_ENDS)
        self._phrases = _starts(self.text, PHRASE_ENDS)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The written words for [start, end) of `text`."""
        return self.origin[start], self.origin[end - 1] + 1

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause around `at` begins and ends."""
        return _around(self._clauses, at, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        return _around(self._sentences, at, len(self.text))

    def around(self, places: Iterable[int], within: str) -> list[tuple[int, int]]:
        """The phrases or sentences of these places, which are in order; neighbours run together."""
        starts, length = self._phrases if within == "phrase" else self._sentences, len(self.text)
        found: list[tuple[int, int]] = []
        end = 0
        for at in places:
            if at >= end or not found:
                number = bisect_right(starts, at)
                start, before = starts[number - 1], end
                end = starts[number] if number < len(starts) else length
                if found and start == before:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
        return found

    def sentence_number(self, at: int) -> int:
        return bisect_right(self._sentences, at)


def mended(text: str) -> str:
    """The same length, with slips of the keyboard and of hearing put right."""
    for wrong, right in _slips():
        if wrong in text:
            text = text.replace(wrong, right)
    return text


def _starts(text: str, ends: re.Pattern[str]) -> list[int]:
    return [0, *(found.end() for found in ends.finditer(text))]


def _around(starts: list[int], at: int, length: int) -> tuple[int, int]:
    number = bisect_right(starts, at)
    return starts[number - 1], starts[number] if number < len(starts) else length


@cache
def _slips() -> tuple[tuple[str, str], ...]:
    lines = files(__package__).joinpath("slips.csv").read_text("utf-8").splitlines()
    found = tuple((row["wrong"], row["right"]) for row in csv.DictReader(lines))
    if any(len(wrong) != len(right) for wrong, right in found):
        raise ValueError("slips.csv: a slip and what it stands for have the same length")
    return found
