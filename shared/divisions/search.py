"""Finds divisions while someone types: by code, name, pinyin or the initials of the pinyin."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest

from shared.contracts.terms import Level
from shared.divisions.division import Division
from shared.divisions.entry import Entry, entries
from shared.divisions.table import Divisions, divisions

MISS = 9
"""The rank of what does not match; below it the smaller is the better match."""


class Search:
    """An index over one table of divisions. The places outside the system are not offered."""

    def __init__(self, table: Divisions) -> None:
        self._table = table
        self._starts: dict[str, list[Entry]] = {}
        for entry in entries(table):
            for start in _starts(entry):
                self._starts.setdefault(start, []).append(entry)

    def __call__(
        self,
        query: str,
        limit: int = 10,
        level: Level | None = None,
        within: str | None = None,
        near: str | None = None,
    ) -> list[Division]:
        """The best matches first, of equal ones those near to `near`; nothing for an empty query. A retired
        code finds its successors.

        Several words must all match somewhere on the way from the nation down (浙江 西湖, jiangsu gulou).
        """
        words = _words(query)
        readings = [["".join(words)], words] if len(words) > 1 else [words]
        for reading in readings:
            if found := self._find(reading, limit, level, within, self._above(near)):
                return found
        return self._successors(words, level, within)

    def _above(self, near: str | None) -> Sequence[str]:
        return self._table.chain(near) if near and near in self._table else ()

    def _find(
        self, words: list[str], limit: int, level: Level | None, within: str | None, near: Sequence[str]
    ) -> list[Division]:
        hits = (
            (rank, self._far(entry.division.code, near), entry.order, entry.division)
            for entry in self._candidates(words)
            if level in (None, entry.division.level)
            and (within is None or self._table.lies_within(entry.division.code, within))
            and (rank := _rank(entry, words)) < MISS
        )
        return [hit[-1] for hit in nsmallest(limit, hits, key=lambda hit: hit[:3])]

    def _far(self, code: str, near: Sequence[str]) -> int:
        """How many steps up from there until both lie below the same."""
        return next((up for up, place in enumerate(near) if self._table.lies_within(code, place)), len(near))

    def _candidates(self, words: list[str]) -> list[Entry]:
        """The entries that the rarest of the words may mean."""
        buckets = [self._starts.get(word[:2] if word.isascii() else word[0], []) for word in words]
        return min(buckets, key=len, default=[])

    def _successors(self, words: list[str], level: Level | None, within: str | None) -> list[Division]:
        codes = self._table.retired(words[0]) if len(words) == 1 else ()
        return [
            self._table[code]
            for code in codes
            if level in (None, self._table.level(code))
            and (within is None or self._table.lies_within(code, within))
        ]


def search(
    query: str,
    limit: int = 10,
    level: Level | None = None,
    within: str | None = None,
    near: str | None = None,
) -> list[Division]:
    """`Search` over the table of the project."""
    return _index(divisions())(query, limit, level, within, near)


@lru_cache(maxsize=4)
def _index(table: Divisions) -> Search:
    return Search(table)


def _words(query: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", query).lower().replace("ü", "v").replace("'", "")
    return plain.split()


def _starts(entry: Entry) -> set[str]:
    """The beginnings by which an entry may be found: one or two Latin letters or digits, one character."""
    latin = (entry.division.code.lower(), *entry.tokens.split())
    return {word[:length] for word in latin for length in (1, 2)} | set(entry.path)


def _rank(entry: Entry, words: list[str]) -> int:
    """The rank of the word that fits best, if all of them fit."""
    ranks = [_latin(entry, word) if word.isascii() else _chinese(entry, word) for word in words]
    return min(ranks) if MISS not in ranks else MISS


def _chinese(entry: Entry, word: str) -> int:
    name = entry.division.name
    if word in (name, entry.stem):
        return 0
    at = name.find(word)
    if at >= 0:
        return 2 if at == 0 else 4
    return 7 if word in entry.path else MISS


def _latin(entry: Entry, word: str) -> int:
    if word[0].isdigit():
        return _digits(entry.division.code, word)
    if word == entry.division.code.lower():  # XPCC has letters for a code
        return 0
    if f" {word}" not in entry.tokens:
        return MISS
    if word in entry.spoken:
        return 1
    if len(word) > 1 and word in entry.initials:
        return 2
    if any(spoken.startswith(word) for spoken in entry.spoken):
        return 3
    if any(initials.startswith(word) for initials in entry.initials):
        return 5
    return 6


def _digits(code: str, word: str) -> int:
    if code.startswith(word):
        return 0 if len(word) == len(code) else 1
    return MISS
