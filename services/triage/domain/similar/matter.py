"""Is it the same matter? Asked of two complaints of one person (G9, G10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.similar.parties import Common, Respondents, common
from services.triage.domain.similar.texts import Pairs, likeness

NEEDED = {Common.SAME: 0.2, Common.SAME_PLACE: 0.35, Common.UNKNOWN: 0.5}
"""How alike the texts must be: a person tells the same story twice in other words, least so when whom it is
about is the same."""
MOSTLY = 0.6
"""So much of a short retelling stands in the longer one, about the same accused."""


@dataclass(frozen=True)
class Told:
    """A complaint as it is compared."""

    number: str
    at: datetime
    pending: bool
    respondents: Respondents
    pairs: Pairs


def same_matter(one: Told, other: Told) -> bool:
    """Whether two complaints of one person are about one matter, as far as a program can tell."""
    agree = common(one.respondents, other.respondents)
    if agree is Common.NONE:
        return False
    alike = likeness(one.pairs, other.pairs)
    return alike.common >= NEEDED[agree] or (agree is Common.SAME and alike.within >= MOSTLY)


def earlier_of(one: Told, others: Iterable[Told]) -> Told | None:
    """Of complaints about the same matter, the one to join: a pending one before a closed one, then the
    newest."""
    found = [other for other in others if other.at <= one.at]
    return max(found, key=lambda other: (other.pending, other.at, other.number), default=None)
