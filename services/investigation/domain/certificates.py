"""Supervision certificates (Measures art. 6): held on the day of the work, told before they end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from services.investigation.domain.case import Caller, Closed
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


def missing(person: Caller, day: date) -> Closed | None:
    """Why they hold none on that day."""
    first, last = person.certificate_valid_from, person.certificate_valid_to
    if last is None:
        return Closed("certificate_missing", ARTICLE)
    if last < day:
        return Closed("certificate_expired", ARTICLE)
    if first is not None and first > day:
        return Closed("certificate_not_yet", ARTICLE, {"day": first})
    return None


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
