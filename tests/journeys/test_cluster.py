"""A cluster of three brokers, all named in the one address: one is killed while a complaint is on its way."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.servers import cluster
from deploy.servers.rabbitmq import RabbitNode
from tests.journeys.house import Real, running
from tests.journeys.journey import Journey
from tests.servers import session as servers

pytestmark = [pytest.mark.broker, pytest.mark.postgres]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[RabbitNode]]:
    servers.require("rabbitmq")
    made = cluster.cluster(tmp_path_factory.mktemp("brokers"))
    try:
        cluster.start(made)
        yield made
    finally:
        cluster.stop(made)


def test_a_complaint_comes_out_decided_though_its_broker_is_killed(
    nodes: list[RabbitNode], new_postgres_url: Callable[[], str], tmp_path: Path
) -> None:
    house = Real(tmp_path, new_postgres_url, cluster.url(nodes), triage_mode="automatic")
    with running(house):
        journey = Journey(house)
        journey.submit()

        nodes[0].kill()  # the one that everybody came to first

        for step in journey.AUTOMATIC[1:]:
            step(journey)
        assert journey.public()["status"] == "closed"
        assert cluster.members(nodes[1]) == {"node2", "node3"}
