"""One embedded house per test process, asked through its door as a stranger would."""

from collections.abc import Iterator

import pytest

from tests.api.rows import Rows
from tests.journeys.house import Embedded, running


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    embedded = Embedded(tmp_path_factory.mktemp("api"))
    with running(embedded):
        yield embedded


@pytest.fixture(scope="session")
def rows(house: Embedded) -> Rows:
    return Rows(house)
