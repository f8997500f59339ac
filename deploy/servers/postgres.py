"""A private PostgreSQL server, as any user; root lends it to an unprivileged one, as PostgreSQL demands."""

import os
import pwd
import secrets
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.servers.private import ServerFailed, end, find_program, free_port, wait_until

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
BOOT_SECONDS = 60

CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = {fsync}
wal_compression = on
max_connections = 200
log_min_messages = warning
log_statement = none
log_min_error_statement = panic
idle_in_transaction_session_timeout = 60s
"""
"""Failing statements are not logged: their text may hold what somebody wrote to us."""
SHORT_LIVED = """\
autovacuum = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
checkpoint_timeout = 30min
"""
"""Where many databases live for minutes: none grows old enough to be tidied, and after a kill -9 the machine
still has what was written."""


@dataclass
class PostgresServer:
    """One server with its data in `folder`/data. It listens on loopback only, by password."""

    folder: Path
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_hex(12))
    durable: bool = True
    """False: no fsync; for tests, where the machine itself never loses power."""
    _server: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Bring the server up, with its data where there is some. Raises ServerMissing or ServerFailed."""
        program = find_program("postgres", FOLDERS, "postgresql")
        if not (self.data / "PG_VERSION").exists():
            self._create()
        log = self.folder / "server.out"
        with log.open("wb") as out:
            self._server = subprocess.Popen(
                [program, "-D", str(self.data), "-p", str(self.port)],
                stdout=out,
                stderr=subprocess.STDOUT,
                **self._lent(),
            )
        try:
            wait_until(self.answers, self._server, log, BOOT_SECONDS)
        except ServerFailed:
            self.stop()
            raise

    def stop(self) -> None:
        """End sessions and stop cleanly."""
        if self._server is not None:
            end(self._server, signal.SIGINT)
            self._server = None

    def kill(self) -> None:
        """The end by kill -9 of the postmaster; its backends notice and end by themselves."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def running(self) -> bool:
        """Whether the server that we started is still there."""
        return self._server is not None and self._server.poll() is None

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def answers(self) -> bool:
        """Whether the server takes connections (it says so in its pid file)."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        ours = self._server is not None and lines[0] == str(self._server.pid)
        return ours and len(lines) > 7 and lines[7].strip() == "ready"

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700, exist_ok=True)
        word = self.folder / "first-password"
        word.touch(mode=0o600)
        word.write_text(self.password)
        owner = lent_to()
        if owner is not None:
            for path in (self.data, word):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        program = find_program("initdb", FOLDERS, "postgresql")
        done = subprocess.run(
            [program, "-D", str(self.data), "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={word}",
             "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync"],
            capture_output=True, check=False, **self._lent(),
        )  # fmt: skip
        word.unlink()
        if done.returncode:
            raise ServerFailed(f"initdb: {done.stderr.decode(errors='replace')}")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION.format(fsync="on" if self.durable else "off"))
            file.write("" if self.durable else SHORT_LIVED)

    def _lent(self) -> dict[str, Any]:
        """How its programs are started: by an unprivileged user where we are root."""
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        options: dict[str, Any] = {"cwd": "/", "env": kept | {"LC_ALL": "C.UTF-8"}, "start_new_session": True}
        owner = lent_to()
        if owner is not None:
            options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        return options


def lent_to() -> pwd.struct_passwd | None:
    """The unprivileged user that the server runs as when we are root; None when it runs as we do."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerFailed("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`")
