"""Counting open complaints of one desk that have a party or a pattern in common.

Each desk counts its own. What lies on another desk may lie there because this one is accused, so not even
a number may tell of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, union_all
from sqlalchemy.orm import Session

from services.triage.domain.finding.proposals import CATEGORIES
from services.triage.domain.similar.grievances import WINDOW_DAYS, grievances
from services.triage.domain.similar.grievances import Grievance as Shared
from services.triage.judging import Judged
from services.triage.models import Complaint
from services.triage.similar_models import Grievance
from shared import crypto
from shared.clock import china_day
from shared.divisions import body_code
from shared.rows import adding_once, table_of
from shared.work import Work

MOST_COUNTED = 50


@dataclass(frozen=True)
class Count:
    """How many open complaints of the desk share it in 90 days, this one among them; at most 50 are told."""

    shared: Shared
    key: str
    number: int


def counted(work: Work, complaint: Complaint, judged: Judged) -> list[Count]:
    """What a complaint that was just judged shares with others on its desk."""
    if judged.assessment.desk is None or complaint.received_at is None:
        return []
    desk = body_code(judged.assessment.desk)
    keys = {key_of(desk, one): one for one in _shared(judged)}
    _replace(work, complaint, keys)
    numbers = _numbers(work.session, list(keys), since(work.today))
    return [Count(shared, key, numbers.get(key, 0)) for key, shared in keys.items()]


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


def _replace(work: Work, complaint: Complaint, keys: Iterable[str]) -> None:
    """At once and not at the end of the work: the next complaint of the batch must find it."""
    if complaint.revision > 0:
        drop(work.session, complaint)
    on = china_day(complaint.received_at) if complaint.received_at else work.today
    rows = [{"complaint_id": complaint.id, "key": key, "received_on": on} for key in keys]
    if rows:
        dialect = work.session.get_bind().dialect.name
        work.session.connection().execute(adding_once(table_of(Grievance), dialect), rows)


def _numbers(session: Session, keys: Sequence[str], after: date) -> dict[str, int]:
    if not keys:
        return {}
    asked = {f"key_{number}": key for number, key in enumerate(keys)}
    found = session.connection().execute(_counting(len(keys)), asked | {"after": after})
    return {row[0]: row[1] for row in found}


@cache
def _counting(keys: int) -> Select[Any]:
    """How often each of so many keys stands there, without counting a crowd to its end."""
    each = [
        select(Grievance.key)
        .where(Grievance.key == bindparam(f"key_{number}"), Grievance.received_on > bindparam("after"))
        .limit(MOST_COUNTED)
        .subquery()
        for number in range(keys)
    ]
    found = union_all(*(select(one.c.key) for one in each)).subquery()
    return select(found.c.key, func.count()).group_by(found.c.key)
