"""The two private servers of a house: their data, their accounts, and keeping them going."""

import json
import os
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

from deploy.servers.postgres import FOLDERS, PostgresServer
from deploy.servers.private import ServerFailed, find_program
from deploy.servers.rabbitmq import FOLDERS as RABBIT_FOLDERS
from deploy.servers.rabbitmq import RabbitNode
from deploy.up.children import Pause, forget, remember
from deploy.up.place import DEPLOY, Place
from shared.messaging.definitions import ACCOUNTS, definitions

SMALL_MACHINE = """
# One machine shares its disk and memory with everything else on it.
disk_free_limit.absolute = 500MB
vm_memory_high_watermark.absolute = 1GB
"""


class Servers:
    """PostgreSQL and RabbitMQ with the containers' roles, definitions and configuration."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.postgres = PostgresServer(place.folder / "postgres", password=_read(place, "postgres_password"))
        self.rabbitmq = RabbitNode(
            place.folder / "rabbitmq",
            cookie=_read(place, "rabbitmq_cookie"),
            configuration=self._configuration(),
        )
        self._pauses = {"postgres": Pause(), "rabbitmq": Pause()}

    def start(self) -> None:
        """Both at once; then the roles and databases, where they are missing."""
        self._write_definitions()
        with ThreadPoolExecutor(2) as hands:
            for started in (hands.submit(self._start_postgres), hands.submit(self._start_rabbitmq)):
                started.result()
        self._write_control()
        self._make_roles()

    def _write_control(self) -> None:
        """A script that is `rabbitmqctl` for this house's node."""
        told = self.rabbitmq.environment().items()
        lines = [f"export {name}={shlex.quote(value)}" for name, value in sorted(told)]
        program = shlex.quote(find_program("rabbitmqctl", RABBIT_FOLDERS, "rabbitmq-server"))
        said = "# `rabbitmqctl` for the house that `make up` runs here."
        text = "\n".join(["#!/bin/sh", said, *lines, f'exec {program} "$@"'])
        self._place.control.touch(mode=0o700)
        self._place.control.write_text(text + "\n")

    def stop(self) -> None:
        with ThreadPoolExecutor(2) as hands:
            hands.submit(self.postgres.stop)
            hands.submit(self.rabbitmq.stop)
        for name in ("postgres", "rabbitmq", "epmd"):
            forget(self._place, name)

    def look_after(self) -> list[str]:
        """Start again what has ended; their names."""
        back = []
        if not self.postgres.running() and self._pauses["postgres"].over():
            self._start_postgres()
            back.append("postgres")
        if not self.rabbitmq.running() and self._pauses["rabbitmq"].over():
            self._start_rabbitmq()
            back.append("rabbitmq")
        return back

    def _start_postgres(self) -> None:
        self.postgres.start()
        self._pauses["postgres"].began()
        remember(self._place, "postgres", self.postgres.pid)

    def _start_rabbitmq(self) -> None:
        self.rabbitmq.start()
        self._pauses["rabbitmq"].began()
        remember(self._place, "rabbitmq", self.rabbitmq.pid)
        remember(self._place, "epmd", self.rabbitmq.epmd_pid)

    def _configuration(self) -> str:
        folder = DEPLOY / "rabbitmq"
        ours = f"{self._place.folder}/definitions.json"
        both = "".join((folder / name).read_text("utf-8") for name in ("rabbitmq.conf", "definitions.conf"))
        return both.replace("/run/definitions/definitions.json", ours) + SMALL_MACHINE

    def _write_definitions(self) -> None:
        passwords = {account: _read(self._place, f"broker_{account}_password") for account in ACCOUNTS}
        file = self._place.folder / "definitions.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(definitions(passwords=passwords), indent=1))

    def _make_roles(self) -> None:
        """What the database's container does when its data folder is made; repeated, it changes nothing."""
        address = self.postgres.url().replace("+psycopg", "")
        script = str(DEPLOY / "postgres" / "roles.sql")
        done = subprocess.run(
            [find_program("psql", FOLDERS, "postgresql"), "-X", "-q", "-f", script, address],
            env={"PATH": os.environ.get("PATH", ""), "SECRETS": str(self._place.secrets)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ServerFailed(f"deploy/postgres/roles.sql: {done.stderr}")


def _read(place: Place, name: str) -> str:
    return (place.secrets / name).read_text().strip()
