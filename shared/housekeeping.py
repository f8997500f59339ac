"""What every house does by itself soon after its start and once an hour.

It forgets what is past its time, and does each service's chores.
"""

import threading
from collections.abc import Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError

from shared import kept_answers, rounds
from shared.assembly import Chore, ServiceParts
from shared.clock import china_day
from shared.messaging import pruning
from shared.messaging.failure import reason_of
from shared.settings import Settings
from shared.work import Works

log = structlog.get_logger("housekeeping")
FIRST_SECONDS = 300.0
"""After a start: a house that is started anew more often than once an hour has its deadlines watched, too."""
EVERY_SECONDS = 3600.0


def keep_house(
    services: Sequence[ServiceParts], settings: Settings, stop: threading.Event
) -> threading.Thread:
    """Begin, in a thread of its own, until `stop` is set. Several may do it beside one another."""
    rounds.begin(services, settings, stop)

    def hourly() -> None:
        pause = FIRST_SECONDS
        while not stop.wait(pause):
            for service in services:
                tidy(service, settings)
            pause = EVERY_SECONDS

    thread = threading.Thread(target=hourly, name="housekeeping", daemon=True)
    thread.start()
    return thread


def tidy(service: ServiceParts, settings: Settings) -> None:
    """One round for one service; when its database is away, the next round does it."""
    try:
        count = pruning.prune(service.works.database, settings.sent_days)
        count += _forget_answers(service.works)
    except SQLAlchemyError as error:
        log.warning("pruning_waits", service=service.name, reason=reason_of(error))
        return
    log.info("pruned", service=service.name, rows=count)
    for chore in service.chores:
        _do(service, chore)


def _forget_answers(works: Works) -> int:
    """In small transactions, so that nobody waits long."""
    count, today = 0, china_day(works.clock())
    while True:
        with works.database.transaction() as session:
            forgotten = kept_answers.forget_some(session, today)
        if not forgotten:
            return count
        count += forgotten


def _do(service: ServiceParts, chore: Chore) -> None:
    """One chore; whatever stops it, the others go on and the next round tries again."""
    try:
        count = chore(service.works)
    except Exception as error:  # noqa: BLE001 a chore that fails must not end the rounds of all
        log.error("chore_failed", service=service.name, chore=chore.__name__, reason=reason_of(error))
        return
    log.info("chore_done", service=service.name, chore=chore.__name__, count=count)
