"""Full text over sealed text: what is compared, what stands in the index, and where a hit shows.

The index holds no words. Of every two neighbouring letters it keeps 16 bits of a hash whose key is the
body's own: so few that each value stands for many pairs, and a dump of the database cannot be counted
back into sentences. A search asks for the values of its own pairs, opens the few cases that have all of
them, and looks in their texts.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

BITS = 16
LEAST = 2
"""Letters that a word must have to be looked for."""
MOST = 60
WHERE = (
    "number",
    "document",
    "party",
    "assigner",
    "statement",
    "letter",
    "finding",
    "record",
    "outcome",
    "message",
    "course",
    "check",
)
_NUMBER = r"(?:[0-9a-f]{8}|[0-9a-z]{4}(?:-[0-9a-z]{4}){2})(?![0-9a-z])"
_KIND = r"(?:案件|案卷|档案|投诉举报|投诉|举报|文书|受理|查询|case|complaint)"
_NAME = rf"(?:{_KIND}?\s*(?:编号|文号|档号|案号)|(?:case|complaint)\s+(?:no\.?|number|sign))"
_LABEL = re.compile(
    rf"{_NAME}\s*:|(?:{_NAME}|{_KIND})[^\w\s]*\s*:?\s*(?=[^\w\s]?\s*{_NUMBER})"
    rf"|(?<=[0-9a-z])\s*号案件?$",
    re.IGNORECASE,
)
"""How papers and pages name a number before they say it; of the number alone the texts of a case tell."""
AROUND = 24
"""Letters shown before and after a hit."""


@dataclass(frozen=True)
class Text:
    """One text of a case, and what it is: a number, a party, a record …"""

    where: str
    said: str


@dataclass(frozen=True)
class Hit:
    """Where a word was found: what stands before it, it, and what stands after it."""

    where: str
    before: str
    found: str
    after: str


def letters(text: str) -> tuple[str, list[int]]:
    """The letters and figures that are compared, and where each stands in `text`."""
    found, places = [], []
    for place, each in enumerate(text):
        compared = _compared(each)
        found.append(compared)
        places.extend([place] * len(compared))
    return "".join(found), places


@lru_cache(maxsize=8192)  # more than all signs that are in common use
def _compared(sign: str) -> str:
    """The letters and figures that one sign stands for: none, one or several (㈱, ﬁ)."""
    plain = unicodedata.normalize("NFKC", sign).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LN")


def pairs(text: str) -> set[str]:
    """Every two neighbouring letters."""
    said, _ = letters(text)
    return {said[at : at + 2] for at in range(len(said) - 1)}


def words(asked: str) -> list[str]:
    """What is looked for: all of these words, each by its letters."""
    return [said for said in (letters(word)[0] for word in bare(asked)[:MOST].split()) if said]


def bare(asked: str) -> str:
    """What was asked without what stands before a number on papers: “案件编号：”, “（案件”."""
    said = " ".join(unicodedata.normalize("NFKC", asked).split())  # long blanks would take minutes to match
    return _LABEL.sub(" ", said)


def too_short(asked: str) -> bool:
    """Whether a word of it has fewer letters than can be looked for."""
    found = words(asked)
    return not found or any(len(word) < LEAST for word in found)


def tokens(texts: Iterable[str], body: str, keyed: Callable[[str], str]) -> set[int]:
    """The values that stand in the index; `keyed` hashes with the house's key."""
    found = {pair for text in texts for pair in pairs(text)}
    return {int(keyed(f"{body}|{pair}")[:8], 16) >> (32 - BITS) for pair in found}


def hits(texts: Iterable[Text], asked: list[str]) -> list[Hit] | None:
    """The first place of each word; None where one of them is nowhere in the case."""
    kept = [(text, *letters(text.said)) for text in texts]
    found: dict[tuple[str, str], Hit] = {}
    for word in asked:
        first = next(((text, said.index(word), places) for text, said, places in kept if word in said), None)
        if first is None:
            return None
        text, at, places = first
        start, end = places[at], places[at + len(word) - 1] + 1
        found.setdefault((text.where, word), _hit(text, start, end))
    return list(found.values())


def _hit(text: Text, start: int, end: int) -> Hit:
    before = text.said[max(0, start - AROUND) : start]
    after = text.said[end : end + AROUND]
    return Hit(
        text.where,
        ("…" if start > AROUND else "") + before,
        text.said[start:end],
        after + ("…" if end + AROUND < len(text.said) else ""),
    )
