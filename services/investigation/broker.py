"""What investigation's worker does at the broker beside events: it takes reports of bodies' own systems, and
looks whether these take their cases."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import structlog
from sqlalchemy.orm import Session

from services.investigation.bodies import links, watching
from services.investigation.bodies.reports import take
from shared.assembly import ServiceParts
from shared.contracts.routing import REPORTS
from shared.messaging.lines import REPORTS_LINE, Line, to_body
from shared.messaging.one_by_one import Message, OneByOne
from shared.messaging.wake import Notifier
from shared.metrics.table import REPORTS_TAKEN
from shared.settings import Settings, SettingsError
from shared.work import Works

log = structlog.get_logger("bodies")


def take_reports(part: ServiceParts, settings: Settings, stop: threading.Event) -> None:
    """Answer reports until `stop` is set."""
    if settings.broker_url is None:
        raise SettingsError("reports come over a broker: JIANDU_BROKER_URL is not set")
    wake = Notifier(part.works.database)
    works = replace(part.works, wake=wake)

    def each(message: Message) -> None:
        became = take(works, settings, message)
        REPORTS_TAKEN.labels(part.name, became).inc()
        log.info("report_taken", outcome=became)

    try:
        OneByOne(REPORTS, settings.broker_url, each, stop, settings.topology == "given").run()
    finally:
        wake.close()


def watch_queues(part: ServiceParts, settings: Settings, stop: threading.Event) -> None:
    """See whether bodies' own systems take their cases, until `stop` is set."""
    if settings.broker_url is None:
        raise SettingsError("queues are at a broker: JIANDU_BROKER_URL is not set")
    watching.watch(part.works, settings.broker_url, stop)


def beside(session: Session) -> Sequence[Line]:
    """The queue that bodies report into, and that of each body with a system of its own."""
    return (REPORTS_LINE, *(to_body(link.division) for link in links.standing(session)))


def retry(works: Works, settings: Settings, message: Message) -> str:
    """Carry out a report that died; what became of it. Raises what the worker would."""
    return take(works, settings, message)


TASKS = (take_reports, watch_queues)
