"""The roles of deploy/postgres: each service works in its own database, migrates by another role, sees no other."""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from deploy.servers.postgres import FOLDERS, PostgresServer
from deploy.servers.private import find_program
from shared import migrate
from shared.contracts.terms import Service
from shared.database import Database
from tests.servers import session as servers

pytestmark = pytest.mark.postgres
ROLES = Path(__file__).resolve().parents[2] / "deploy" / "postgres" / "roles.sql"
PAIRS = [(service, other) for service in Service for other in Service if service != other]


class Estate:
    """A PostgreSQL server of its own: roles belong to a whole server."""

    def __init__(self, folder: Path) -> None:
        self.server = PostgresServer(folder / "postgres", durable=False)
        self.secrets = folder / "secrets"
        self.secrets.mkdir()
        for service in Service:
            for kind in ("database", "owner"):
                (self.secrets / f"{service}_{kind}_password").write_text(secrets.token_hex(8) + "\n")

    def run_script(self, *options: str) -> None:
        address = self.server.url().replace("+psycopg", "")
        command = [
            find_program("psql", FOLDERS, "postgresql"),
            "-X",
            "-q",
            *options,
            "-f",
            str(ROLES),
            address,
        ]
        environment = {"PATH": os.environ["PATH"], "SECRETS": str(self.secrets)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr

    def password(self, service: Service, kind: str) -> str:
        return (self.secrets / f"{service}_{kind}_password").read_text().strip()

    def url(self, service: Service, database: str | None = None, owner: bool = False) -> str:
        role = f"{service}_owner" if owner else str(service)
        word = self.password(service, "owner" if owner else "database")
        return f"postgresql://{role}:{word}@127.0.0.1:{self.server.port}/{database or service}"


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url.replace("://", "+psycopg://"))
    try:
        yield database
    finally:
        database.dispose()


@pytest.fixture(scope="module")
def estate() -> Iterator[Estate]:
    servers.require("postgres")
    with tempfile.TemporaryDirectory(prefix="jiandu-estate-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own user must be able to walk through
        made = Estate(Path(folder))
        made.server.start()
        try:
            made.run_script()
            for service in Service:
                with opened(made.url(service, owner=True)) as database:
                    migrate.upgrade(service, database)
            yield made
        finally:
            made.server.stop()


@pytest.mark.parametrize("service", list(Service))
def test_a_service_works_with_what_its_owner_migrated(estate: Estate, service: Service) -> None:
    with opened(estate.url(service)) as database:
        assert migrate.pending(service, database) == 0
    with psycopg.connect(estate.url(service)) as connection:
        connection.execute(
            "INSERT INTO outbox (message_id, name, aggregate, body, created_at)"
            " VALUES (gen_random_uuid(), 'x', 'x', '', now())"
        )
        assert connection.execute("DELETE FROM outbox").rowcount == 1


@pytest.mark.parametrize("service", list(Service))
def test_a_service_changes_no_table(estate: Estate, service: Service) -> None:
    for statement in (
        "CREATE TABLE own (id int)",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "TRUNCATE audit",
        "DROP TABLE audit",
        f"GRANT {service}_owner TO {service}",
    ):
        with psycopg.connect(estate.url(service)) as connection, pytest.raises(InsufficientPrivilege):
            connection.execute(statement)


@pytest.mark.parametrize(("service", "other"), PAIRS)
@pytest.mark.parametrize("owner", [False, True])
def test_nobody_gets_into_anothers_database(
    estate: Estate, service: Service, other: Service, owner: bool
) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(estate.url(service, other, owner), connect_timeout=10)


def test_houses_of_two_provinces_on_one_server_are_closed_to_one_another(estate: Estate) -> None:
    estate.run_script("-v", "house=zj_")
    port, word = estate.server.port, estate.password(Service.INTAKE, "database")

    with psycopg.connect(f"postgresql://zj_intake:{word}@127.0.0.1:{port}/zj_intake") as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("zj_intake",)
    for user, database in (("zj_intake", "intake"), ("intake", "zj_intake"), ("zj_intake", "zj_triage")):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(f"postgresql://{user}:{word}@127.0.0.1:{port}/{database}", connect_timeout=10)


def test_the_script_may_be_repeated_and_then_takes_a_new_password(estate: Estate) -> None:
    old = estate.url(Service.TRIAGE)
    (estate.secrets / "triage_database_password").write_text("quote ' and $(echo shell)\n")

    estate.run_script()

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(old, connect_timeout=10)
    word = {"password": estate.password(Service.TRIAGE, "database")}
    with psycopg.connect(
        f"{old.split('://')[0]}://triage@127.0.0.1:{estate.server.port}/triage", **word
    ) as c:
        assert c.execute("SELECT count(*) FROM audit").fetchone() == (0,)
