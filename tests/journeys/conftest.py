"""The houses that journeys go through: each is started once for a file and shared by its tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.house import Embedded, House, Real, running
from tests.sampled import dealt

FORMS = [
    "embedded",
    pytest.param("real", marks=[pytest.mark.broker, pytest.mark.postgres]),
]


def make_house(form: str, request: pytest.FixtureRequest, directory: Path, **settings: str) -> House:
    """A house in one of the forms, with databases and a broker of its own; not started."""
    if form == "embedded":
        return Embedded(directory, **settings)
    new_database = request.getfixturevalue("new_postgres_url")
    new_broker = request.getfixturevalue("new_rabbitmq_url")
    return Real(directory, new_database, new_broker(), **settings)


def _house(name: str, request: pytest.FixtureRequest, **settings: str) -> House:
    directory = request.getfixturevalue("tmp_path_factory").mktemp(name)
    return make_house(request.param, request, directory, **settings)


@pytest.fixture(scope="module", params=dealt(FORMS, 1, 2))
def assisted(request: pytest.FixtureRequest) -> Iterator[House]:
    """A house where every acceptance takes a click: in one form, the next day in the other. The embedded one is new:
    all that it does is done by the process that made its keys, tables and accounts."""
    made = _house("assisted", request)
    if isinstance(made, Embedded):
        made.new = True
    with running(made) as house:
        yield house


@pytest.fixture(scope="module", params=dealt(FORMS, 0, 2))
def automatic(request: pytest.FixtureRequest) -> Iterator[House]:
    """A house where clear-cut acceptances are dispatched without a click, in the form that the other has not."""
    with running(_house("automatic", request, triage_mode="automatic")) as house:
        yield house
