"""A session that only reads: it can write nothing, and leaves its connection as ready as it found it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import InternalError

from shared.database import Database

PROBES = Table("probes", MetaData(), Column("id", Integer, primary_key=True))
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


def test_nothing_is_written_and_the_connection_writes_afterwards(database: Database) -> None:
    with pytest.raises(InternalError, match="read-only"), database.reading() as session:
        session.execute(insert(PROBES).values(id=1))
    with database.transaction() as session:
        session.execute(insert(PROBES).values(id=2))

    with database.reading() as session:
        assert session.scalars(select(PROBES.c.id)).all() == [2]
