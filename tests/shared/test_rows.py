"""What a session has to add is written in one round with other rows, where nothing else hangs on it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import BigInteger, ForeignKey, bindparam, create_engine, func, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared import rows
from shared.contracts.terms import Channel
from shared.database import Database, Json, Utc

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


class Mixture(_Base):
    __tablename__ = "row_mixtures"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    word: Mapped[str | None]
    sealed: Mapped[bytes]
    small: Mapped[int]
    large: Mapped[int] = mapped_column(BigInteger)
    yes: Mapped[bool]
    day: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(Utc)
    said: Mapped[Any] = mapped_column(Json)


def _mixture(number: int) -> dict[str, Any]:
    texts = [None, "", "NULL", 'a "b" \\ {c,d}', "安全\n生产", Channel.WEB]
    return {
        "id": uuid4(),
        "word": texts[number % len(texts)],
        "sealed": bytes([number, 0, 92, 34, 39, 255]) * number,
        "small": number - 5,
        "large": number << 40,
        "yes": number % 2 == 0,
        "day": None if number % 3 else date(2026, 2, 28),
        "at": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=number),
        "said": {"number": number, "text": 'quoted "so"', "none": [None]},
    }


@pytest.mark.parametrize("count", [2, rows.FEW + 1])
def test_values_of_every_kind_are_the_same_one_by_one_and_in_lists(database: Database, count: int) -> None:
    given = [_mixture(number) for number in range(count)]
    with database.writing() as connection:
        rows.run_all(connection, [(rows.adding(rows.table_of(Mixture)), given)])

    with database.reading() as session:
        found = session.execute(select(rows.table_of(Mixture)).order_by(Mixture.large)).mappings().all()
    assert [dict(row) for row in found] == given


def test_a_list_of_nothing_but_nulls_is_written(database: Database) -> None:
    given = [_mixture(number) | {"word": None, "day": None} for number in range(rows.FEW + 1)]
    with database.writing() as connection:
        rows.run_all(connection, [(rows.adding(rows.table_of(Mixture)), given)])

    with database.reading() as session:
        assert session.scalar(select(func.count()).where(Mixture.word.is_(None))) == len(given)


@pytest.mark.parametrize("count", [1, rows.FEW * 3])
def test_values_of_rows_are_not_taken_for_those_that_a_statement_names_itself(
    database: Database, count: int
) -> None:
    """`last + 1` calls its own number `last_1`; so was called what the step at that place has as `last`."""
    counted = update(rows.table_of(Series)).where(rows.table_of(Series).c.id == bindparam("of"))
    counted = counted.values(last=rows.table_of(Series).c.last + 1)
    papers = [{"id": n, "title": "t"} for n in range(count)]
    more = [{"id": n, "last": n} for n in range(10, 10 + count)]
    steps = [(rows.adding(rows.table_of(Paper)), papers), (rows.adding(rows.table_of(Series)), more)]

    with database.transaction() as session:
        rows.run_all(session.connection(), [*steps, (counted, [{"of": 1}])])

    with database.reading() as session:
        assert session.get_one(Series, 1).last == 8
        assert session.scalar(select(func.count()).select_from(Series)) == 1 + count
