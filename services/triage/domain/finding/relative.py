"""In which division each named office sits: 区应急局 is that of the place the statement speaks of."""

import re
from collections.abc import Iterable

from services.triage.domain.finding.offices import Office
from services.triage.domain.finding.places import Place
from shared.contracts.terms import Level
from shared.divisions import Divisions

NATION = "000000"
_NATIONAL = re.compile(r"^应急管理部$|总局$")
_LEVELS = {
    "省": Level.PROVINCE,
    "州": Level.CITY,
    "盟": Level.CITY,
    "区": Level.COUNTY,
    "县": Level.COUNTY,
    "旗": Level.COUNTY,
}
BETWEEN = 6
"""How many characters may stand between a place and its office: 西湖区政府下属的应急局."""


def leaves(codes: Iterable[str], table: Divisions) -> list[str]:
    """The lowest of them: 西湖区, not 杭州市 which holds it."""
    every = sorted(set(codes))
    return [
        one for one in every if not any(other != one and table.lies_within(other, one) for other in every)
    ]


def divisions_of(
    offices: list[Office], spots: list[Place], known: list[str], table: Divisions
) -> dict[Office, str | None]:
    """A code where the words leave no doubt, None otherwise."""
    certain = [spot.code for spot in spots if spot.code is not None]
    lowest = leaves([*certain, *known], table)
    anchor = lowest[0] if len(lowest) == 1 else None
    return {office: _division(office, spots, anchor, table) for office in offices}


def _division(office: Office, spots: list[Place], anchor: str | None, table: Divisions) -> str | None:
    if _NATIONAL.search(office.text):
        return NATION
    beside = [
        spot for spot in spots if spot.start <= office.start and 0 <= office.start - spot.end <= BETWEEN
    ]
    if beside and (beside[-1].end == office.start or not office.level):
        return beside[-1].code
    if anchor is None:
        return None
    return _at_level(office.level, anchor, table) if office.level else anchor


def _at_level(level: str, anchor: str, table: Divisions) -> str | None:
    """The step of the anchor's chain that 省, 市, 区 or 县 means; a city that is a county is its own 市."""
    if level == "市":
        row = table[anchor]
        if row.level is Level.COUNTY and row.name.endswith("市"):
            return anchor
        wanted = (Level.CITY, Level.PROVINCE)
    else:
        wanted = (_LEVELS.get(level, Level.COUNTY),)
    return next((step for step in table.chain(anchor) if table.level(step) in wanted), None)
