"""Proposals: a value, how sure the rules are, and the words that led to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

SUBJECT = "/subject"
NATURES = "/claims/natures"
CATEGORIES = "/claims/categories"
RESPONDENTS = "/respondents"
PLACE = "/occurred_in"
AROUND = "/circumstances/"

LEAST = 0.5
"""What scores below is not proposed."""
SURE = 0.75
"""What scores less is shown, but nothing follows from it."""


@dataclass(frozen=True, order=True)
class Mark:
    """Words of the statement, [start, end) in characters, and the rule that they answer."""

    start: int
    end: int
    rule: str

    def as_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "rule": self.rule}


@dataclass(frozen=True)
class Proposal:
    """One value for one fact. `detail` is what belongs to a respondent besides its kind."""

    pointer: str
    value: str
    score: float
    marks: tuple[Mark, ...]
    detail: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "pointer": self.pointer,
            "value": self.value,
            "score": self.score,
            "marks": [mark.as_json() for mark in self.marks],
            "detail": dict(self.detail),
        }


@dataclass(frozen=True)
class Found:
    """All proposals for one statement; the likelier first within each fact."""

    proposals: tuple[Proposal, ...] = ()

    def of(self, pointer: str) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if one.pointer == pointer)

    def values(self, pointer: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.value for one in self.of(pointer)))

    def sure_of(self, pointer: str) -> tuple[str, ...]:
        """The values that the words leave little doubt about."""
        return tuple(dict.fromkeys(one.value for one in self.of(pointer) if one.score >= SURE))

    def as_json(self) -> list[dict[str, Any]]:
        return [one.as_json() for one in self.proposals]

    @classmethod
    def from_json(cls, kept: Iterable[Mapping[str, Any]]) -> "Found":
        """What `as_json` gave."""
        return cls(tuple(_restored(one) for one in kept))


@dataclass(frozen=True)
class Sign:
    """One rule that fired: how much it says for the value."""

    value: str
    weight: float
    mark: Mark


def weighed(pointer: str, signs: Iterable[Sign]) -> list[Proposal]:
    """Signs for one value add up as independent witnesses do; the same rule counts once."""
    by_value: dict[str, list[Sign]] = {}
    for sign in signs:
        by_value.setdefault(sign.value, []).append(sign)
    scores = {value: score(found) for value, found in by_value.items()}
    made = [
        Proposal(pointer, value, scores[value], tuple(sorted({sign.mark for sign in found})))
        for value, found in by_value.items()
        if scores[value] >= LEAST
    ]
    return sorted(made, key=lambda one: (-one.score, one.value))


def score(signs: Iterable[Sign]) -> float:
    """One minus the chance that all of them err; in hundredths."""
    best: dict[str, float] = {}
    for sign in signs:
        best[sign.mark.rule] = max(best.get(sign.mark.rule, 0.0), sign.weight)
    return round(1 - prod(1 - weight for weight in best.values()), 2)


def _restored(kept: Mapping[str, Any]) -> Proposal:
    marks = tuple(Mark(**mark) for mark in kept["marks"])
    return Proposal(kept["pointer"], kept["value"], kept["score"], marks, tuple(kept["detail"].items()))
