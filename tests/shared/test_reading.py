"""A session that only reads: it writes nothing, and leaves its connection as ready as it found it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Table, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.database import Database


class Base(DeclarativeBase):
    pass


class Probe(Base):
    __tablename__ = "probes"
    id: Mapped[int] = mapped_column(primary_key=True)


PROBES: Table = Base.metadata.tables["probes"]
PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%probes.id >%'")
OFTEN = 8
"""psycopg prepares what came five times."""


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    made = Database(postgres_url, pool_size=1)
    PROBES.create(made.engine)
    yield made
    made.dispose()


def test_what_was_prepared_stays_so(database: Database) -> None:
    for _ in range(OFTEN):
        with database.reading() as session:
            session.execute(select(PROBES).where(PROBES.c.id > 1)).all()

    with database.reading() as session:
        assert session.scalar(PREPARED) == 1


def test_what_was_changed_in_it_is_not_written(database: Database) -> None:
    with database.transaction() as session:
        session.add(Probe(id=1))
    with database.reading() as session:
        session.get_one(Probe, 1).id = 7
        session.add(Probe(id=2))
        assert session.scalars(select(PROBES.c.id).with_for_update()).all() == [1]

    with database.reading() as session:
        assert session.scalars(select(PROBES.c.id)).all() == [1]
