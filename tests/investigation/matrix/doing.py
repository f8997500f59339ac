"""Requests of both doors, and what they leave: nothing where they are refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.investigation.cabinet import folder_of
from services.investigation.domain.case import Action
from services.investigation.domain.states import may
from services.investigation.models import Base, Case
from services.investigation.sight import caller_of
from shared.clock import china_day
from shared.database import Database
from shared.work import Works
from tests.investigation.matrix.asks import Ask
from tests.investigation.test_views import Browser

LOOKED = ("case.read", "document.read")
"""A refused form comes back with the case, which was then looked at."""
NOT_COMPARED = ("audit_head",)
Marks = Mapping[str, tuple[int, int]]


def open_to(works: Works, seat: Any, case: str) -> set[Action]:
    """What the pure core leaves open to them."""
    with works.reading() as session:
        today = china_day(works.clock())
        held = session.get(Case, UUID(case))
        assert held is not None
        facts = folder_of(session, held).facts(today)
        found = may(facts, caller_of(session, seat.token, today))
    return {action for action, closed in found.items() if closed is None}


def marks(works: Works) -> Marks:
    """How many rows each table has, and a sum of all that stands in them; looks at cases left aside."""
    with works.reading() as session:
        return {name: (count, total) for name, count, total in session.execute(text(ALL_TABLES))}


def _of(table: str) -> str:
    kept = f"WHERE action NOT IN {LOOKED}" if table == "audit" else ""
    return f"SELECT '{table}', count(*), coalesce(sum(hashtext(t::text)), 0) FROM {table} t {kept}"


ALL_TABLES = " UNION ALL ".join(_of(name) for name in Base.metadata.tables if name not in NOT_COMPARED)


def by_program(seat: Any, case: str, ask: Ask, version: int) -> Any:
    return seat.post(f"/cases/{case}/{ask.path}", ask.body, version)


def by_form(seat: Any, case: str, ask: Ask, version: int, page: str) -> Any:
    fields = ask.fields | {"version": str(version)}
    return Browser(seat).post(f"/investigation/cases/{case}/{ask.form}", page, **fields)


class _Undone(Exception):
    """All was well, and nothing of it shall stay."""


@contextmanager
def undone(database: Database) -> Iterator[None]:
    """What is committed meanwhile is written and taken back."""
    whole = database.transaction

    @contextmanager
    def transaction() -> Iterator[Session]:
        try:
            with whole() as session:
                yield session
                session.flush()
                raise _Undone
        except _Undone:
            return

    database.transaction = transaction  # type: ignore[method-assign]
    try:
        yield
    finally:
        del database.transaction
