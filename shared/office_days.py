"""Working days as they were announced, in each service's own copy, so that all of them count alike.

An arrangement holds for its whole year. Every version stays; the latest counts.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import JSON, Column, Integer, MetaData, Table, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from shared import party_names, workdays
from shared.workdays import Day, Workdays

_tables = MetaData()
workday_year = Table(
    "workday_year",
    _tables,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("days", JSON().with_variant(JSONB(), "postgresql"), nullable=False),
)
Stamp = tuple[int, int]
_READ: WeakKeyDictionary[Any, tuple[float, Stamp, Workdays]] = WeakKeyDictionary()
FRESH_SECONDS = 1.0
"""For how long a process takes it that no other has entered a year meanwhile."""


def install(metadata: MetaData) -> None:
    for table in _tables.tables.values():
        table.to_metadata(metadata)


def keep(session: Session, year: int, version: int, days: list[dict[str, Any]]) -> bool:
    """Keep an arrangement; False when this version is held already."""
    held = select(workday_year.c.version).where(
        workday_year.c.year == year, workday_year.c.version == version
    )
    if session.scalar(held) is not None:
        return False
    session.execute(insert(workday_year).values(year=year, version=version, days=days))
    _READ.pop(_pool(session), None)
    return True


def held_version(session: Session, year: int) -> int:
    """The number of the latest arrangement of a year; 0 without one."""
    return session.scalar(select(func.max(workday_year.c.version)).where(workday_year.c.year == year)) or 0


def calendar() -> Workdays:
    """The calendar of the piece of work in hand; the built-in one outside of any."""
    source = party_names.source()
    if source is None:
        return workdays.load()
    if (fresh := _fresh(source.pool)) is not None:
        return fresh
    with source.session() as session:
        return of(session)


def of(session: Session) -> Workdays:
    """What this service's database knows, over what is built in."""
    pool, now = _pool(session), time.monotonic()
    if (fresh := _fresh(pool)) is not None:
        return fresh
    held = _READ.get(pool)
    stamp: Stamp = tuple(session.execute(_STAMP).one())
    made = held[2] if held is not None and held[1] == stamp else with_years(latest(session))
    _READ[pool] = (now, stamp, made)
    return made


def latest(session: Session) -> dict[int, list[dict[str, Any]]]:
    """The arrangement in force of every year that has one."""
    rows = session.execute(select(workday_year).order_by(workday_year.c.version))
    return {row.year: row.days for row in rows}


def with_years(years: Mapping[int, Iterable[Mapping[str, Any]]]) -> Workdays:
    """The built-in calendar with these years in place of its own."""
    if not years:
        return workdays.load()
    days = {day.day: day for day in workdays.read(workdays.BUILT_IN) if day.day.year not in years}
    for each in (one for listed in years.values() for one in listed):
        day = date.fromisoformat(each["day"])
        days[day] = Day(day, each["kind"] == "workday", each.get("name") or "", True)
    return workdays.made_of(days, announced=years)


def _fresh(pool: Any) -> Workdays | None:
    """What was read there a moment ago."""
    held = _READ.get(pool) if pool is not None else None
    return held[2] if held is not None and time.monotonic() - held[0] < FRESH_SECONDS else None


def _pool(session: Session) -> Any:
    return session.get_bind().pool  # type: ignore[union-attr]  # an engine: sessions here have no other bind


_STAMP = select(func.count(), func.coalesce(func.sum(workday_year.c.version), 0))
