"""A case that was closed and put away, once for all tests of a file."""

from typing import Any

import pytest

from shared.database import Database
from shared.files.store import LocalStore
from tests import lent
from tests.investigation.archived import closed, put_away
from tests.investigation.builders import accepted
from tests.investigation.test_retention import COMPLAINT

Beginnings = dict[str, lent.Kept]


@pytest.fixture(scope="module")
def beginnings() -> Beginnings:
    """The database with a case in it that was closed and put away, by the case's id, once there was one."""
    return {}


@pytest.fixture
def case(opened: Any, seat: Any, database: Database, beginnings: Beginnings) -> str:
    """A case of the complaint that the events here are about, closed and put away: once for all tests."""
    for made, kept in beginnings.items():
        kept.put_into(database)
        return made
    made = opened(accepted(COMPLAINT))
    closed(made, seat)
    put_away(made, seat)
    beginnings[made] = lent.Kept(database)
    return made


@pytest.fixture
def store(app: Any) -> LocalStore:
    found: LocalStore = app.extensions["file_store"]
    return found
