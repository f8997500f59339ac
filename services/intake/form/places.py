"""A place as people type it, found in the table; when several fit, the citizen chooses."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.intake.fields import is_division
from services.intake.names import full_name
from shared.divisions import Division, search

MOST_CHOICES = 12


@dataclass(frozen=True)
class Place:
    """What became of a typed place: a code, or several it may mean, or neither."""

    code: str | None = None
    choices: tuple[tuple[str, str], ...] = ()


def find(typed: str, picked: str = "") -> Place:
    """The place meant by `typed`; `picked` is the code chosen for it, if it still belongs to the text."""
    typed = typed.strip()
    if picked and is_division(picked) and (not typed or _fits(typed, picked)):
        return Place(picked)
    if not typed:
        return Place()
    if is_division(typed):
        return Place(typed)
    found = search(typed[:60], MOST_CHOICES)
    exact = [division for division in found if _is_called(division, typed)]
    meant = exact or found
    if len(meant) == 1:
        return Place(meant[0].code)
    return Place(choices=tuple((division.code, full_name(division.code)) for division in meant))


def _fits(typed: str, code: str) -> bool:
    names = {full_name(code), full_name(code, "zh_CN"), full_name(code, "en")}
    return typed in names or any(found.code == code for found in search(typed[:60], 60))


def _is_called(division: Division, typed: str) -> bool:
    """Its name, its name without 省, 市, 区, or its full name."""
    name = division.name
    return typed in (name, name[:-1], full_name(division.code, "zh_CN"))


def of(values: Mapping[str, str], name: str) -> Place:
    """The place in the fields `name` and `name_code`."""
    return find(values.get(name, ""), values.get(f"{name}_code", ""))
