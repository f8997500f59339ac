"""The rules: one line each in rules.tsv, read once. A rule is a pattern, what it speaks for, and how much."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import add

from services.triage.domain.finding.proposals import Mark
from services.triage.domain.finding.stance import left
from services.triage.domain.finding.statement import Statement
from services.triage.domain.finding.telling import Words, ways

GAP = "[^，,。！!？?；;：:\\n]{0,8}"
"""What `~` stands for in a pattern: a few characters of the same clause."""
MOST_HITS = 12
"""Of one rule in one statement; a statement that repeats itself says no more."""
PAIR = 2


@dataclass(frozen=True)
class Rule:
    """`values` are what it speaks for: codes of categories, natures, circumstances, subjects."""

    id: str
    target: str
    values: tuple[str, ...]
    natures: tuple[str, ...]
    weight: float
    ways: tuple[tuple[Words, ...], ...]
    """The ways in which the pattern can match, each with the words that must stand there then."""
    pattern: re.Pattern[str]
    where: tuple[str, ...]
    """It counts only in a statement with one of these."""
    reach: int
    """How many sentences behind the one with a needed word a match may reach."""
    within: str
    """How far a match may reach: no further than the commas around it, or than its sentence."""
    passes: frozenset[str]
    """Stances that take nothing from it: a quota prescribes by nature (每月必须罚满), a question asks."""


@dataclass(frozen=True)
class Hit:
    """A rule that fired on [start, end) of the prepared text, with the weight that is left."""

    rule: Rule
    start: int
    end: int
    weight: float

    def mark(self, statement: Statement) -> Mark:
        return Mark(*statement.span(self.start, self.end), self.rule.id)


def hits(statement: Statement) -> list[Hit]:
    """What fires, each place once for a rule; words that are denied or supposed do not fire."""
    found: list[Hit] = []
    for number, places in sorted(_places(statement.text).items()):
        rule = rules()[number]
        if not rule.where or any(map(statement.text.__contains__, rule.where)):
            found.extend(_fired(rule, statement, sorted(places)))
    return found


def _places(text: str) -> dict[int, set[int]]:
    """Of each rule that may match, where the most telling words of those ways stand that are open to it."""
    words, known = _words(text), _ways()
    missing = words.isdisjoint
    found: dict[int, set[int]] = {}
    for word in words & known.keys():
        places: list[int] = []
        for number, others in known[word]:
            for other in others:  # any() would cost twice as much, for every word of every statement
                if missing(other):
                    break
            else:
                places = places or _places_of(word, text)
                found.setdefault(number, set()).update(places)
    return found


def _words(text: str) -> set[str]:
    """The words of all rules that stand in the text. Most have one or two characters, so they are found among
    its characters and pairs at once; longer ones are looked for where a pair begins one."""
    short, long = _index()
    pairs = {*text, *map(add, text, text[1:])}
    found = pairs & short
    for start in pairs & long.keys():
        found.update(word for word in long[start] if word in text)
    return found


def _places_of(word: str, text: str) -> list[int]:
    """Wherever it begins; there is at least one such place."""
    places = [text.find(word)]
    while (at := text.find(word, places[-1] + 1)) >= 0:
        places.append(at)
    return places


def _fired(rule: Rule, statement: Statement, places: list[int]) -> Iterator[Hit]:
    """Looked for only in the sentences with a needed word, which is where it must be."""
    count = 0
    for start, end in _windows(rule, statement, places):
        for match in rule.pattern.finditer(statement.text, start, end):
            weight = rule.weight * left(statement, match.start(), match.end(), rule.passes)
            if weight:
                yield Hit(rule, match.start(), match.end(), weight)
            count += 1
            if count == MOST_HITS:
                return


def _windows(rule: Rule, statement: Statement, places: list[int]) -> list[tuple[int, int]]:
    """The phrases or sentences of these places (and the sentences within reach behind them), run together
    where they touch."""
    if not rule.reach:
        return statement.around(places, rule.within)
    found: list[tuple[int, int]] = []
    for at in places:
        start, end = statement.sentence(at)
        for _ in range(rule.reach):
            end = statement.sentence(end)[1]
        if found and found[-1][1] >= start:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def written_out(pattern: str) -> str:
    """The pattern as it is compiled."""
    return pattern.replace("~", GAP)


_NO_COMMA = re.compile(r"\[\^[^\]]*，,[^\]]*\]|\{\d*,\d*\}")
_MAY_BE_COMMA = re.compile(r"[，,.]|\[\^|\\[DSW]")


def crosses_commas(pattern: str) -> bool:
    """Whether a match may hold a comma: one stands in the pattern, or something that may be one."""
    return bool(_MAY_BE_COMMA.search(_NO_COMMA.sub("", pattern)))


@cache
def rules() -> tuple[Rule, ...]:
    """The table, in its order. Raises ValueError for a line that cannot be used."""
    lines = files(__package__).joinpath("rules.tsv").read_text("utf-8").splitlines()
    found = tuple(_rule(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if len({rule.id for rule in found}) != len(found):
        raise ValueError("rules.tsv: an id stands there twice")
    return found


@cache
def _ways() -> dict[str, tuple[tuple[int, tuple[Words, ...]], ...]]:
    """By each of the most telling words of a way to match: the rule, and what else must stand there."""
    found: dict[str, list[tuple[int, tuple[Words, ...]]]] = {}
    for number, rule in enumerate(rules()):
        for first, *others in rule.ways:
            for word in first:
                found.setdefault(word, []).append((number, tuple(others)))
    return {word: tuple(known) for word, known in found.items()}


@cache
def _index() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """The words of the rules: those of one or two characters, and the longer ones by their first two."""
    words = {word for rule in rules() for way in rule.ways for words in way for word in words}
    long: dict[str, list[str]] = {}
    for word in words:
        if len(word) > PAIR:
            long.setdefault(word[:PAIR], []).append(word)
    return frozenset(words) - {word for known in long.values() for word in known}, {
        start: tuple(sorted(known)) for start, known in long.items()
    }


def _rule(row: dict[str, str]) -> Rule:
    weight = float(row["weight"])
    if not 0 < weight < 1:
        raise ValueError(f"rules.tsv, {row['id']}: a weight lies between 0 and 1")
    return Rule(
        id=row["id"],
        target=row["target"],
        values=tuple(row["values"].split()),
        natures=tuple(row["natures"].split()),
        weight=weight,
        ways=ways(written_out(row["pattern"])),
        pattern=re.compile(written_out(row["pattern"])),
        within="sentence" if crosses_commas(written_out(row["pattern"])) else "phrase",
        where=tuple(row["with"].split()),
        reach=int(row["reach"] or 0),
        passes=frozenset(row["passes"].split()),
    )
