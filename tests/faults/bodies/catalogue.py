"""What is done to a body's system and to what serves it. Each returns the complaints whose cases are accounted for,
once everything has been given back."""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from uuid import UUID

from services.investigation.domain.bodies import Letter
from tests.faults.bodies import ledger, program, system
from tests.faults.bodies.mine import Mine
from tests.faults.bodies.office import Office
from tests.faults.bodies.system import STEPS
from tests.faults.catalogue import back
from tests.journeys.waiting import until
from tests.load.unit import Unit

CLAIM, MESSAGE = STEPS
BOTH = 2
DOWN_SECONDS = 1.0
GIVEN_UP_SECONDS = 180.0
"""Longer than the broker waits for heartbeats."""
AT_RANDOM_SECONDS = (1.5, 4.0)


@dataclass(frozen=True)
class Fault:
    """One row of the table. `without` runs it with a guarantee switched off: then the ledger must not balance."""

    name: str
    says: str
    inflict: Callable[[Office, int], list[UUID]]
    without: str | None = None


def blow(side: str, moment: str, kinds: Sequence[str], office: Office, cases: int) -> list[UUID]:
    """For each kind of message the mine lies before the cases come; whoever steps on it is started again."""
    found: list[UUID] = []
    for kind in kinds:
        unit, mine = _of(office, side)
        mine.lay(moment, kind)
        found += office.open(cases)
        until(lambda mine=mine, unit=unit: not mine.lies and not unit.running, f"{side}, {moment} {kind}")
        unit.start()
    return found


def _of(office: Office, side: str) -> tuple[Unit, Mine]:
    of_worker = (office.worker, office.under_worker)
    return of_worker if side == "worker" else (office.system, office.under_system)


def kill_broker(office: Office, cases: int) -> list[UUID]:
    """Reports lie in their queue and cases in the body's; the relay has more that it cannot send."""
    office.worker.kill()
    reported = office.open(cases)
    office.tell()
    until(lambda: office.lines()[0].queue.ready >= cases, "reports that wait")
    office.system.kill()
    waiting = office.open(cases)
    office.tell()
    until(lambda: office.lines()[1].queue.ready >= cases, "cases that wait")
    office.node.kill()
    unsent = office.open(cases)
    office.tell()
    time.sleep(DOWN_SECONDS)
    office.worker.start()
    office.system.start()
    office.node.start()
    return [*reported, *waiting, *unsent]


def freeze_worker(office: Office, cases: int) -> list[UUID]:
    """It stops within the transaction of a report; the broker gives the report to another, which waits for the
    same case, and then both go on."""
    office.under_worker.lay(program.COMMITTING, MESSAGE, signal.SIGSTOP)
    found = office.open(cases)
    until(lambda: not office.under_worker.lies, "a worker that stopped")
    office.second.start()
    until(lambda: office.lines()[0].queue.consumers == BOTH, "the other worker")
    until(lambda: office.lines()[0].queue.consumers < BOTH, "the broker's patience", GIVEN_UP_SECONDS)
    time.sleep(DOWN_SECONDS * 3)
    office.worker.thaw()
    until(lambda: ledger.take(office, found).repeated, "the answer to the same report once more")
    return found


def kill_database(moment: str, kinds: Sequence[str], office: Office, cases: int) -> list[UUID]:
    """The worker stands still with a report in hand, PostgreSQL ends, the worker goes on without it; then it is
    back, and nobody was started again but the server."""
    found: list[UUID] = []
    for kind in kinds:
        office.under_worker.lay(moment, kind, signal.SIGSTOP)
        found += office.open(cases)
        until(lambda: not office.under_worker.lies, f"a worker that stopped, {moment} {kind}")
        office.postgres.kill()
        office.worker.thaw()
        time.sleep(DOWN_SECONDS)
        back(office.postgres)
    return found


