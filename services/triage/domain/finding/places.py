"""Which divisions a statement names: certain by what stands beside them, never guessed from a bare name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.triage.domain.finding.gazetteer import Named, gazetteer
from services.triage.domain.finding.statement import Statement
from shared.contracts.terms import Level
from shared.divisions import Divisions

AND = re.compile(r"(?:、|和|与|及|以及|跟|同)")
"""What stands between the places of a list."""
BOTH = re.compile(
    r"(?:(?:等|这)?[两俩二三四五六七八九十多几各]个?([省市区县旗州盟]{1,2}|地)|等([省市区县旗州盟]{1,2}|地)?)?"
    r"的?(?:人民)?(?:政府)?的?"
)
"""What may stand between a list of places and the office that each of them has: 两区, 等市政府的."""
_THE_PLACE = re.compile(r"(?:地点|地址|位于|说的是|我们?(?:这里)?在|人在)[是在为]?$")


@dataclass(frozen=True)
class Place:
    """A name in the text, [start, end), and what it may stand for; one code: it is certain."""

    start: int
    end: int
    codes: tuple[str, ...]

    @property
    def code(self) -> str | None:
        return self.codes[0] if len(self.codes) == 1 else None


@dataclass(frozen=True)
class _Seen:
    start: int
    named: Named

    @property
    def end(self) -> int:
        return self.start + len(self.named.name)


def places(
    statement: Statement, table: Divisions, agencies: Iterable[int] = (), near: Iterable[str] = ()
) -> list[Place]:
    """Chains of names (浙江省杭州市西湖区) as one place each. `agencies`: where names of offices begin; a
    short name counts right before one. `near`: codes known from elsewhere that tell equal names apart."""
    seen = [_Seen(at, named) for at, named in gazetteer(table).scan(statement.text)]
    beside = frozenset(agencies)
    counts = beside | {one.end for one in seen if _is_said_to_be_the_place(statement, one)}
    counts |= _listed(statement.text, seen, beside)
    chains = [_resolved(chain, table) for chain in _chained(seen, counts, table)]
    known = [code for code in near if code in table]
    known += [one.code for one in chains if one.code is not None]
    return [_narrowed(one, known, table) for one in chains]


def _is_said_to_be_the_place(statement: Statement, one: _Seen) -> bool:
    """地点福州。"""
    start, end = statement.clause(one.start)
    return bool(_THE_PLACE.search(statement.text[start : one.start])) and end - one.end <= 1


def _listed(text: str, seen: list[_Seen], agencies: frozenset[int]) -> set[int]:
    """Where the names of a list before one office end: 余杭、桐庐两区应急局."""
    ends: set[int] = set()
    follows = -1
    for one in reversed(seen):
        said = BOTH.match(text, one.end)
        if (said and said.end() in agencies) or AND.fullmatch(text, one.end, max(one.end, follows)):
            ends.add(one.end)
            follows = one.start
        else:
            follows = one.start if one.end == follows else -1
    return ends


def _chained(seen: list[_Seen], agencies: frozenset[int], table: Divisions) -> list[list[_Seen]]:
    """From the right: a short name counts before another name that counts or before an office."""
    chains: list[list[_Seen]] = []
    for one in reversed(seen):
        follows = bool(chains) and chains[-1][0].start == one.end and _contains(one, chains[-1][0], table)
        if follows:
            chains[-1].insert(0, one)
        elif one.named.whole or one.end in agencies or _is_province(one, table):
            chains.append([one])
    return chains[::-1]


def _contains(outer: _Seen, inner: _Seen, table: Divisions) -> bool:
    return any(table.lies_within(low, high) for low in inner.named.codes for high in outer.named.codes)


def _is_province(one: _Seen, table: Divisions) -> bool:
    return any(table.level(code) is Level.PROVINCE for code in one.named.codes)


def _resolved(chain: list[_Seen], table: Divisions) -> Place:
    """The divisions of the last name that lie within each of the names before it."""
    *outer, last = chain
    codes = tuple(
        code
        for code in last.named.codes
        if all(any(table.lies_within(code, high) for high in one.named.codes) for one in outer)
    )
    return Place(chain[0].start, last.end, codes)


def _narrowed(place: Place, known: list[str], table: Divisions) -> Place:
    """Equal names are told apart by what is named beside or known already: the same, above or below it."""
    if len(place.codes) < 2:
        return place
    related = tuple(code for code in place.codes if any(_related(code, one, table) for one in known))
    return Place(place.start, place.end, related) if len(related) == 1 else place


def _related(code: str, other: str, table: Divisions) -> bool:
    """The nation lies around all of them and tells nothing apart."""
    return table.level(other) is not Level.NATIONAL and (
        table.lies_within(code, other) or table.lies_within(other, code)
    )
