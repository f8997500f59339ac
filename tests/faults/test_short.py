"""The drills in short: broken under load nothing is lost or doubled, and without a guarantee the ledger says so."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults import drill
from tests.faults.catalogue import FAULTS, Fault, cut, kill_everything
from tests.faults.site import Site, private
from tests.faults.streams import Moment
from tests.load.unit import Begun
from tests.sampled import dealt
from tests.servers import session

RATE = 15.0
BY_NAME = {fault.name: fault for fault in FAULTS}

IN_SHORT = (
    Fault("all-killed", "kill -9 of everything at once", kill_everything),
    Fault("cut-confirm", "connections cut mid-confirm", partial(cut, Moment.CONFIRM, 10)),
)
"""One in a run, the other the next day."""

pytestmark = [pytest.mark.broker, pytest.mark.postgres, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where PostgreSQL's own user can walk through."""
    for kind in ("rabbitmq", "postgres"):
        session.require(kind)
    with tempfile.TemporaryDirectory(prefix="jiandu-short-") as name:
        place = Path(name)
        place.chmod(0o755)
        yield place


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    place = folder / "whole"
    place.mkdir(mode=0o755)
    with private(place, unit=Begun) as made:
        yield made


@pytest.mark.parametrize(
    "fault",
    dealt(IN_SHORT, 0, 2),
    ids=lambda fault: fault.name,
)
def test_whatever_breaks_nothing_is_lost_or_doubled(site: Site, fault: Fault) -> None:
    result = drill.run(site, fault, RATE, lead=2, tail=2)
    site.revive()

    assert result.ledger.answered > 0
    assert result.ledger.whole, (result.ledger.missing, result.ledger.again)
