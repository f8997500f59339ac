"""What the migrations build is what the models say, on both databases, and it can be taken down again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.util.exc import CommandError
from sqlalchemy import inspect, text

from shared import migrate
from shared.contracts.terms import Service
from shared.database import Database
from tests.migrated import Place, standing

every_service = pytest.mark.parametrize("service", [str(service) for service in Service])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    lite = request.param == "sqlite"
    found: Place = tmp_path / "a.sqlite3" if lite else request.getfixturevalue("new_postgres_url")
    return found


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    made = Database(f"sqlite:///{place}" if isinstance(place, Path) else place())
    yield made
    made.dispose()


@pytest.fixture
def migrated(place: Place) -> Iterator[Callable[[str], Database]]:
    """A service's database with all migrations behind it."""
    with ExitStack() as opened:

        def of(service: str) -> Database:
            made = standing(service, place)
            opened.callback(made.dispose)
            return made

        yield of


@every_service
def test_a_new_database_is_what_the_models_say(service: str, database: Database) -> None:
    assert migrate.pending(service, database) > 0
    migrate.upgrade(service, database)

    assert migrate.pending(service, database) == 0
    migrate.check(service, database)
    built = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    assert built == set(migrate.metadata_of(service).tables)


@every_service
def test_migrating_again_changes_nothing(service: str, migrated: Callable[[str], Database]) -> None:
    database = migrated(service)
    migrate.upgrade(service, database)

    migrate.check(service, database)


@pytest.mark.parametrize(
    "change",
    ["ALTER TABLE audit ADD COLUMN more INTEGER", "DROP TABLE audit_head", "DROP INDEX ix_audit_subject"],
)
def test_a_difference_is_found(migrated: Callable[[str], Database], change: str) -> None:
    database = migrated("triage")
    with database.engine.begin() as connection:
        connection.execute(text(change))

    with pytest.raises(CommandError):
        migrate.check("triage", database)


@every_service
def test_every_step_can_be_taken_back(service: str, migrated: Callable[[str], Database]) -> None:
    database = migrated(service)
    migrate.downgrade(service, database)

    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(service, database)
    migrate.check(service, database)
