"""Offices that a statement names, by trade; 保安监守 and 公安监管 name none of ours."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from services.triage.domain.finding.statement import Statement

OURS = "ours"
SUPERVISION = "supervision"
TOWN = "town"
NO_AGENCY = frozenset({"court", "discipline", "general"})
"""They are asked or decide; complaints about them are no matter of enforcement by another trade."""
_LEVELS = (*"省市区县旗州盟", "街道")


@dataclass(frozen=True)
class Office:
    """A name of an office at [start, end); `level` is the 区 of 区应急局, told from the text before it."""

    start: int
    end: int
    sector: str
    text: str
    level: str = ""

    @property
    def ours(self) -> bool:
        return self.sector in (OURS, SUPERVISION)


def offices(statement: Statement) -> list[Office]:
    """In order; where two trades claim the same words, the name that begins first, then the longer one, else
    the trade listed first."""
    found = [
        _office(statement, match, sector)
        for sector, needs, pattern in _table()
        if any(map(statement.text.__contains__, needs))
        for match in pattern.finditer(statement.text)
    ]
    rank = {sector: at for at, (sector, _, _) in enumerate(_table())}
    found.sort(key=lambda one: (one.start, -one.end, rank[one.sector]))
    kept: list[Office] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _office(statement: Statement, match: re.Match[str], sector: str) -> Office:
    before = statement.text[: match.start()]
    level = before[-1] if before.endswith(_LEVELS) else ""
    return Office(match.start(), match.end(), sector, match.group(), level)


@cache
def _table() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    lines = files(__package__).joinpath("offices.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple((row["sector"], tuple(row["needs"].split()), re.compile(row["pattern"])) for row in rows)
