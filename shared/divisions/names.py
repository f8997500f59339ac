"""What departments and supervision bodies are called: generated from the table, overridable by a file.

Their titles changed in 2018 and differ from place to place, so a title is configuration, never law.
"""

import csv
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shared.contracts.terms import Level, StaffHome
from shared.divisions.areas import Area
from shared.divisions.division import NATIONAL, SPECIAL_AREA, XPCC, Division
from shared.divisions.readings import reading
from shared.divisions.table import Divisions

SUB_PROVINCIAL = frozenset({
    "210100", "210200", "220100", "230100", "320100", "330100", "330200", "350200",
    "370100", "370200", "420100", "440100", "440300", "510100", "610100",
})  # fmt: skip
"""Cities whose departments have divisions 处 instead of sections 科."""

STANDS_ALONE = frozenset({"PROVINCE_ADMINISTERED", "XPCC_CITY", SPECIAL_AREA})
"""Their departments do not carry the name of the division above."""


class NoDepartment(LookupError):
    """The division has no department and no supervision body of its own."""


class NamesFileError(ValueError):
    """A line of the names file cannot be used; the text says which and why."""


AREA = "AREA-"
"""Before the code of a special area: under it stands what it is, under the bare code what it is called."""


def area_code(area: str) -> str:
    return AREA + area


def department_code(division: str) -> str:
    return f"{StaffHome.DEPARTMENT}-{division}"


def body_code(division: str) -> str:
    return f"{StaffHome.BODY}-{division}"


def division_of(party: str) -> str:
    """The division of a department, body or internal unit: of SUP-330106 or UNIT-330106:危化科, 330106."""
    prefix, dash, rest = party.partition("-")
    if not (prefix and dash and rest):
        raise ValueError(f"not the code of a party: {party!r}")
    return rest.partition(":")[0]


@dataclass(frozen=True, slots=True, eq=False)
class Registered:
    """Names by code of department, body or division (DEP-330106, SUP-330106, 330106), each with its days;
    special areas with all that is registered of them."""

    names: Mapping[str, tuple[tuple[date, date, str], ...]]
    areas: tuple[Area, ...] = ()

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> "Registered":
        """From lists of {name, valid_from, valid_to}; no day: as far as days go."""
        named = {code: periods for code, periods in rows.items() if not code.startswith(AREA)}
        areas = {code.removeprefix(AREA): rows[code] for code in rows if code.startswith(AREA)}
        every = {code: tuple(_period(each) for each in periods) for code, periods in (areas | named).items()}
        return cls(every, tuple(Area.of(code, each) for code, told in areas.items() for each in told))

    def name(self, code: str, day: date) -> str | None:
        periods = self.names.get(code, ())
        return next((name for first, last, name in periods if first <= day <= last), None)


def _period(each: Mapping[str, Any]) -> tuple[date, date, str]:
    first, last = each.get("valid_from"), each.get("valid_to")
    return (
        date.fromisoformat(first) if first else date.min,
        date.fromisoformat(last) if last else date.max,
        each["name"],
    )


