"""Persons who may be accused, by what they are called: 执法人员, 协管员, 张副局长, 应急局的人."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from services.triage.domain.finding.offices import Office
from services.triage.domain.finding.sighting import Sighting, nearest, same_sentence
from services.triage.domain.finding.stance import left
from services.triage.domain.finding.statement import Statement
from shared.contracts.terms import RespondentKind

ITS_PEOPLE = "people"
"""应急局的人: somebody of the office, or the office itself."""
NOT_PLACED = 0.8
"""What is left when no office of ours is named with them."""
NEAR = 12
"""So many characters behind the name of an office people are still of it."""
_PLEADED_WITH = re.compile(
    r"(?:(?:请|望|盼|求|各位|恳请|希望|感谢)[^，,。！!\n]{0,6}|尊敬的[^，,。！!\n]{0,16})$"
)
_GREETED = re.compile(
    r"^(?:们)?(?:，|,)?(?:您好|你好|好(?=[！!，,：:。])|：|:|们好|明察|做主|重视|关注|严查|彻查|百忙)"
)


def people(statement: Statement, foreign: list[Office], ours: list[Office]) -> Iterator[Sighting]:
    """Each with the nearest office of ours; nobody who belongs to an office of another trade."""
    for name, weight, needs, pattern in _table():
        if not any(map(statement.text.__contains__, needs)):
            continue
        for match in pattern.finditer(statement.text):
            if _is_addressed(statement, match) or _is_foreign(statement, match.start(), foreign, ours):
                continue
            office = nearest(ours, match.start())
            kept = weight * left(statement, match.start(), match.end())
            if name == ITS_PEOPLE and not (office and same_sentence(statement, office.start, match.start())):
                continue
            yield _sighting(name, match, kept if office else kept * NOT_PLACED, office)


def _sighting(name: str, match: re.Match[str], weight: float, office: Office | None) -> Sighting:
    kind = RespondentKind.OFFICER if name == ITS_PEOPLE else RespondentKind(name)
    return Sighting(kind, match.start(), match.end(), weight, f"who-{name}", office)


def _is_addressed(statement: Statement, match: re.Match[str]) -> bool:
    """请领导明察 accuses nobody."""
    before = statement.text[statement.clause(match.start())[0] : match.start()]
    return bool(_PLEADED_WITH.search(before) or _GREETED.match(statement.text[match.end() :]))


def _is_foreign(statement: Statement, at: int, foreign: list[Office], ours: list[Office]) -> bool:
    """Someone of the fire brigade is nobody of ours."""
    before = [one for one in (*foreign, *ours) if one.start <= at]
    last = max(before, key=lambda one: one.start, default=None)
    return (
        last is not None
        and last in foreign
        and same_sentence(statement, last.start, at)
        and (at - last.end <= NEAR or not ours)
    )


@cache
def _table() -> tuple[tuple[str, float, tuple[str, ...], re.Pattern[str]], ...]:
    lines = files(__package__).joinpath("people.tsv").read_text("utf-8").splitlines()
    return tuple(
        (row["kind"], float(row["weight"]), tuple(row["needs"].split()), re.compile(row["pattern"]))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )
