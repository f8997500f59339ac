"""What seats say and ask: whose words hold at a seat. Pure.

A bureau may have words of its own for a kind; without them those of the nearest bureau above it hold, and at
last the house's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

OPENING = "opening"
"""The words of every call, beside those for each kind of respondent."""
MOST_SAID, MOST_POINTS, LONGEST_POINT = 600, 12, 200


@dataclass(frozen=True)
class Script:
    """What helps to say, and the points to ask; the points can be ticked."""

    say: str
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """The words that hold for a kind, and whose they are: a division's, or the house's own (None)."""

    script: Script
    place: str | None = None

    def point(self, kind: str, at: int) -> str:
        """What stands for a point in a draft. A bureau's own point keeps its tick when the others around it
        are changed during a call; the house's is the same in every language."""
        if self.place is None:
            return f"{kind}-{at + 1}"
        return f"{kind}-{crc32(self.script.ask[at].encode()):08x}"


def nearest(
    kind: str, chain: Sequence[str], own: Mapping[tuple[str, str], Script | None], house: Script
) -> Held:
    """The words for a kind at the seat whose division begins the chain upwards. None in `own`: taken back."""
    for place in chain:
        if script := own.get((place, kind)):
            return Held(script, place)
    return Held(house)
