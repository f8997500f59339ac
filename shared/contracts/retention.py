"""How long what is over must be kept, and from when: the words that all services share (domain §2.8)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum


class Rule(StrEnum):
    """Why something is kept, the longest first."""

    MEASURES = "measures"
    """A case that ended with a supervision opinion, a revocation or somebody called to account."""
    CASES = "cases"
    """Every other case."""
    UNHANDLED = "unhandled"
    """What was never taken up: not accepted, referred, withdrawn before, or nothing in it to look into."""


YEARS: Mapping[Rule, int] = {Rule.MEASURES: 30, Rule.CASES: 10, Rule.UNHANDLED: 2}
"""Where no province says otherwise."""
ARTICLES = ("pipl:19", "pipl:47", "policy:retention")
LONG_KEPT = frozenset({"O2", "O7", "O9", "O10"})
"""Outcomes of `Rule.MEASURES`: Measures art. 14(2), 17, 19(1), 19(2)."""


def rule_of(outcomes: Iterable[str]) -> Rule:
    """By the codes of a case's outcomes."""
    return Rule.MEASURES if LONG_KEPT & set(outcomes) else Rule.CASES


def last_day(ended_on: date, years: int) -> date:
    """The last day on which it is still kept; of the 29th of February, the first of March."""
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:
        return date(ended_on.year + years, 3, 1)
