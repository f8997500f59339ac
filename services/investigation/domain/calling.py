"""Asking the complainant after the reply (回访): when, how, and what came of it."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from services.investigation.domain.case import Fault

ARTICLE = "tangshan:38"
WORKDAYS = 5


class Way(StrEnum):
    """Through intake, which alone knows whom; or by telephone after a name was looked at."""

    MESSAGE = "message"
    PHONE = "phone"
    VISIT = "visit"


class Answer(StrEnum):
    """How the complainant sees the handling."""

    SATISFIED = "satisfied"
    PARTLY = "partly"
    UNSATISFIED = "unsatisfied"
    NOT_REACHED = "not_reached"
    NO_WORD = "no_word"


def due(replied: date, add_workdays: Callable[[date, int], date]) -> date:
    return add_workdays(replied, WORKDAYS)


def faults(answer: Answer, text: str) -> list[Fault]:
    """Whoever is not satisfied is heard: what they say, and what follows, is written down."""
    return [] if text.strip() or answer is Answer.SATISFIED else [Fault("/text", "required", ARTICLE)]
