"""Whether bodies' own systems take their cases: looked at by the worker once a minute, told to their desks.

The pages ask the table that the looks leave, not the broker.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.investigation.bodies import links
from services.investigation.domain import bodies
from services.investigation.domain.bodies import Standing, Trouble
from services.investigation.domain.case import Caller
from services.investigation.models import BodyLink, BodyQueue, BodyTold, Case
from services.investigation.sight import oversees_body_of, visible
from shared.contracts.routing import body_key, body_queue
from shared.messaging import outbox
from shared.messaging.broker import BROKER_TROUBLE
from shared.messaging.failure import reason_of
from shared.messaging.lines import to_body
from shared.messaging.looking import QueueState, at_broker
from shared.rows import adding_once, table_of
from shared.work import SYSTEM, Work, Works

log = structlog.get_logger("bodies")
EVERY_SECONDS = 60.0


@dataclass(frozen=True)
class Waiting:
    """What somebody is told of the queue of a body's own system, seen at `at`: up to so many cases lie there,
    the first told then, and nothing was taken since."""

    body: str
    trouble: Trouble
    cases: int
    first: datetime
    since: datetime
    at: datetime


def watch(works: Works, url: str, stop: threading.Event) -> None:
    """Look until `stop` is set; while broker or database are away, the last look stands."""
    while not stop.wait(EVERY_SECONDS):
        try:
            look(works, url)
        except (*BROKER_TROUBLE, SQLAlchemyError) as error:
            log.warning("bodies_not_seen", reason=reason_of(error))


def look(works: Works, url: str) -> None:
    """See how each body's queue stands, and keep it. Raises BROKER_TROUBLE."""
    at = works.clock()
    with works.reading() as session:
        standing = links.standing(session)
        unsent = _unsent(session, [link.division for link in standing])
    if not standing:
        return
    # What waits to be sent is counted before what was sent: a letter may be counted twice, and is not missed.
    lines = at_broker(url, [to_body(link.division) for link in standing])
    found = {each.queue.queue: each.queue for each in lines}
    with works.begin(SYSTEM) as work:
        for link in standing:
            _keep(work, link, at, found[body_queue(link.division)], unsent.get(link.division, 0))


def _unsent(session: Session, divisions: Sequence[str]) -> Mapping[str, int]:
    """Letters in the outbox, by division."""
    names = {body_key(each): each for each in divisions}
    name = outbox.TABLE.c.name
    rows = session.execute(select(name, func.count()).where(name.in_(names)).group_by(name))
    return {names[key]: count for key, count in rows}


def _keep(work: Work, link: BodyLink, at: datetime, queue: QueueState, unsent: int) -> None:
    first = {"link_id": link.id, **asdict(bodies.linked(link.at))}
    work.session.execute(adding_once(table_of(BodyQueue), work.session.get_bind().dialect.name), first)
    row = work.session.scalars(select(BodyQueue).where(BodyQueue.link_id == link.id).with_for_update()).one()
    if row.at > at:
        return  # another worker looked later
    for name, value in asdict(bodies.looked(row.seen, at, queue.ready + unsent, queue.consumers)).items():
        setattr(row, name, value)


def at_desk(session: Session, caller: Caller) -> Waiting | None:
    """What the caller's own body should know of its queue; nothing where all is well, or it has none."""
    found = _waiting(session, visible(caller), BodyLink.body == caller.home)
    return found[0] if found else None


def below(session: Session, caller: Caller) -> list[Waiting]:
    """The same of bodies that the caller's body stands above, for its heads."""
    return _waiting(session, oversees_body_of(caller), BodyLink.body != caller.home)


def _waiting(session: Session, may_know: ColumnElement[bool], whose: ColumnElement[bool]) -> list[Waiting]:
    told = (
        select(BodyLink.body, BodyQueue, func.count(), func.min(BodyTold.at))
        .join(BodyQueue, BodyQueue.link_id == BodyLink.id)
        .join(BodyTold, BodyTold.link_id == BodyLink.id)
        .join(Case, Case.id == BodyTold.case_id)
        .where(whose, BodyLink.ended_at.is_(None), BodyTold.at >= BodyQueue.empty_at)
        .where(BodyTold.standing != Standing.WITHDRAWN, may_know)
        .group_by(BodyLink.body, *table_of(BodyQueue).columns)
        .order_by(BodyLink.body)
    )
    found = [(body, queue.seen, count, oldest) for body, queue, count, oldest in session.execute(told)]
    return [
        Waiting(body, trouble, count, oldest, max(seen.taken_at, oldest), seen.at)
        for body, seen, count, oldest in found
        if (trouble := bodies.trouble(seen, count, oldest)) is not None
    ]
