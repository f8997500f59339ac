"""Quality samples of the hotline: which calls are drawn, by what they are marked, what marks come to."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from uuid import UUID


class Criterion(StrEnum):
    FACTS = "facts"
    ADDRESSEE = "addressee"
    QUESTIONS = "questions"
    WORDING = "wording"
    READ_BACK = "read_back"
    TONE = "tone"


class Grade(StrEnum):
    """`unknown`: what is kept of the call does not tell it; it counts neither for nor against the seat."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    UNKNOWN = "unknown"


WORTH: Mapping[Grade, int | None] = {Grade.MET: 100, Grade.PARTLY: 50, Grade.MISSED: 0, Grade.UNKNOWN: None}
MOST_DRAWN = 20
MOST_DAYS = 90


def draw(seed: str, calls: Iterable[UUID], count: int) -> list[UUID]:
    """`count` of the calls by lot. The same seed and calls give the same ones, so a draw can be checked."""
    return sorted(calls, key=lambda call: sha256(f"{seed}:{call}".encode()).digest())[:count]


def missing(marks: Collection[str]) -> list[Criterion]:
    """The criteria for which no grade was given, in the order of the table."""
    return [criterion for criterion in Criterion if criterion not in marks]


def score(marks: Mapping[str, str]) -> int | None:
    """What the grades come to, per cent of what could be judged; None where nothing could."""
    worth = [value for grade in marks.values() if (value := WORTH[Grade(grade)]) is not None]
    return round(sum(worth) / len(worth)) if worth else None
