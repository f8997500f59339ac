"""Supervision certificates (Measures art. 6): held on the day of the work, told before they end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.investigation.domain.case import Caller, Certificate, Closed
from shared.contracts.terms import Role

ARTICLE = "measures:6"
TOLD_BEFORE = timedelta(days=60)
"""So long before the last day it is told: an examination must be found, and a new one issued."""


@dataclass(frozen=True)
class Ending:
    """Whose certificate ends soon, has ended, or does not hold yet."""

    staff_id: str
    name: str
    last: date
    over: bool


def holds(person: Caller, day: date) -> bool:
    """Whether they hold one on that day."""
    return missing(person, day) is None


def on_the_day(person: Caller, day: date) -> Caller:
    """The same person, with the number that was theirs then."""
    paper = _held(person, day)
    return replace(person, certificate=paper.number) if paper else person


def missing(person: Caller, day: date) -> Closed | None:
    """Why they hold none on that day; each that they held counts for its own days."""
    if _held(person, day) is not None:
        return None
    first, last = person.certificate_valid_from, person.certificate_valid_to
    if last is None:
        return Closed("certificate_missing", ARTICLE)
    if last < day:
        return Closed("certificate_expired", ARTICLE)
    if first is not None and first > day:
        return Closed("certificate_not_yet", ARTICLE, {"day": first})
    return None


def _held(person: Caller, day: date) -> Certificate | None:
    """Of several the one that lasts longest."""
    held = (each for each in person.certificates if each.first <= day <= each.last)
    return max(held, key=lambda each: (each.last, each.number), default=None)


def ending(people: Iterable[Caller], reader: Caller, today: date) -> list[Ending]:
    """Whose of the investigators ends within the next weeks or has ended, the nearest first: heads read of
    all, others of their own."""
    investigators = (each for each in people if Role.INVESTIGATOR in each.roles)
    found = [
        Ending(each.staff_id, each.name, each.certificate_valid_to, not holds(each, today))
        for each in investigators
        if each.certificate_valid_to is not None
        and (reader.is_head or each.staff_id == reader.staff_id)
        and not (holds(each, today) and holds(each, today + TOLD_BEFORE))
    ]
    return sorted(found, key=lambda each: (each.last, each.name, each.staff_id))
