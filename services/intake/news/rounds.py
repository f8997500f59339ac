"""Sending what waits, one at a time, by a lease: nothing is held while a mail server thinks.

A round that dies after sending and before it could say so is done again: then somebody is told twice.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import select

from services.intake.domain import news as rules
from services.intake.domain.news import Way
from services.intake.models import Complaint, NewsContact, NewsWaiting
from services.intake.news.senders import Away, Refused, Sender
from shared.metrics.table import NEWS_SENT
from shared.work import SYSTEM, Work, Works

log = structlog.get_logger("news")
SENT, LATER, GIVEN_UP = "sent", "later", "given_up"


@dataclass(frozen=True)
class Task:
    complaint_id: UUID
    version: int
    attempts: int
    way: Way
    address: str


def do_next(works: Works, senders: Mapping[Way, Sender]) -> bool:
    """Tell one complainant; False when nobody is to be told now."""
    task = _take(works, senders.keys()) if senders else None
    if task is None:
        return False
    outcome = _sent(task, senders[task.way])
    NEWS_SENT.labels(works.service, task.way, outcome).inc()
    with works.begin(SYSTEM) as work:
        _conclude(work, task, outcome)
    return True


def _sent(task: Task, sender: Sender) -> str:
    try:
        sender.send(task.address)
    except Refused as refused:
        log.warning("news_refused", way=task.way, reason=str(refused))
        return GIVEN_UP
    except Away as away:
        log.warning("news_waits", way=task.way, attempt=task.attempts, reason=str(away))
        return GIVEN_UP if rules.again_in(task.attempts) is None else LATER
    return SENT


def _take(works: Works, ways: Collection[Way]) -> Task | None:
    with works.begin(SYSTEM) as work:
        due = (
            select(NewsWaiting, NewsContact)
            .join(NewsContact, NewsContact.complaint_id == NewsWaiting.complaint_id)
            .where(NewsWaiting.due_at <= work.now, NewsContact.way.in_(ways))
            .order_by(NewsWaiting.due_at)
            .limit(1)
            .with_for_update(skip_locked=True, of=NewsWaiting)
        )
        found = work.session.execute(due).one_or_none()
        if found is None:
            return None
        waiting, contact = found
        waiting.due_at = work.now + rules.LEASE
        waiting.attempts += 1
        return Task(
            contact.complaint_id, waiting.version, waiting.attempts, Way(contact.way), contact.address
        )


def _conclude(work: Work, task: Task, outcome: str) -> None:
    """What came while it was being sent is told later; an address that was taken away meanwhile is gone."""
    held = select(NewsWaiting).where(NewsWaiting.complaint_id == task.complaint_id).with_for_update()
    waiting = work.session.scalar(held)
    contact = work.session.get(NewsContact, task.complaint_id)
    if waiting is None or contact is None or contact.address != task.address:
        return
    again = rules.again_in(task.attempts)
    if outcome == LATER and again is not None:
        waiting.due_at = work.now + again
    elif waiting.version != task.version:
        waiting.due_at, waiting.attempts = work.now + rules.GATHERING, 0
    else:
        work.session.delete(waiting)
    if outcome != LATER:
        contact.failed_at = work.now if outcome == GIVEN_UP else None
        number = work.session.get_one(Complaint, task.complaint_id).tracking_number
        work.record(f"news.{outcome}", number, {"way": task.way})
