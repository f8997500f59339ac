"""A private PgBouncer before a PostgreSQL server, lending a session for one transaction at a time."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from deploy.servers.postgres import PostgresServer, lent_to
from deploy.servers.private import end, find_program, free_port, wait_until

FOLDERS = ("/usr/sbin", "/usr/bin")
BOOT_SECONDS = 20

CONFIGURATION = """\
[databases]
* = host=127.0.0.1 port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users
admin_users = postgres
pool_mode = transaction
default_pool_size = {sessions}
max_client_conn = 500
query_wait_timeout = 30
log_connections = 0
log_disconnections = 0
"""


@dataclass
class Pooler:
    """Listens on loopback only, by the server's own password. It holds `sessions` for each database."""

    folder: Path
    server: PostgresServer
    sessions: int = 4
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def through(self, url: str) -> str:
        """The address of the same database by way of the pooler."""
        return url.replace(f":{self.server.port}/", f":{self.port}/")

    def start(self) -> None:
        """Raises ServerMissing or ServerFailed."""
        program = find_program("pgbouncer", FOLDERS, "pgbouncer")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        said = CONFIGURATION.format(
            folder=self.folder, port=self.port, server_port=self.server.port, sessions=self.sessions
        )
        files = {"pgbouncer.ini": said, "users": f'"postgres" "{self.server.password}"\n'}
        for name, text in files.items():
            (self.folder / name).touch(mode=0o600)
            (self.folder / name).write_text(text)
        log = self.folder / "server.out"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [program, str(self.folder / "pgbouncer.ini")],
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._lent(),
            )
        wait_until(self._answers, self._process, log, BOOT_SECONDS)

    def stop(self) -> None:
        if self._process is not None:
            end(self._process)
            self._process = None

    def asked(self, command: str) -> list[dict[str, Any]]:
        """What its own console says, as SHOW POOLS and the like."""
        console = self._address("pgbouncer")
        with psycopg.connect(console, autocommit=True, prepare_threshold=None) as connection:
            cursor = psycopg.ClientCursor(connection, row_factory=dict_row)
            return cursor.execute(command).fetchall()

    def _address(self, database: str) -> str:
        return self.through(self.server.url(database)).replace("+psycopg", "")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _lent(self) -> dict[str, Any]:
        """As PostgreSQL's: it refuses to be root."""
        owner = lent_to()
        if owner is None:
            return {}
        for path in (self.folder, *self.folder.iterdir()):
            os.chown(path, owner.pw_uid, owner.pw_gid)
        return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