class Names:
    """Names in Chinese (the official form) and in English (a rendering by pinyin, for readers only)."""

    def __init__(
        self,
        divisions: Divisions,
        overrides: Path | None = None,
        registered: Registered | None = None,
        day: date | None = None,
    ) -> None:
        """`overrides`: a CSV file with the columns code, kind (department or body), name; what is
        `registered` for `day` goes before it."""
        self._divisions = divisions
        self._overrides = _read(overrides, divisions) if overrides else {}
        self._registered = registered or Registered({})
        self._day = day

    def on(self, day: date) -> "Names":
        """The names of another day."""
        if not self._registered.names or day == self._day:
            return self
        other = copy(self)
        other._day = day
        return other

    def _own(self, code: str) -> str | None:
        found = self._registered.name(code, self._day) if self._day else None
        return found or self._overrides.get(code)

    def department_name(self, division: str, language: str = "zh") -> str:
        """杭州市西湖区应急管理局 / Emergency Management Bureau, Xihu District (Hangzhou)."""
        row = self._with_department(division)
        if not language.startswith("zh"):
            return _english_department(row, self.place(division))
        return self._own(department_code(division)) or self._department(row)

    def body_name(self, division: str, language: str = "zh") -> str:
        """杭州市西湖区应急管理局执法监督科 / Supervision body, Xihu District (Hangzhou)."""
        row = self._with_department(division)
        if not language.startswith("zh"):
            place = self.place(division) if row.code != NATIONAL else _english_department(row, "")
            return f"Supervision body, {place}"
        return self._own(body_code(division)) or self.department_name(division) + _unit(row)

    def party_name(self, party: str, language: str = "zh") -> str:
        """The name of DEP-… or SUP-…; a unit or person (UNIT-330106:危化科) with the place it belongs to."""
        home, _, named = party.partition(":")
        division = division_of(home)
        if home.startswith(f"{StaffHome.BODY}-"):
            return self.body_name(division, language)
        if not named:
            return self.department_name(division, language)
        chinese = language.startswith("zh")
        place = self.division_name(division, language) if division in self._divisions else division
        return f"{named}（{place}）" if chinese else f"{named} ({place})"

    def place(self, division: str) -> str:
        """The division for readers of English: Xihu District (Hangzhou)."""
        row = self._divisions[division]
        above = self._divisions.get(row.parent)
        name = self._english(row)
        if above is None or above.code == NATIONAL or above.code == XPCC:
            return name
        return f"{name} ({self._english(above)})"

    def division_name(self, division: str, language: str = "zh") -> str:
        """浙江省杭州市西湖区 / Xihu District, Hangzhou, Zhejiang."""
        if language.startswith("zh"):
            return self._full_name(division)
        chain = self._divisions.chain(division)
        return ", ".join(self._english(self._divisions[step]) for step in chain[: max(1, len(chain) - 1)])

    def _full_name(self, division: str) -> str:
        if not self._registered.names:
            return self._divisions.full_name(division)
        chain = [step for step in self._divisions.chain(division) if step != NATIONAL] or [division]
        return "".join(self._own(step) or self._divisions[step].name for step in reversed(chain))

    def _with_department(self, division: str) -> Division:
        row = self._divisions[division]
        if not row.has_body and row.special != SPECIAL_AREA:  # an area may have had one before
            raise NoDepartment(division)
        return row

    def _department(self, row: Division) -> str:
        if row.level is Level.NATIONAL:
            return "应急管理部"
        if row.level is Level.PROVINCE:
            return row.name + ("应急管理厅" if row.type in ("省", "自治区") else "应急管理局")
        above = self._divisions.get(row.parent)
        if row.level is Level.CITY or row.special in STANDS_ALONE or above is None:
            return row.name + "应急管理局"
        return above.name + row.name + "应急管理局"

    def _english(self, row: Division) -> str:
        return reading(row).english


def _unit(row: Division) -> str:
    """The unit that the department designates as its 执法监督机构 (Measures art. 5)."""
    if row.level is Level.NATIONAL:
        return "执法监督局"
    if row.level is Level.PROVINCE or row.code in SUB_PROVINCIAL:
        return "执法监督处"
    return "执法监督科"


def _english_department(row: Division, place: str) -> str:
    if row.level is Level.NATIONAL:
        return "Ministry of Emergency Management"
    if row.level is Level.PROVINCE and row.type in ("省", "自治区"):
        return f"Department of Emergency Management, {place}"
    return f"Emergency Management Bureau, {place}"


def _read(path: Path, divisions: Divisions) -> Mapping[str, str]:
    found: dict[str, str] = {}
    codes = {"department": department_code, "body": body_code}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            code, kind, name = ((row.get(key) or "").strip() for key in ("code", "kind", "name"))
            if code not in divisions or kind not in codes or not name:
                raise NamesFileError(
                    f"{path}, line {number}: needs a known code, kind department or body, and a name"
                )
            found[codes[kind](code)] = name
    return found
