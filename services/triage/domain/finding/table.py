"""The rules: one line each in rules.tsv, read once. A rule is a pattern, what it speaks for, and how much."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from services.triage.domain.finding.proposals import Mark
from services.triage.domain.finding.stance import left
from services.triage.domain.finding.statement import Statement

GAP = "[^，,。！!？?；;：:\\n]{0,8}"
"""What `~` stands for in a pattern: a few characters of the same clause."""
MOST_HITS = 12
"""Of one rule in one statement; a statement that repeats itself says no more."""


@dataclass(frozen=True)
class Rule:
    """`values` are what it speaks for: codes of categories, natures, circumstances, subjects."""

    id: str
    target: str
    values: tuple[str, ...]
    natures: tuple[str, ...]
    weight: float
    needs: tuple[str, ...]
    """One of these is in every text that the pattern matches; looked for first, since that is quick."""
    pattern: re.Pattern[str]
    where: tuple[str, ...] = ()
    """It counts only in a statement with one of these."""
    reach: int = 0
    """How many sentences behind the one with a needed word a match may reach."""
    passes: frozenset[str] = frozenset()
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
    for number, places in sorted(_occurrences(statement.text).items()):
        rule = rules()[number]
        if not rule.where or any(map(statement.text.__contains__, rule.where)):
            found.extend(_fired(rule, statement, places))
    return found


def _occurrences(text: str) -> dict[int, list[int]]:
    """Where the needed words of each rule stand, in one walk through the text."""
    index = _index()
    found: dict[int, list[int]] = {}
    for at in range(len(text)):
        for start in (text[at], text[at : at + 2]):
            for word, numbers in index.get(start, ()):
                if text.startswith(word, at):
                    for number in numbers:
                        found.setdefault(number, []).append(at)
    return found


def _fired(rule: Rule, statement: Statement, places: list[int]) -> Iterator[Hit]:
    """Looked for only in the sentences with a needed word, which is where it must be."""
    count = 0
    for start, end in _windows(rule.reach, statement, places):
        for match in rule.pattern.finditer(statement.text, start, end):
            weight = rule.weight * left(statement, match.start(), match.end(), rule.passes)
            if weight:
                yield Hit(rule, match.start(), match.end(), weight)
            count += 1
            if count == MOST_HITS:
                return


def _windows(reach: int, statement: Statement, places: list[int]) -> list[tuple[int, int]]:
    """The sentences of these places (and those within reach behind them), run together where they touch."""
    found: list[tuple[int, int]] = []
    for at in places:
        if found and at < found[-1][1] and not reach:
            continue
        start, end = statement.sentence(at)
        for _ in range(reach):
            end = statement.sentence(end)[1] if end < len(statement.text) else end
        if found and found[-1][1] >= start:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def written_out(pattern: str) -> str:
    """The pattern as it is compiled."""
    return pattern.replace("~", GAP)


@cache
def rules() -> tuple[Rule, ...]:
    """The table, in its order. Raises ValueError for a line that cannot be used."""
    lines = files(__package__).joinpath("rules.tsv").read_text("utf-8").splitlines()
    found = tuple(_rule(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not all(rule.needs for rule in found):
        raise ValueError("rules.tsv: every rule needs a word")
    if len({rule.id for rule in found}) != len(found):
        raise ValueError("rules.tsv: an id stands there twice")
    return found


@cache
def _index() -> dict[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    """Needed words by their first two characters (or their only one), each with the rules that need it."""
    by_word: dict[str, list[int]] = {}
    for number, rule in enumerate(rules()):
        for word in rule.needs:
            by_word.setdefault(word, []).append(number)
    found: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for word, numbers in by_word.items():
        found.setdefault(word[:2], []).append((word, tuple(numbers)))
    return {start: tuple(words) for start, words in found.items()}


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
        needs=tuple(row["needs"].split()),
        pattern=re.compile(written_out(row["pattern"])),
        where=tuple(row["with"].split()),
        reach=int(row["reach"] or 0),
        passes=frozenset(row["passes"].split()),
    )
