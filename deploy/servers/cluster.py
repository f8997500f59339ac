"""Several RabbitMQ nodes that find one another: quorum queues then live on each of them."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from deploy.servers.private import ServerFailed, free_port
from deploy.servers.rabbitmq import RabbitNode

TOGETHER = """
cluster_formation.peer_discovery_backend = classic_config
cluster_partition_handling = pause_minority
"""


def cluster(folder: Path, count: int = 3) -> list[RabbitNode]:
    """Nodes for one cluster, not yet started. The first keeps the name daemon for all: stop it last."""
    names = [f"node{number}" for number in range(1, count + 1)]
    known = "".join(
        f"cluster_formation.classic_config.nodes.{number} = {name}@localhost\n"
        for number, name in enumerate(names, 1)
    )
    # The first looks for nobody: three that look for one another at the same time may end up as two clusters.
    alone = f"cluster_formation.classic_config.nodes.1 = {names[0]}@localhost\n"
    first = RabbitNode(folder / names[0], names[0], more_configuration=TOGETHER + alone)
    others = [
        replace(
            first,
            more_configuration=TOGETHER + known,
            folder=folder / name,
            name=name,
            port=free_port(),
            distribution_port=free_port(),
            own_epmd=False,
        )
        for name in names[1:]
    ]
    return [first, *others]


def start(nodes: Sequence[RabbitNode]) -> None:
    """At first the first, which the others then join; later all at once, since a node that was in a cluster
    waits for the others. Raises ServerMissing or ServerFailed."""
    nodes[0].start_epmd()
    if not (nodes[0].folder / "data").exists():
        nodes[0].start()
    with ThreadPoolExecutor(len(nodes)) as hands:
        for started in [hands.submit(node.start) for node in nodes if not node.running()]:
            started.result()
    if (seen := members(nodes[0])) != {node.name for node in nodes}:
        raise ServerFailed(f"the nodes did not find one another: {sorted(seen)}")


def stop(nodes: Sequence[RabbitNode]) -> None:
    """All at once, and the name daemon last."""
    with ThreadPoolExecutor(len(nodes)) as hands:
        list(hands.map(RabbitNode.stop_server, nodes))
    nodes[0].stop()


def url(nodes: Sequence[RabbitNode], vhost: str = "%2F") -> str:
    """One address that names every node; clients take the next one when theirs is gone."""
    return ";".join(node.url(vhost) for node in nodes)


def members(node: RabbitNode) -> set[str]:
    """The names of the nodes that run, as `node` sees them. Raises ServerFailed."""
    said = json.loads(node.control("cluster_status", "--formatter", "json"))
    return {name.removesuffix("@localhost") for name in said["running_nodes"]}
