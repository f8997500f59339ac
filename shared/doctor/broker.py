"""The broker: reachable, every queue there, somebody listening, nothing dead."""

from collections.abc import Iterator

from shared import assembly
from shared.contracts.routing import dead_queue
from shared.contracts.terms import Service
from shared.doctor.finding import Finding, fault, fine, warning
from shared.doctor.stores import dead_letters
from shared.i18n import gettext
from shared.messaging.broker import BROKER_TROUBLE
from shared.messaging.failure import reason_of
from shared.messaging.looking import QueueState, at_broker
from shared.settings import Settings


def broker(config: Settings) -> Iterator[Finding]:
    if config.broker_url is None:
        yield fine("broker", gettext("None is needed: events are delivered within the one process."))
        return
    try:
        for name in assembly.installed():
            yield from (_queue(name, state) for state in at_broker(config.broker_url, name))
    except BROKER_TROUBLE as error:
        yield fault(
            "broker",
            gettext("The broker does not answer: %(reason)s", reason=reason_of(error)),
            gettext("Start it, or correct JIANDU_BROKER_URL. Nothing is lost meanwhile: events wait."),
        )


def _queue(name: str, state: QueueState) -> Finding:
    if state.missing:
        return warning(
            name,
            gettext("The queue %(queue)s is missing.", queue=state.queue),
            gettext("Start a worker or a relay: it makes the queues."),
        )
    if state.queue == dead_queue(Service(name)):
        return dead_letters(name, state.ready) if state.ready else fine(name, gettext("No dead letters."))
    if not state.consumers:
        return fault(
            name,
            gettext(
                "Nobody takes events from %(queue)s; %(count)d wait.", queue=state.queue, count=state.ready
            ),
            gettext("Start: jiandu worker %(name)s", name=name),
        )
    return fine(name, gettext("%(queue)s: %(count)d events wait.", queue=state.queue, count=state.ready))
