"""Which piece went from one hand to another: one that the case knows, or in free words what is none of them.

The chain of custody of a piece is whole only where each hand is told of the same thing: words are a name by
which nobody finds it. Who writes just its number or its name means it, whichever door they come by.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.investigation.domain.case import Fault
from services.investigation.domain.places import plain

ARTICLE = "measures:13(1)"
WORDS = "exhibit"
"""The field of a record of custody that says in words what went."""
NUMBER = re.compile("(?:证据)?第?([0-9]{1,4})[件号]?(?:证据)?")


@dataclass(frozen=True)
class Piece:
    """A piece of evidence, a file kept with one, or a file of the complainant's. `name`: as a record says it;
    of a piece of evidence of this very case also its `number` and what it is called (`item`)."""

    id: UUID
    name: str
    number: int | None = None
    item: str = ""
    obtained: str = ""
    """The day on which it came to the body, and that on which it was given back; where they are known."""
    given_back: str = ""


def faults(pieces: Iterable[Piece], chosen: UUID | None, words: str) -> list[Fault]:
    """What is wrong with the choice, or with words beside it."""
    if chosen is None:
        return []
    if all(each.id != chosen for each in pieces):
        return [Fault("/piece", "unknown_piece", ARTICLE)]
    return [Fault(f"/fields/{WORDS}", "chosen_already", ARTICLE)] if words else []


def day_faults(piece: Piece, day: str) -> list[Fault]:
    """Nobody passes on what is not there: not before it was obtained, nor after it was given back."""
    if piece.obtained and day < piece.obtained:
        return [Fault("/fields/day", "before_it_was_obtained", ARTICLE, {"first": piece.obtained})]
    if piece.given_back and day > piece.given_back:
        return [Fault("/fields/day", "after_it_was_given_back", ARTICLE, {"last": piece.given_back})]
    return []


def return_faults(day: str, passed_on: Iterable[str]) -> list[Fault]:
    """It is given back by whoever had it last."""
    last = max(passed_on, default="")
    if day >= last:
        return []
    return [Fault("/fields/receipt_day", "before_it_was_passed_on", ARTICLE, {"first": last})]


def meant(pieces: Iterable[Piece], chosen: UUID | None, words: str) -> Piece | None:
    """The piece that was chosen, or the only one whose number or name the words are."""
    known = list(pieces)
    if chosen is not None:
        return next((each for each in known if each.id == chosen), None)
    said = plain(words)
    number = NUMBER.fullmatch(said)
    fits = [each for each in known if (number and each.number == int(number[1])) or _called(each, said)]
    return fits[0] if len(fits) == 1 else None


def _called(piece: Piece, said: str) -> bool:
    return bool(said) and said in (plain(piece.name), plain(piece.item))
