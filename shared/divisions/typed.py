"""A place as people type it, found in the table; when several fit, the writer chooses."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from shared.divisions.division import Division
from shared.divisions.names import Names
from shared.divisions.search import search
from shared.divisions.table import Divisions, divisions

MOST_CHOICES = 12
LONGEST = 60


@dataclass(frozen=True)
class Place:
    """What became of a typed place: a code, or several it may mean, or neither."""

    code: str | None = None
    choices: tuple[tuple[str, str], ...] = ()


def is_division(code: str) -> bool:
    """Whether the system reaches that place; retired codes count, for their successors answer (R9)."""
    table = divisions()
    found = table.get(code)
    return found.in_system if found else table.retirement(code) is not None


def find(typed: str, picked: str, called: Callable[[str], str]) -> Place:
    """The place meant by `typed`; `picked` is the code chosen for it, if it still belongs to the text.

    `called` names a place for the writer.
    """
    typed = typed.strip()
    if picked and is_division(picked) and (not typed or _fits(typed, picked)):
        return Place(picked)
    if not typed:
        return Place()
    if is_division(typed):
        return Place(typed)
    found = search(typed[:LONGEST], MOST_CHOICES)
    exact = [division for division in found if _is_called(division, typed)]
    meant = exact or found
    if len(meant) == 1:
        return Place(meant[0].code)
    return Place(choices=tuple((division.code, called(division.code)) for division in meant))


@lru_cache(maxsize=4)
def _names(table: Divisions) -> Names:
    return Names(table)


def _full_name(code: str, language: str) -> str:
    """The place with those above it; a retired code's last name."""
    if code in divisions():
        return _names(divisions()).division_name(code, language)
    retirement = divisions().retirement(code)
    return retirement.name if retirement else code


def _fits(typed: str, code: str) -> bool:
    names = {_full_name(code, "zh_CN"), _full_name(code, "en")}
    return typed in names or any(found.code == code for found in search(typed[:LONGEST], LONGEST))


def _is_called(division: Division, typed: str) -> bool:
    """Its name, its name without 省, 市, 区, or its full name."""
    return typed in (division.name, division.name[:-1], _full_name(division.code, "zh_CN"))
