"""What a service needs: its database, migrated; the broker; a way out for its events; nothing dead."""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from shared import assembly, audit, migrate
from shared.contracts.routing import dead_queue, inbox_queue
from shared.contracts.terms import Service
from shared.messaging import outbox
from shared.messaging.broker import BROKER_TROUBLE
from shared.messaging.failure import reason_of
from shared.messaging.looking import LineState, at_broker, look_at
from shared.messaging.tables import dead_letter
from shared.metrics.table import (
    BODIES_DEAD,
    BODIES_IDLE,
    BODIES_READY,
    DEAD_LETTERS,
    OUTBOX_AGE,
    OUTBOX_REFUSED,
    OUTBOX_WAITING,
    QUEUE_CONSUMERS,
    QUEUE_READY,
    REPORTS_CONSUMERS,
    REPORTS_READY,
    Row,
)
from shared.readiness.looking import LOOK_SECONDS, Check, Finding
from shared.work import Works

STALE_OUTBOX_SECONDS = 60
TRAFFIC = ("database", "migrations")
"""What answering citizens and staff needs. A broker that is away is none of it: events wait."""


def checks(works: Works, broker_url: str | None) -> Mapping[str, Check]:
    """All checks of a service; each may take its time and raise what it likes."""
    dead = partial(_at_broker, works, broker_url) if broker_url else partial(_in_database, works)
    return {
        "database": partial(database, works),
        "migrations": partial(migrations, works),
        "keys": partial(keys, works),
        "broker": partial(broker, works, broker_url),
        "outbox": partial(waiting, works),
        "dead_letters": dead,
        **({"bodies": partial(bodies, works, broker_url)} if broker_url and _has_more(works) else {}),
    }


def database(works: Works) -> Finding:
    with works.reading() as session:
        _briefly(session)
        session.execute(text("select 1"))
    return Finding()


def migrations(works: Works) -> Finding:
    behind = migrate.pending(works.service, works.database)
    return Finding(wrong=f"{behind} to apply" if behind else "")


def keys(works: Works) -> Finding:
    """The master keys in hand are those of what is kept. With others, whatever comes in would be sealed for
    nobody who can read the rest."""
    with works.reading() as session:
        _briefly(session)
        ours = audit.under_our_keys(session)
    return Finding(wrong="" if ours else "the master keys are not those of what is kept")


def broker(works: Works, url: str | None) -> Finding:
    """The broker answers. Nobody at the queue, or no queue yet: worth a look, no fault of this service."""
    if url is None:
        return Finding()
    try:
        inbox = look_at(url, inbox_queue(Service(works.service)))
    except BROKER_TROUBLE as error:
        return Finding(wrong=reason_of(error))
    measured = {QUEUE_READY: float(inbox.ready), QUEUE_CONSUMERS: float(inbox.consumers)}
    if inbox.missing:
        return Finding(warning=f"the queue {inbox.queue} is missing", measured=measured)
    return Finding(warning="" if inbox.consumers else f"nobody consumes {inbox.queue}", measured=measured)


def waiting(works: Works) -> Finding:
    """How much waits in the outbox, and how long."""
    with works.reading() as session:
        _briefly(session)
        found = outbox.standing(session, works.clock())
    measured = {
        OUTBOX_WAITING: float(found.waiting),
        OUTBOX_REFUSED: float(found.refused),
        OUTBOX_AGE: found.oldest_seconds,
    }
    stale = found.oldest_seconds > STALE_OUTBOX_SECONDS
    return Finding(f"the oldest event waits {found.oldest_seconds:.0f} s" if stale else "", "", measured)


def _at_broker(works: Works, url: str) -> Finding:
    try:
        dead = look_at(url, dead_queue(Service(works.service)))
    except BROKER_TROUBLE:
        return Finding(warning="unknown while the broker is away")
    return _dead(dead.ready)


def _in_database(works: Works) -> Finding:
    with works.reading() as session:
        _briefly(session)
        return _dead(session.scalar(select(func.count()).select_from(dead_letter)) or 0)


def _has_more(works: Works) -> bool:
    return assembly.has_broker_part(works.service)


def bodies(works: Works, url: str) -> Finding:
    """The lines beside the inbox: worth a look, no fault of this service."""
    with works.reading() as session:
        _briefly(session)
        lines = assembly.beside(works.service, session)
    try:
        seen = at_broker(url, lines)
    except BROKER_TROUBLE:
        return Finding(warning="unknown while the broker is away")
    idle = [each.queue.queue for each in seen if each.queue.ready and not each.queue.consumers]
    dead = sum(each.dead.ready for each in seen)
    told = [f"nobody takes from {queue}" for queue in idle] + ([f"{dead} letters died"] if dead else [])
    return Finding(warning="; ".join(told[:3]), measured=_measured(seen) | {BODIES_DEAD: float(dead)})


def _measured(seen: Sequence[LineState]) -> dict[Row, float]:
    ours = [each.queue for each in seen if each.line.ours]
    theirs = [each.queue for each in seen if not each.line.ours]
    return {
        REPORTS_READY: float(sum(each.ready for each in ours)),
        REPORTS_CONSUMERS: float(sum(each.consumers for each in ours)),
        BODIES_READY: float(sum(each.ready for each in theirs)),
        BODIES_IDLE: float(sum(1 for each in theirs if each.ready and not each.consumers)),
    }


def _dead(count: int) -> Finding:
    told = f"{count} events could not be applied: jiandu dead-letters list" if count else ""
    return Finding(warning=told, measured={DEAD_LETTERS: float(count)})


def _briefly(session: Session) -> None:
    """A look must not outlive its asker by much; SQLite's statements are brief by themselves."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text(f"SET LOCAL statement_timeout = {int(LOOK_SECONDS * 1000)}"))
