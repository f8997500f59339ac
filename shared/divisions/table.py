"""The table of divisions. Parents come from its rows, never from the digits of a code."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from shared.contracts.terms import Level
from shared.divisions import areas, data
from shared.divisions.division import NATIONAL, SPECIAL_AREA, Division, Retirement, UnknownDivision

XpccParent = Literal["XPCC", "650000"]


class Divisions:
    """All divisions with their chains worked out once; every question is a look-up afterwards."""

    def __init__(self, rows: Iterable[Division], retirements: Iterable[Retirement] = ()) -> None:
        by_code = {row.code: row for row in rows}
        self._by_code: Mapping[str, Division] = MappingProxyType(by_code)
        self._retired = MappingProxyType({row.code: row for row in retirements})
        self._chains = {code: _chain(by_code, code) for code in by_code}
        self._children = _children(by_code)

    def __iter__(self) -> Iterator[Division]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Division:
        """The division; raises UnknownDivision."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownDivision(code) from None

    def get(self, code: str | None) -> Division | None:
        return self._by_code.get(code) if code is not None else None

    def level(self, code: str) -> Level:
        return self[code].level

    def parent(self, code: str) -> str | None:
        """The code one level up; None only for the nation. XPCC and municipalities lie under it."""
        return self[code].parent

    def chain(self, code: str) -> tuple[str, ...]:
        """The code itself, its parent, … up to 000000."""
        return self._chains[self[code].code]

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly under it, in order."""
        return self._children.get(self[code].code, ())

    def lies_within(self, code: str, ancestor: str) -> bool:
        """Whether `ancestor` is the division itself or above it."""
        return ancestor in self.chain(code)

    def lowest_common_ancestor(self, codes: Iterable[str]) -> str:
        """The lowest division that holds all of them (one of them may be it). Needs at least one code."""
        chains = [self.chain(code) for code in set(codes)]
        if not chains:
            raise ValueError("no codes, no common ancestor")
        first, *others = chains
        return next(code for code in first if all(code in chain for chain in others))

    def body_division(self, code: str) -> str | None:
        """The nearest division upward with a supervision body of its own; None outside the system."""
        if not self[code].in_system:
            return None
        return next(step for step in self.chain(code) if self[step].has_body)

    def with_body(self) -> tuple[Division, ...]:
        """Every division that has a department and a supervision body, the nation included."""
        return tuple(row for row in self if row.has_body)

    def full_name(self, code: str) -> str:
        """The name with those above it: 浙江省杭州市西湖区; tells the names apart that are not unique."""
        names = [self[step].name for step in self.chain(code) if step != NATIONAL]
        return "".join(reversed(names)) or self[code].name

    def retired(self, code: str) -> tuple[str, ...]:
        """The successors of a retired code; empty when it is not retired or nobody took it over."""
        retirement = self._retired.get(code)
        return retirement.successors if retirement else ()

    def retirements(self) -> tuple[Retirement, ...]:
        """All codes that were withdrawn."""
        return tuple(self._retired.values())

    def retirement(self, code: str) -> Retirement | None:
        return self._retired.get(code)


def load(xpcc_parent: XpccParent = "XPCC", special: areas.Areas | None = None) -> Divisions:
    """The table of the project with these special areas (None: those built in); where the cities of the XPCC
    belong is a setting (domain §4.5)."""
    return _load(xpcc_parent, areas.built_in() if special is None else special)


def divisions(xpcc_parent: XpccParent = "XPCC") -> Divisions:
    """The table that this piece of work goes by."""
    return _load(xpcc_parent, areas.in_use())


@lru_cache(maxsize=8)
def _load(xpcc_parent: XpccParent, special: areas.Areas) -> Divisions:
    fixed = [*data.divisions(), *(row for row in data.special_areas() if row.special != SPECIAL_AREA)]
    codes = {row.code for row in fixed}
    own = [row for row in special if row.code not in codes and row.parent in codes]
    return Divisions((_placed(row, xpcc_parent) for row in (*fixed, *own)), data.retirements())


def _placed(row: Division, xpcc_parent: XpccParent) -> Division:
    if row.special == "XPCC_CITY":
        return replace(row, parent=xpcc_parent)
    if not row.in_system:
        return replace(row, has_body=False)
    return row


def _chain(by_code: Mapping[str, Division], code: str) -> tuple[str, ...]:
    steps: list[str] = []
    step: str | None = code
    while step is not None:
        if step in steps or step not in by_code:
            raise ValueError(f"the parents of {code} do not lead to {NATIONAL}")
        steps.append(step)
        step = by_code[step].parent
    return tuple(steps)


def _children(by_code: Mapping[str, Division]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code in sorted(by_code):
        parent = by_code[code].parent
        if parent is not None:
            found.setdefault(parent, []).append(code)
    return {parent: tuple(codes) for parent, codes in found.items()}


def province_of(code: str, table: Divisions) -> str:
    """The province-level division that holds this one; the nation for the nation itself."""
    return next((step for step in table.chain(code) if table.level(step) is Level.PROVINCE), NATIONAL)
