"""Several places before one office: 西湖区和余杭区应急局 are two, 西湖、余杭两区应急局 as well."""

from services.triage.domain.finding.offices import Office
from services.triage.domain.finding.places import AND, BOTH, Place
from services.triage.domain.finding.statement import Statement
from shared.divisions import Divisions


def listed(
    statement: Statement, offices: list[Office], spots: list[Place], table: Divisions
) -> dict[Office, tuple[str, ...]]:
    """By office the codes of the places of which each has one."""
    found = {one: tuple(_codes(statement, one, spots, table)) for one in offices}
    return {office: codes for office, codes in found.items() if codes}


def _codes(statement: Statement, office: Office, spots: list[Place], table: Divisions) -> list[str]:
    """Of equal names the one of the level told, or beside its neighbours; none that stays open."""
    among, level = _before(statement.text, office, spots)
    certain = [spot.code for spot in among if spot.code is not None]
    found: list[str] = []
    for spot in among:
        readings = list(spot.codes), _of_level(level, spot, table), _beside(certain, spot, table)
        found += next((one for one in readings if len(one) == 1), [])
    return found


def _before(text: str, office: Office, spots: list[Place]) -> tuple[list[Place], str]:
    """From the right: places that only a conjunction parts from the next one, or from the office; and the
    区 of 两区."""
    follows, level = office.start, ""
    found: list[Place] = []
    for spot in reversed([one for one in spots if one.end <= office.start]):
        between = text[spot.end : follows]
        joined = AND.fullmatch(between) if found else BOTH.fullmatch(between)
        if not joined:
            break
        if not found:
            level = joined[1] or joined[2] or ""
        found.append(spot)
        follows = spot.start
    return found, level


def _of_level(level: str, spot: Place, table: Divisions) -> list[str]:
    return [code for code in spot.codes if level and table[code].name.endswith(level)]


def _beside(certain: list[str], spot: Place, table: Divisions) -> list[str]:
    parents = {table.parent(code) for code in certain}
    return [code for code in spot.codes if table.parent(code) in parents]
