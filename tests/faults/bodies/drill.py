"""One drill: something ends by kill -9, is started again, and then the ledger is taken."""

import time
from dataclasses import dataclass

from tests.faults.bodies import ledger
from tests.faults.bodies.catalogue import Fault
from tests.faults.bodies.ledger import Ledger
from tests.faults.bodies.office import Office


@dataclass
class Result:
    """What a drill showed; `recovery` in seconds, from when everything was given back until it balanced."""

    fault: Fault
    ledger: Ledger
    recovery: float

    @property
    def as_expected(self) -> bool:
        """It balances, or, with a guarantee switched off, something is missing or there twice."""
        told = bool(self.ledger.missing or self.ledger.again)
        return told if self.fault.without else self.ledger.whole


def run(office: Office, fault: Fault, cases: int) -> Result:
    complaints = fault.inflict(office, cases)
    start = time.monotonic()
    taken = ledger.settled(office, complaints, patient=fault.without is None)
    office.second.kill()
    return Result(fault, taken, round(time.monotonic() - start, 1))
