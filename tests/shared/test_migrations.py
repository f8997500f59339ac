"""What the migrations build is what the models say, on both databases, and it can be taken down again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.util.exc import CommandError
from sqlalchemy import inspect, text

from shared import migrate
from shared.contracts.terms import Service
from shared.database import Database

every_service = pytest.mark.parametrize("service", [str(service) for service in Service])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    kind = request.param
    url = (
        f"sqlite:///{tmp_path}/a.sqlite3"
        if kind == "sqlite"
        else request.getfixturevalue("new_postgres_url")()
    )
    made = Database(url)
    yield made
    made.dispose()


@every_service
def test_a_new_database_is_what_the_models_say(service: str, database: Database) -> None:
    assert migrate.pending(service, database) > 0
    migrate.upgrade(service, database)

    assert migrate.pending(service, database) == 0
    migrate.check(service, database)
    built = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    assert built == set(migrate.metadata_of(service).tables)


@every_service
def test_migrating_again_changes_nothing(service: str, database: Database) -> None:
    migrate.upgrade(service, database)
    migrate.upgrade(service, database)

    migrate.check(service, database)


@pytest.mark.parametrize(
    "change",
    ["ALTER TABLE audit ADD COLUMN more INTEGER", "DROP TABLE audit_head", "DROP INDEX ix_audit_subject"],
)
def test_a_difference_is_found(database: Database, change: str) -> None:
    migrate.upgrade("triage", database)
    with database.engine.begin() as connection:
        connection.execute(text(change))

    with pytest.raises(CommandError):
        migrate.check("triage", database)


@every_service
def test_every_step_can_be_taken_back(service: str, database: Database) -> None:
    migrate.upgrade(service, database)
    migrate.downgrade(service, database)

    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(service, database)
    migrate.check(service, database)
