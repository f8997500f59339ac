"""What passes between the supervised unit and the body: the link it answers by, what it asks for, the answer.

Nobody learns by the link who complained, nor that anybody did (petition art. 30(3)): it leads to the document
that the unit was served, and to nothing else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from services.investigation.domain import correction_terms
from services.investigation.domain.case import Fault
from services.investigation.domain.outcomes import far_fault

ARTICLE = "825:30"
"""The supervised organ may object, with reasons."""
MORE_TIME = "measures:14(2)"
UPHELD = "petition:35"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that looks like something else: the link is typed from paper."""
LENGTH = 28
"""138 bits."""
OPEN_AFTER = 30
"""For so many days after the term the unit can still read what became of its report."""
MOST_A_DAY = 10
"""So often a day something may be sent by one link."""


class Request(StrEnum):
    """What a unit may ask for."""

    OBJECTION = "objection"
    MORE_TIME = "more_time"


class Ruling(StrEnum):
    """What the head says to it."""

    KEPT = "kept"
    CHANGED = "changed"
    LIFTED = "lifted"
    GRANTED = "granted"
    REFUSED = "refused"


RULINGS = {
    Request.OBJECTION: (Ruling.KEPT, Ruling.CHANGED, Ruling.LIFTED),
    Request.MORE_TIME: (Ruling.GRANTED, Ruling.REFUSED),
}
MOVES_THE_DAY = frozenset({Ruling.CHANGED, Ruling.GRANTED})


Place = TypeVar("Place")


def decider(request: Request, follows: Place, upheld: Place | None) -> Place:
    """Where the head decides on it: in the case that follows the correction. On an objection in the recheck
    that let the order stand (`upheld`), if one did: nobody lifts below what the body above confirmed
    (petition art. 35), and whoever decides answers for it (825 art. 30)."""
    return upheld if request is Request.OBJECTION and upheld is not None else follows


@dataclass(frozen=True)
class Asked:
    """What the unit asks for: by whom, why, and for more time until when."""

    request: Request
    who: str
    reasons: str
    until: date | None = None


def shows(visited: date, reported: date) -> bool:
    """Whether what was seen on that day can show that a report is true: it was not seen before the report."""
    return visited >= reported


def clean(token: str) -> str:
    """The link's last part as it was drawn, however it was typed."""
    return "".join(each for each in token.lower() if each in ALPHABET)[: LENGTH + 1]


def grouped(token: str) -> str:
    """In groups of four, to be typed."""
    return "-".join(token[at : at + 4] for at in range(0, len(token), 4))


def open_until(due: date, today: date) -> date:
    """The last day of a link."""
    return max(due, today) + timedelta(days=OPEN_AFTER)


def objection_until(served: date, days: int, add_days: Callable[[date, int], date]) -> date:
    """The last day for objecting; the day of service is not counted."""
    return add_days(served, days)


def answered(rulings: Iterable[str | None]) -> bool:
    """Whether the order was kept on an objection: it was looked at again (Sichuan 34), and is not twice."""
    return Ruling.KEPT in rulings


def faults(
    asked: Asked, due: date, today: date, until: date | None, ruled: date | None = None
) -> list[Fault]:
    """What is wrong with what the unit asks for; `until` is its last day for objecting, if one runs."""
    wrong = [
        Fault(f"/{name}", "required", ARTICLE)
        for name in ("who", "reasons")
        if not getattr(asked, name).strip()
    ]
    if asked.request is Request.OBJECTION and until is not None and until < today:
        wrong.append(Fault("/reasons", "objection_late", ARTICLE))
    if asked.request is Request.MORE_TIME:
        wrong += later_faults(asked.until, due, today, "/until", ruled)
    return wrong


def later_faults(
    until: date | None, due: date, today: date, pointer: str, ruled: date | None = None
) -> list[Fault]:
    """A new day must be named, be a later one, and lie within the term of a review decision or judgment
    (`ruled`, see `correction_terms.bound`), which nobody here makes longer."""
    if until is None:
        return [Fault(pointer, "required", MORE_TIME)]
    if until <= max(due, today):
        return [Fault(pointer, "not_later", MORE_TIME)]
    if far := far_fault(until, today):
        return [Fault(pointer, far, MORE_TIME)]
    if ruled is not None:
        return [correction_terms.beyond(ruled, pointer)] if until > ruled else []
    if due > correction_terms.last(today):
        return []  # a judgment set a term of its own, and nothing here ends before it
    wrong = correction_terms.fault(until, today, pointer)
    return [wrong] if wrong else []


def day_of(ruling: Ruling | None, asked: date | None, due: date, first_due: date | None) -> date | None:
    """The day that a head should look at: which is asked for, or to which the term was moved."""
    if ruling is None:
        return asked
    return due if ruling in MOVES_THE_DAY and first_due is not None else None


def ruling_faults(
    request: Request,
    ruling: Ruling,
    answer: str,
    until: date | None,
    due: date,
    today: date,
    ruled: date | None = None,
) -> list[Fault]:
    """What the head's word lacks."""
    wrong = [] if ruling in RULINGS[request] else [Fault("/ruling", "unknown_choice")]
    if not answer.strip():
        wrong.append(Fault("/answer", "required", ARTICLE))
    if ruling is Ruling.GRANTED or (ruling is Ruling.CHANGED and until is not None):
        wrong += later_faults(until, due, today, "/until", ruled)
    return wrong
