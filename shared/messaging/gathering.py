"""How long a consumer lets messages gather before it handles them; values in, moments out.

Each batch costs one transaction, however many messages it has. A lone message is handled at once; the
more were awaited in the last batch, the longer the next one may grow; and what nobody waits for may lie
a while, unless something comes with which it can be written.
"""

from dataclasses import dataclass

BATCH = 100
"""The most that is handled in one transaction."""
PACE_SECONDS, PACE_OF_A_MESSAGE = 0.02, 0.0005
"""After a batch with two or more that are awaited; the larger, the longer, since a fixed pause would keep
itself going at a load that needs none."""
PATIENCE_SECONDS = 0.2
"""For events that may gather. Four events of a complaint at intake are then one transaction, and what triage
hears of the bodies costs none of its own."""


@dataclass
class Gathering:
    """The batch that is taken in now; moments are seconds of one clock that never goes back."""

    awaited: int = 0
    """How many of it somebody waits for."""
    _rest_until: float = 0.0
    _patient_until: float = 0.0
    _was_full: bool = False

    def begin(self, now: float) -> None:
        """The first messages came. A full batch before means that more lies ready: no patience then."""
        self._patient_until = now if self._was_full else now + PATIENCE_SECONDS

    def add(self, awaited: bool) -> None:
        """One message came; `awaited` if it is on a complaint's way to its body's queue."""
        self.awaited += awaited

    def until(self) -> float:
        """Until when more may be waited for, as it stands now."""
        return self._rest_until if self.awaited else max(self._rest_until, self._patient_until)

    def settle(self, now: float, handled: int, awaited: int) -> None:
        """`handled` messages were handled, `awaited` of them awaited."""
        self._was_full = handled >= BATCH
        self._rest_until = now + (min(PACE_SECONDS, awaited * PACE_OF_A_MESSAGE) if awaited > 1 else 0.0)
        self.awaited -= awaited
