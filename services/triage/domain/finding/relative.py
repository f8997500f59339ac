"""In which division each named office sits: 区应急局 is that of the place the statement speaks of."""

import re
from collections.abc import Iterable

from services.triage.domain.finding.offices import Office
from services.triage.domain.finding.places import Place
from shared.contracts.terms import Level
from shared.divisions import Divisions

NATION = "000000"
_NATIONAL = re.compile(r"^应急管理部$|总局$")
_LEVELS = {"省": Level.PROVINCE, "州": Level.CITY, "盟": Level.CITY}
"""Other words for a level mean a county: 区, 县, 旗. 市 may be either of two."""
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
    here = anchor(spots, known, table)
    return {office: _division(office, spots, here, table) for office in offices}


def anchor(spots: list[Place], known: list[str], table: Divisions) -> str | None:
    """The one place that the statement speaks of, if it speaks of one."""
    certain = [spot.code for spot in spots if spot.code is not None]
    lowest = leaves([*certain, *known], table)
    return lowest[0] if len(lowest) == 1 else None


def _division(office: Office, spots: list[Place], here: str | None, table: Divisions) -> str | None:
    if _NATIONAL.search(office.text):
        return NATION
    beside = [spot for spot in spots if 0 <= office.start - spot.end <= BETWEEN]
    if beside and (beside[-1].end == office.start or not office.level):
        return beside[-1].code
    if here is None:
        return None
    return _at_level(office.level, here, table) if office.level else here


def _at_level(level: str, here: str, table: Divisions) -> str | None:
    """The step of the chain above that 省, 市, 区 or 县 means; a city that is a county is its own 市."""
    row = table[here]
    if level == "市" and row.level is Level.COUNTY and row.name.endswith("市"):
        return here
    wanted = {_LEVELS.get(level, Level.COUNTY)} if level != "市" else {Level.CITY, Level.PROVINCE}
    return next((step for step in table.chain(here) if table.level(step) in wanted), None)
