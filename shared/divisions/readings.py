"""How divisions are read (pinyin) and what they are called in English."""

from dataclasses import dataclass
from functools import cache

from shared.divisions import data


@dataclass(frozen=True, slots=True)
class Reading:
    """`spoken`: the syllables of the name, the usual reading first, then others that people type."""

    spoken: tuple[tuple[str, ...], ...]
    english: str


@cache
def readings() -> dict[str, Reading]:
    """The reading of every division, by code."""
    return {row["code"]: Reading(tuple(_spoken(row)), row["english"]) for row in data.rows("pinyin.csv")}


def _spoken(row: dict[str, str]) -> list[tuple[str, ...]]:
    variants = [row["pinyin"], *filter(None, row["also"].split("|"))]
    return [tuple(variant.split()) for variant in variants]
