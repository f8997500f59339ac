"""Counting open complaints of one desk that have a party or a pattern in common.

Each desk counts its own. What lies on another desk may lie there because this one is accused, so not even
a number may tell of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    bindparam,
    delete,
    false,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.orm import Session

from services.triage.domain.finding.proposals import CATEGORIES
from services.triage.domain.similar.grievances import WINDOW_DAYS, grievances
from services.triage.domain.similar.grievances import Grievance as Shared
from services.triage.judging import Judged
from services.triage.models import Complaint
from services.triage.similar.models import Cluster, Grievance
from shared import crypto
from shared.clock import china_day
from shared.divisions import body_code
from shared.rows import adding_once, table_of
from shared.work import Work

MOST_COUNTED = 50


@dataclass(frozen=True)
class Count:
    """How many open complaints of the desk share it in 90 days, this one among them; at most 50 are told.
    And how often a cluster of them was proposed before, with the last of these."""

    shared: Shared
    key: str
    number: int
    proposals: int
    last: UUID | None
    decided: bool


def counted(work: Work, complaint: Complaint, judged: Judged) -> list[Count]:
    """What a complaint that was just judged shares with others on its desk."""
    if judged.assessment.desk is None or complaint.received_at is None:
        return []
    desk = body_code(judged.assessment.desk)
    keys = {key_of(desk, one): one for one in _shared(judged)}
    if complaint.revision > 0:
        drop(work.session, complaint)
    return [Count(keys[row[0]], *row) for row in _entered(work, complaint, list(keys))] if keys else []


def drop(session: Session, complaint: Complaint) -> None:
    """It has been answered or ended, so it counts no longer."""
    session.execute(delete(Grievance).where(Grievance.complaint_id == complaint.id))


def key_of(desk: str, shared: Shared) -> str:
    return crypto.keyring().blind_index("triage:grievance", f"{desk}|{shared.word}")


def since(today: date) -> date:
    return today - timedelta(days=WINDOW_DAYS)


def _shared(judged: Judged) -> Sequence[Shared]:
    facts = judged.facts
    categories = judged.assessment.claims.categories or judged.found.values(CATEGORIES)
    return grievances(facts.respondents, categories, facts.occurred_in)


def _entered(work: Work, complaint: Complaint, keys: Sequence[str]) -> list[tuple[Any, ...]]:
    """What stands under each key, with this complaint. At once and not at the end of the work: the next one
    of the batch must find it."""
    connection, after = work.session.connection(), since(work.today)
    on = china_day(complaint.received_at) if complaint.received_at else work.today
    if connection.dialect.name == "postgresql":
        told = {"complaint": complaint.id, "on": on, "after": after}
        rows = connection.execute(_entering(len(keys)), told | _numbered(keys)).all()
        # A statement does not see what it adds.
        numbers = [min(row.number + int(row.entered and on > after), MOST_COUNTED) for row in rows]
        return [(row.key, number, *row[3:]) for row, number in zip(rows, numbers, strict=True)]
    added = [{"complaint_id": complaint.id, "key": key, "received_on": on} for key in keys]
    connection.execute(adding_once(table_of(Grievance), connection.dialect.name), added)
    rows = connection.execute(_counting(len(keys)), {"after": after, **_numbered(keys)}).all()
    return [(row.key, row.number, *row[3:]) for row in rows]


def _numbered(keys: Sequence[str]) -> dict[str, Any]:
    return {f"key_{number}": key for number, key in enumerate(keys)}


@cache
def _entering(keys: int) -> Select[Any]:
    """Enters the complaint under each key, where it does not stand there, and counts. Each key is a value of
    its own: of a list PostgreSQL does not know how long it is, and makes a plan at each execution."""
    table, asked = table_of(Grievance), _asked(keys)
    added = select(
        bindparam("complaint", type_=table.c.complaint_id.type),
        asked.c.key,
        bindparam("on", type_=table.c.received_on.type),
    )
    adding = postgresql_insert(table).from_select(["complaint_id", "key", "received_on"], added)
    entered = adding.on_conflict_do_nothing().returning(table.c.key).cte("entered")
    return _of_each(asked, asked.c.key.in_(select(entered.c.key)))


@cache
def _counting(keys: int) -> Select[Any]:
    return _of_each(_asked(keys), false())


def _asked(keys: int) -> FromClause:
    each = [select(bindparam(f"key_{number}", type_=String).label("key")) for number in range(keys)]
    return (union_all(*each) if keys > 1 else each[0]).subquery("asked")


def _number(value: int) -> ColumnElement[int]:
    """In the text: of a number told at each execution PostgreSQL makes a plan at each execution."""
    return literal_column(str(value))


def _of_each(asked: FromClause, entered: ColumnElement[bool]) -> Select[Any]:
    """Of each key: how often it stands there, without counting a crowd to its end, whether it was entered
    just now, and what was proposed because of it."""
    mine = (Grievance.key == asked.c.key, Grievance.received_on > bindparam("after"))
    some = select(Grievance.key).where(*mine).limit(_number(MOST_COUNTED)).correlate(asked).subquery()
    proposed = select(Cluster).where(Cluster.key == asked.c.key).correlate(asked)
    last = proposed.order_by(Cluster.proposed_at.desc(), Cluster.id).limit(_number(1))
    return select(
        asked.c.key,
        select(func.count()).select_from(some).scalar_subquery().label("number"),
        entered.label("entered"),
        proposed.with_only_columns(func.count()).scalar_subquery(),
        last.with_only_columns(Cluster.id).scalar_subquery(),
        func.coalesce(last.with_only_columns(Cluster.decided_at.is_not(None)).scalar_subquery(), false()),
    )