def kill_database_at_random(times: int, office: Office, cases: int) -> list[UUID]:
    """While cases come and reports go, at whatever moment it happens to be."""
    random, found = Random("database"), list[UUID]()
    for _ in range(times):
        found += office.open(cases)
        time.sleep(random.uniform(*AT_RANDOM_SECONDS))
        office.postgres.kill()
        time.sleep(DOWN_SECONDS)
        back(office.postgres)
    return found


def restart_broker(office: Office, cases: int) -> list[UUID]:
    """As at an upgrade, while cases come and reports go."""
    before = office.open(cases)
    time.sleep(DOWN_SECONDS)
    office.node.stop_server()
    meanwhile = office.open(cases)
    office.node.start()
    return [*before, *meanwhile, *office.open(cases)]


def kill_at_random(side: str, times: int, office: Office, cases: int) -> list[UUID]:
    """While cases come, at whatever moment it happens to be."""
    random, (unit, _) = Random(side), _of(office, side)
    found: list[UUID] = []
    for _ in range(times):
        found += office.open(cases)
        time.sleep(random.uniform(*AT_RANDOM_SECONDS))
        unit.kill()
        unit.start()
    return found


LETTERS = (Letter.OPENED, Letter.ACCEPTED, Letter.CHANGED)
TWICE = 2
_WORKER = {
    program.TAKEN: "before the transaction",
    program.COMMITTING: "before its commit",
    program.COMMITTED: "after the commit, before the acknowledgement",
}
_SYSTEM = {
    system.TAKEN: ("before it kept what it took", LETTERS),
    system.KEPT: ("after it kept it, before the acknowledgement", LETTERS),
    system.REPORTED: ("when the broker had its report, before it wrote that down", (CLAIM, MESSAGE)),
}
FAULTS = (
    *(
        Fault(
            f"worker-{moment}",
            f"kill -9 of the worker with a report, {says}",
            partial(blow, "worker", moment, (CLAIM, MESSAGE) * TWICE),
        )
        for moment, says in _WORKER.items()
    ),
    Fault(
        "worker-frozen", "SIGSTOP of the worker within a report's transaction; another gets it", freeze_worker
    ),
    Fault("worker-at-random", "kill -9 of the worker, eight times", partial(kill_at_random, "worker", 8)),
    *(
        Fault(
            f"system-{moment}",
            f"kill -9 of the body's system, {says}",
            partial(blow, "system", moment, kinds * TWICE),
        )
        for moment, (says, kinds) in _SYSTEM.items()
    ),
    Fault(
        "system-at-random", "kill -9 of the body's system, eight times", partial(kill_at_random, "system", 8)
    ),
    *(
        Fault(
            f"database-{moment}",
            f"kill -9 of PostgreSQL while the worker has a report in hand, {says}",
            partial(kill_database, moment, (CLAIM, MESSAGE)),
        )
        for moment, says in _WORKER.items()
    ),
    Fault("database-at-random", "kill -9 of PostgreSQL, eight times", partial(kill_database_at_random, 8)),
    Fault("broker-killed", "kill -9 of RabbitMQ, with reports and cases in its queues", kill_broker),
    Fault("broker-restarted", "RabbitMQ restarted while cases come and reports go", restart_broker),
)
PROOFS = (
    Fault(
        "ack-first",
        "the worker acknowledges a report before its transaction; kill -9 in between",
        partial(blow, "worker", program.TAKEN, (CLAIM, MESSAGE)),
        without="ack-last",
    ),
    Fault(
        "no-memory",
        "how a report was answered is not remembered; kill -9 after the commit",
        partial(blow, "worker", program.COMMITTED, (CLAIM, MESSAGE)),
        without="memory",
    ),
    Fault(
        "keep-later",
        "the body's system acknowledges before it keeps; kill -9 in between",
        partial(blow, "system", system.TAKEN, (Letter.OPENED, Letter.ACCEPTED)),
        without="keep-first",
    ),
    Fault(
        "no-serials",
        "the body's system keeps again what it kept; kill -9 before the acknowledgement",
        partial(blow, "system", system.KEPT, (Letter.OPENED, Letter.CHANGED)),
        without="serials",
    ),
)
"""The proof that the ledger would notice: here it must not balance."""
