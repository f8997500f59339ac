"""The private servers that an estate stands on: one PostgreSQL, and one RabbitMQ node or three."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.servers.postgres import PostgresServer
from deploy.servers.private import free_port
from deploy.servers.rabbitmq import RabbitNode
from shared.contracts.terms import Service

TUNING = {
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
    "effective_cache_size": "4GB",
    "track_commit_timestamp": "on",
}
"""What any installation sets, and the moment of each commit, by which the way of a complaint is timed."""


@dataclass
class Servers:
    """Servers with their data in `folder`, all started."""

    folder: Path
    postgres: PostgresServer
    nodes: list[RabbitNode]

    @classmethod
    def start(cls, folder: Path, nodes: int = 1, tuning: Mapping[str, str] | None = None) -> "Servers":
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # PostgreSQL's own user must be able to walk through
        made = cls(folder, PostgresServer(folder / "postgres"), cluster(folder, nodes))
        made.postgres.start()
        if tuning:
            made.tune(tuning)
        if made.nodes:
            with ThreadPoolExecutor(len(made.nodes)) as pool:
                list(pool.map(RabbitNode.start, made.nodes))
        return made

    def tune(self, settings: Mapping[str, str]) -> None:
        with connect(self.postgres.url()) as connection:
            for name, value in settings.items():
                command = sql.SQL("ALTER SYSTEM SET {} = {}")
                connection.execute(command.format(sql.Identifier(name), sql.Literal(value)))
        self.postgres.stop()
        self.postgres.start()

    def make_databases(self, prefix: str = "") -> dict[Service, str]:
        names = {service: prefix + service for service in Service}
        with connect(self.postgres.url()) as connection:
            for name in names.values():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return {service: self.postgres.url(name) for service, name in names.items()}

    def make_vhost(self, name: str) -> str:
        """The address of a virtual host of that name at the first node."""
        node = self.nodes[0]
        node.control("add_vhost", name)
        node.control("set_permissions", "-p", name, node.user, ".*", ".*", ".*")
        return node.url(name)

    @property
    def broker(self) -> str:
        return ";".join(node.url() for node in self.nodes)

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()
        self.postgres.stop()


def cluster(folder: Path, count: int) -> list[RabbitNode]:
    """Nodes that find one another at their first start: one cookie, one name daemon, one list of names."""
    if count == 0:
        return []
    if count == 1:
        return [RabbitNode(folder / "rabbitmq")]
    cookie, password, epmd = secrets.token_hex(16), secrets.token_hex(12), free_port()
    names = [f"n{number}" for number in range(1, count + 1)]
    listed = "".join(
        f"cluster_formation.classic_config.nodes.{number} = {name}@localhost\n"
        for number, name in enumerate(names, 1)
    )
    configuration = (
        "cluster_formation.peer_discovery_backend = classic_config\n"
        "cluster_partition_handling = pause_minority\n" + listed
    )
    nodes = []
    for name in names:
        home = folder / name / "home"
        home.mkdir(parents=True, mode=0o700)
        (home / ".erlang.cookie").write_text(cookie)
        (home / ".erlang.cookie").chmod(0o400)
        nodes.append(
            RabbitNode(
                folder / name,
                name=name,
                password=password,
                epmd_port=epmd,
                more_configuration=configuration,
            )
        )
    return nodes


def connect(url: str) -> psycopg.Connection:
    """A connection for looking from outside, each statement by itself."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
