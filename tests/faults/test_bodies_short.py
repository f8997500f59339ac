"""A body's own system in short: whatever is killed between taking and acknowledging, nothing is lost or doubled."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from services.investigation.bodies import watching
from services.investigation.domain.bodies import Letter
from services.investigation.models import BodyQueue
from shared.contracts.terms import Service
from tests.faults.bodies import drill, program, system
from tests.faults.bodies.catalogue import MESSAGE, Fault, blow, kill_broker, kill_database
from tests.faults.bodies.office import Office, opened
from tests.journeys.waiting import until
from tests.load.servers import Servers
from tests.sampled import dealt
from tests.servers import session

CASES = 3

pytestmark = [pytest.mark.broker, pytest.mark.postgres, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """On servers of its own, for they are killed, too."""
    session.require("rabbitmq")
    session.require("postgres")
    with tempfile.TemporaryDirectory(prefix="jiandu-bodies-") as name:
        servers = Servers.start(Path(name))
        try:
            url, (node,) = servers.make_databases()[Service.INVESTIGATION], servers.nodes
            with opened(Path(name) / "office", node, servers.postgres, url) as made:
                yield made
        finally:
            servers.stop()


FAULTS = (
    Fault("worker-committed", "", partial(blow, "worker", program.COMMITTED, [MESSAGE])),
    Fault("broker-killed", "", kill_broker),
    Fault("system-taken", "", partial(blow, "system", system.TAKEN, [Letter.OPENED])),
    Fault("database-committing", "", partial(kill_database, program.COMMITTING, [MESSAGE])),
    Fault("system-kept", "", partial(blow, "system", system.KEPT, [Letter.OPENED])),
)
"""One or two in a run, the others the next times: the file has its turn every second day (tests/dealing.py)."""


@pytest.mark.parametrize("fault", dealt(FAULTS, 0, 3), ids=lambda fault: fault.name)
def test_whatever_is_killed_each_case_and_each_report_counts_once(office: Office, fault: Fault) -> None:
    result = drill.run(office, fault, CASES)

    assert result.ledger.cases >= CASES
    assert result.ledger.whole, (result.ledger, office.said())


def test_a_look_at_the_real_broker_sees_that_nobody_takes(office: Office) -> None:
    office.system.kill()
    office.open(CASES)
    office.tell()
    until(lambda: office.lines()[1].queue.ready >= CASES, "cases that wait")
    watching.look(office.works, office.url)

    with office.works.reading() as session:
        seen = session.scalars(select(BodyQueue)).one()
    assert seen.letters >= CASES
    assert max(seen.empty_at, seen.taken_at) < seen.at
    office.system.start()
