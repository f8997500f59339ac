"""One drill: citizens come, something breaks, they keep coming, and then the ledger is taken."""

import re
import time
from dataclasses import asdict, dataclass
from typing import Any

from tests.faults import ledger
from tests.faults.catalogue import Fault
from tests.faults.ledger import Ledger
from tests.faults.site import Site
from tests.load.citizens import Notes, Stream

LEAD_SECONDS, TAIL_SECONDS = 4.0, 4.0
PATIENCE_SECONDS = 90.0
SETTLE_SECONDS = 120.0
_ABSORBED = re.compile(r'"count": (\d+), "event": "repetitions_absorbed"')


@dataclass
class Result:
    """What a drill showed. Seconds; None where there was nothing to measure."""

    fault: str
    says: str
    ledger: Ledger
    down_for: float
    """How long the fault lasted, until everything was given back."""
    recovery: float
    """After that, until all that had been answered was in effect."""
    longest_way: float | None
    """From a 201 to the body's queue, for the unluckiest complaint."""
    longest_wait: float | None
    """For a 201, of the unluckiest citizen."""
    absorbed: int
    """Repetitions that the inbox recognised."""
    without: str | None = None

    @property
    def as_expected(self) -> bool:
        """It balances, or, with a guarantee switched off, it does not."""
        unbalanced = self.ledger.lost + self.ledger.doubled > 0
        return unbalanced if self.without else self.ledger.whole

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"as_expected": self.as_expected}


def run(
    site: Site, fault: Fault, rate: float, lead: float = LEAD_SECONDS, tail: float = TAIL_SECONDS
) -> Result:
    """Drill, wait until nothing moves any more, and give the account."""
    before = _absorbed(site)
    stream = Stream(site.estate.ports["intake"], rate, PATIENCE_SECONDS)  # type: ignore[index]
    try:
        time.sleep(lead)
        start = time.time()
        fault.inflict(site)
        end = time.time()
        time.sleep(tail)
    finally:  # a drill that fails must not go on sending
        notes = stream.end()
    taken = _settled(site, notes, patient=fault.without is None)
    return _result(site, fault, notes, taken, start, end, _absorbed(site) - before)


def _settled(site: Site, notes: Notes, patient: bool) -> Ledger:
    """The ledger once it balances, or once nothing has changed for long enough."""
    deadline = time.monotonic() + SETTLE_SECONDS
    previous, quiet_since = None, time.monotonic()
    while True:
        waiting = ledger.still_on_the_way(site.direct)
        taken = ledger.take(notes, site.direct)
        if waiting or taken != previous:
            previous, quiet_since = taken, time.monotonic()
        still = time.monotonic() - quiet_since
        if (taken.whole and still > 2) or (still > (30 if patient else 8)) or time.monotonic() > deadline:
            return taken
        time.sleep(0.5)


def _result(
    site: Site, fault: Fault, notes: Notes, taken: Ledger, start: float, end: float, absorbed: int
) -> Result:
    arrived = ledger.in_effect_at(site.direct, [one.tracking_number for one in notes.sent])
    answered = [(one, one.answered_at) for one in notes.sent if one.answered_at is not None]
    ways = [arrived[one.tracking_number] - at for one, at in answered if one.tracking_number in arrived]
    owed = [
        arrived[one.tracking_number] for one, at in answered if at <= end and one.tracking_number in arrived
    ]
    return Result(
        fault.name,
        fault.says,
        taken,
        down_for=round(end - start, 1),
        recovery=round(max([0.0, *(at - end for at in owed)]), 1),
        longest_way=round(max(ways), 1) if ways else None,
        longest_wait=round(max(at - one.sent_at for one, at in answered), 1) if answered else None,
        absorbed=absorbed,
        without=fault.without,
    )


def _absorbed(site: Site) -> int:
    logs = (unit.output for unit in site.units("worker"))
    return sum(int(count) for log in logs for count in _ABSORBED.findall(log.read_text(errors="replace")))
