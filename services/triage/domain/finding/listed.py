"""Several places before one office: 西湖区和余杭区应急局 are two, 西湖、余杭两区应急局 as well."""

import re
from collections.abc import Iterator

from services.triage.domain.finding.offices import Office
from services.triage.domain.finding.places import Place
from services.triage.domain.finding.statement import Statement
from shared.divisions import Divisions

_AND = re.compile(r"(?:、|和|与|及|以及|跟|同)")
_BOTH = re.compile(r"(?:等|这)?(?:[两二三四五六]个?(?:[省市区县旗州盟]|地)|的)?(?:政府)?")


def listed(
    statement: Statement, offices: list[Office], spots: list[Place], table: Divisions
) -> dict[Office, tuple[str, ...]]:
    """By office the codes of the places of which each has one; only where there are several."""
    found = {office: tuple(_codes(statement, office, spots, table)) for office in offices if office.ours}
    return {office: codes for office, codes in found.items() if len(codes) > 1}


def _codes(statement: Statement, office: Office, spots: list[Place], table: Divisions) -> Iterator[str]:
    """From the right: places that only a conjunction parts from the next one, or from the office. Of equal
    names the one beside its neighbour is meant."""
    text, follows, last = statement.text, office.start, ""
    for spot in reversed([one for one in spots if one.end <= office.start]):
        between = text[spot.end : follows]
        joined = _BOTH.fullmatch(between) if follows == office.start else _AND.fullmatch(between)
        code = spot.code or _beside(last, spot, table)
        if not joined or code is None:
            return
        yield code
        follows, last = spot.start, code


def _beside(last: str, spot: Place, table: Divisions) -> str | None:
    same = [code for code in spot.codes if last and table.parent(code) == table.parent(last)]
    return same[0] if len(same) == 1 else None
