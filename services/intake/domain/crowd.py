"""What sending costs where very many send from one place: work for a machine, or a wait; never a refusal.

Nobody can tell an honest crowd from a flood by their address. So whoever sends from there proves that it was
worth something to them: with a script some seconds of counting, without one a place in a line. Elsewhere
nothing is asked.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Crowd(StrEnum):
    """How many send from where this caller sends from, as the door tells it."""

    CALM = "calm"
    BUSY = "busy"
    CROWDED = "crowded"


BITS = {Crowd.CALM: 0, Crowd.BUSY: 14, Crowd.CROWDED: 17}
"""A phone of 2015 tries some 100,000 a second: 14 bits take it a sixth of a second, 17 bits a good second."""
MOST_BITS = 20
"""Ten seconds of that phone: dearer would shut people out, and not a machine that is made for counting."""
EASY_RATE = 5.0
"""Complaints a second that are taken from crowds at the first price; each doubling above adds a bit."""
PRICE_HOLDS = timedelta(minutes=15)
"""For so long a named price is good: nobody's work is spoilt because it got dearer meanwhile."""

EVERY = timedelta(seconds=0.5)
"""One line lets so many pass without work: two a second."""
SHORTEST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=5)
"""From when the form was begun, however many stand before one: who took their time to write hardly waits."""

PROOF_LIMIT = 40
"""Characters of a proof: with the number it fits into one block of SHA-256."""


@dataclass(frozen=True)
class Price:
    """What was asked for one ticket: so many bits of work, or to wait until its turn."""

    bits: int
    named_at: datetime
    turn_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        return self.turn_at is not None and self.turn_at <= now

    def holds(self, now: datetime) -> bool:
        return now - self.named_at < PRICE_HOLDS


def bits(crowd: Crowd, rate: float) -> int:
    """How much work a complaint from there costs while so many a second are taken from crowds."""
    first = BITS[crowd]
    dearer = math.ceil(math.log2(rate / EASY_RATE)) if first and rate > EASY_RATE else 0
    return min(first + dearer, MOST_BITS) if first else 0


def solves(number: str, proof: str, bits: int) -> bool:
    """Whether SHA-256 of `number:proof` begins with so many zero bits. Who sends none has not worked for
    it, whatever the number alone begins with."""
    if len(proof) > PROOF_LIMIT or (bits and not proof):
        return False
    digest = hashlib.sha256(f"{number}:{proof}".encode()).digest()
    return int.from_bytes(digest, "big") >> (8 * len(digest) - bits) == 0


def admits(crowd: Crowd, number: str, price: Price | None, proof: str, now: datetime) -> bool:
    """Whether the complaint of this number may come in now.

    A number is one complaint, so work and turn serve once without anything kept about them.
    """
    if crowd is Crowd.CALM:
        return True
    if price is None:
        return False
    return price.due(now) or (price.holds(now) and solves(number, proof, price.bits))


def turn(
    free_at: datetime | None, now: datetime, begun_at: datetime | None = None
) -> tuple[datetime, datetime | None]:
    """When it is the turn of a form that comes now and was begun then; when the line's next place is free."""
    soonest, latest = now + SHORTEST_WAIT, (begun_at or now) + LONGEST_WAIT
    at = max(free_at or now, soonest)
    return (at, at + EVERY) if at <= latest else (max(latest, soonest), free_at)


@dataclass
class Rate:
    """How many a second lately: each counts for some ten seconds, fading."""

    seconds: float = 10.0
    _weight: float = 0.0
    _at: float = 0.0

    def count(self, now: float) -> None:
        self._weight = self._faded(now) + 1
        self._at = now

    def at(self, now: float) -> float:
        return self._faded(now) / self.seconds

    def _faded(self, now: float) -> float:
        return self._weight * math.exp(-max(0.0, now - self._at) / self.seconds)
