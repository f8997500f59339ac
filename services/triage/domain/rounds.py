"""Which answers of a matter stand, each time but the first to a recheck (petition art. 32, 35, 36).

A body answers once. What another one took over after that is not answered by it any more. What stands
beside an answer before it, since it speaks of what that does not and nobody asked for a recheck, is of the
same round: both are contested together, at the body above the one that spoke last.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

CONCLUDED, PASSED_UP = "concluded", "passed_up"


class Said(Protocol):
    """What a body said of its case. `beside`: not known of what was heard before this was told."""

    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> str | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def text(self) -> str: ...
    @property
    def beside(self) -> bool | None: ...


S = TypeVar("S", bound=Said)


def lost(one: Said) -> bool:
    """Whether by that word the body has the matter no more, and its answer stands no more; a further case
    that it gives up leaves the answer. Of words from before that was told, who gave a case up after its
    answer said why, and of who lost it nobody did."""
    return one.kind == PASSED_UP and not (bool(one.text) if one.beside is None else one.beside)


def answers(said: Iterable[S]) -> list[S]:
    """One for each round, as told last in it; what was said comes in the order of its time. A body may
    conclude again when all is carried out: its first word is the answer."""
    words = list(said)
    firsts = {one.body: one for one in reversed(words) if one.kind == CONCLUDED}
    gone = {one.body: one.at for one in words if one.kind == PASSED_UP and not one.beside}
    stand = (one for one in firsts.values() if gone.get(one.body, one.at) <= one.at)
    rounds: list[S] = []
    for one in sorted(stand, key=lambda each: each.at):
        rounds[-1 if one.beside and rounds else len(rounds) :] = [one]
    return rounds
