"""Two web sides and two workers of each service behind a connection pooler do the whole job, as one of each does."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from deploy.servers.pgbouncer import Pooler
from shared.contracts.terms import Service
from tests.journeys.house import House, running
from tests.journeys.journey import Journey
from tests.journeys.scaled import Scaled
from tests.servers import session as servers

pytestmark = [pytest.mark.broker, pytest.mark.postgres]
SESSIONS = 3
"""Of each database, for two web sides of four threads and two workers with relays."""


@pytest.fixture(scope="module")
def pooler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pooler]:
    servers.require("pgbouncer")
    kept, folder = servers.reach("postgres")
    made = Pooler(folder / "pooler", kept.postgres(folder), SESSIONS)
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def house(
    pooler: Pooler,
    new_postgres_url: Callable[[], str],
    new_rabbitmq_url: Callable[[], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    direct = {service: new_postgres_url() for service in Service}
    made = Scaled(
        tmp_path_factory.mktemp("scaled"),
        lambda: "",
        new_rabbitmq_url(),
        triage_mode="automatic",
        **{f"{service}_database_direct_url": url for service, url in direct.items()},
    )
    made.environment |= {
        f"JIANDU_{service.upper()}_DATABASE_URL": pooler.through(url) for service, url in direct.items()
    }
    with running(made):
        yield made


def test_a_complaint_comes_out_decided_whoever_answers(house: House) -> None:
    journey = Journey(house)

    for step in journey.AUTOMATIC:
        step(journey)

    assert journey.public()["status"] == "closed"


def test_of_two_who_claim_at_two_web_sides_one_wins(house: House) -> None:
    journey = Journey(house)
    for step in (journey.submit, journey.find_the_case):
        step()
    path = f"/investigation/api/v1/cases/{journey.case_id}/claim"

    answers = [house.staff(f"investigator{number}-330106").ask("POST", path) for number in ("", "2")]

    assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_the_pooler_lends_few_sessions_to_many(house: House, pooler: Pooler) -> None:
    databases = {
        url.rpartition("/")[2] for name, url in house.environment.items() if name.endswith("DATABASE_URL")
    }
    mine = [row for row in pooler.asked("SHOW POOLS") if row["database"] in databases]

    assert {row["database"] for row in mine} == databases
    assert all(row["sv_active"] + row["sv_idle"] + row["sv_used"] <= SESSIONS for row in mine)
    assert sum(row["cl_active"] + row["cl_waiting"] for row in mine) > SESSIONS * len(mine)


def test_listening_goes_around_it(house: House, pooler: Pooler) -> None:
    """A relay that waited for its one look a second would work too, and slowly: so look who listens."""
    address = pooler.server.url().replace("+psycopg", "")
    databases = [
        url.rpartition("/")[2] for name, url in house.environment.items() if name.endswith("DIRECT_URL")
    ]
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(
            "SELECT datname, count(*) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%%' AND datname = ANY(%s) GROUP BY datname",
            [databases],
        ).fetchall()

    assert dict(found) == dict.fromkeys(databases, 2)
