"""What a session has to add is written in one round with other rows, where nothing else hangs on it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared import rows
from shared.database import Database

pytestmark = pytest.mark.postgres


class _Base(DeclarativeBase):
    pass


class Paper(_Base):
    __tablename__ = "row_papers"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="untitled")
    foot: Mapped[str | None]


class Series(_Base):
    __tablename__ = "row_series"
    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Copy(_Base):
    __tablename__ = "row_copies"
    id: Mapped[int] = mapped_column(primary_key=True)
    of: Mapped[int | None] = mapped_column(ForeignKey("row_papers.id"))


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    engine = create_engine(postgres_url)
    _Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all([Series(id=1, last=7), Copy(id=1)])
    engine.dispose()
    yield (database := Database(postgres_url, pool_size=1))
    database.engine.dispose()


@pytest.mark.parametrize("count", [1, rows.FEW, rows.FEW * 3])
def test_new_rows_go_with_others_while_a_series_counts_on(database: Database, count: int) -> None:
    with database.transaction() as session:
        series = session.get_one(Series, 1)
        series.last += count
        session.add_all(Paper(id=n, **({"foot": "at hand"} if n % 2 else {})) for n in range(count))
        steps = rows.taken_over(session)
        session.flush()

        assert sum(len(given) for _, given in steps) == count
        assert not session.new

        rows.run_all(session.connection(), steps)

    with database.reading() as session:
        assert session.get_one(Series, 1).last == 7 + count
        assert session.scalar(select(func.count()).select_from(Paper)) == count
        assert session.scalar(select(Paper.title).where(Paper.id == 0)) == "untitled"
        assert session.scalar(select(func.count(Paper.foot))) == count // 2


def test_what_a_changed_row_may_refer_to_is_left_to_the_session(database: Database) -> None:
    with database.reading() as session:
        session.get_one(Copy, 1).of = 1
        session.add(Paper(id=1))

        assert rows.taken_over(session) == ()
        assert len(session.new) == 1
