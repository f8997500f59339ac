"""Whether two names mean the same unit: of whoever is accused, and of where somebody worked."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.contracts.terms import RespondentKind

_UNITS = frozenset(
    {RespondentKind.INTERNAL_UNIT, RespondentKind.ENTRUSTED_AGENCY, RespondentKind.OTHER_AGENCY}
)
_BODIES = frozenset({RespondentKind.SUPERVISION_BODY, RespondentKind.SUPERVISION_STAFF})
_APART = re.compile(r"[、，,；;。/\n]")
_DEPARTMENTS = frozenset({RespondentKind.DEPARTMENT, RespondentKind.LEADER})


class PlaceKind(StrEnum):
    """Where one can work."""

    DEPARTMENT = "department"
    BODY = "supervision_body"
    UNIT = "unit"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True)
class Place:
    """A department, a body, a unit of either, or an enterprise; `name` as it was told."""

    kind: PlaceKind
    divisions: frozenset[str]
    name: str = ""


@dataclass(frozen=True)
class Town:
    """What a division's department, its body and the division itself are called, now and before. `codes`: its
    own and those that took its place."""

    codes: frozenset[str]
    departments: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


Towns = Mapping[str, Town]


def plain(name: str) -> str:
    """Letters, characters and figures alone, in one width and case; both forms of a company's legal name."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in folded if each.isalnum()).replace("有限责任公司", "有限公司")


def accused(respondents: Iterable[Mapping[str, Any]], towns: Towns) -> frozenset[Place]:
    """The units that a complaint accuses; a leader stands for the department, an officer for their unit."""
    return frozenset(place for each in respondents for place in _of(each, towns))


def named(name: str, division: str, towns: Towns) -> Place:
    """What a name means in that division: its department, its body, or one of their units."""
    town = towns.get(division)
    if town is None:
        return Place(PlaceKind.UNIT, frozenset({division}), name)
    said = plain(name)
    kinds = ((PlaceKind.DEPARTMENT, town.departments), (PlaceKind.BODY, town.bodies))
    kind = next((kind for kind, titles in kinds if said in map(plain, titles)), PlaceKind.UNIT)
    return Place(kind, town.codes, name)


def listed(said: str) -> list[str]:
    """Names as they were written side by side."""
    return [each.strip() for each in _APART.split(said) if each.strip()]


def is_the_body(name: str, division: str, towns: Towns) -> bool:
    """Whether a name means the supervision body of that division as such, in full or without its department:
    it may be a law unit of another name (Measures art. 5)."""
    town = towns.get(division)
    if town is None:
        return False
    forms = _forms(Place(PlaceKind.UNIT, town.codes, name), towns)
    return any(
        not forms.isdisjoint(_forms(Place(PlaceKind.BODY, town.codes, each), towns)) for each in town.bodies
    )


def same(worked: Place, other: Place, towns: Towns) -> bool:
    """An enterprise bears its name everywhere; all else belongs to a division. Whoever worked in a unit of a
    department worked in the department."""
    if PlaceKind.ENTERPRISE in (worked.kind, other.kind):
        return bool(plain(worked.name)) and plain(worked.name) == plain(other.name)
    if worked.divisions.isdisjoint(other.divisions):
        return False
    if other.kind is PlaceKind.DEPARTMENT:
        return True
    if PlaceKind.BODY in (worked.kind, other.kind):
        return worked.kind is other.kind
    return worked.kind is PlaceKind.UNIT and not _forms(worked, towns).isdisjoint(_forms(other, towns))


def _of(respondent: Mapping[str, Any], towns: Towns) -> Iterable[Place]:
    kind = respondent.get("kind")
    divisions = {_code(respondent[key]) for key in ("division", "entrusted_by") if respondent.get(key)}
    codes = frozenset().union(*(_codes(each, towns) for each in divisions))
    whole = {**dict.fromkeys(_DEPARTMENTS, PlaceKind.DEPARTMENT), **dict.fromkeys(_BODIES, PlaceKind.BODY)}
    if kind in whole and codes:
        yield Place(whole[RespondentKind(kind)], codes, str(respondent.get("unit") or ""))
    unit = respondent.get("name") if kind in _UNITS else respondent.get("unit")
    if unit and str(unit).strip():
        for division in sorted(divisions) or [""]:
            yield named(str(unit).strip(), division, towns)


def _code(division: Any) -> str:
    return str(division).rpartition("-")[2]


def _codes(division: str, towns: Towns) -> frozenset[str]:
    return towns[division].codes if division in towns else frozenset({division})


def _forms(place: Place, towns: Towns) -> frozenset[str]:
    """The name, and what is left of it without what it belongs to: 西湖区应急管理局执法大队 is 执法大队."""
    said = plain(place.name)
    before = {
        plain(title)
        for code in place.divisions
        if code in towns
        for title in towns[code].departments | towns[code].places
    }
    short = {said.removeprefix(title) for title in before if title and said != title}
    return frozenset({said, *short}) - {""}
