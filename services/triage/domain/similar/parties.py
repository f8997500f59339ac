"""Whom two complaints are both about."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from services.triage.domain.similar.texts import plain

Respondents = Sequence[dict[str, Any]]


class Common(StrEnum):
    """How far the accused of two complaints agree."""

    SAME = "same"
    SAME_PLACE = "same_place"
    """Another person or unit of the same department."""
    UNKNOWN = "unknown"
    """One of them names nobody."""
    NONE = "none"


def common(one: Respondents, other: Respondents) -> Common:
    """The closest that any two of their accused come."""
    if not one or not other:
        return Common.UNKNOWN
    if shared(one, other):
        return Common.SAME
    return Common.SAME_PLACE if _places(one) & _places(other) else Common.NONE


def shared(one: Respondents, other: Respondents) -> list[dict[str, Any]]:
    """Those of `one` whom `other` is about as well."""
    return [each for each in one if any(_same(each, another) for another in other)]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """A party without a name is taken for one with a name of the same kind and place."""
    if one.get("kind") != other.get("kind") or not one.get("division"):
        return False
    names = {plain(name) for each in (one, other) if (name := each.get("name"))}
    return one.get("division") == other.get("division") and len(names) <= 1


def _places(respondents: Iterable[dict[str, Any]]) -> set[str]:
    return {str(one["division"]) for one in respondents if one.get("division")}
